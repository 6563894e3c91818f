using Kota.Portal.Forms;

namespace Kota.Portal.Screens.Admin;

/// <summary>A list or a text that the admin edits as a whole.</summary>
/// <param name="Title">Heading.</param>
/// <param name="Help">What it is for.</param>
/// <param name="Path">Where the form goes; its history stands below.</param>
/// <param name="Draft">Values and errors.</param>
/// <param name="Table">Its rows; null where there are only single inputs.</param>
/// <param name="Fields">Its single inputs.</param>
/// <param name="Version">Version that the form is over.</param>
/// <param name="MayEdit">Whether the reader may change it; others only read.</param>
public sealed record EditModel(
    string Title, string Help, string Path, Draft Draft, EditTable? Table, IReadOnlyList<FieldModel> Fields, int Version, bool MayEdit)
{
    /// <summary>The pages above.</summary>
    public IReadOnlyList<(string Path, string Name)> Crumbs { get; init; } = [];

    public bool Saved { get; init; }

    public bool Stale { get; init; }

    public int? From { get; init; }

    /// <summary>Said when there is no row.</summary>
    public string Empty { get; init; } = "";

    /// <summary>Text of the button that adds a row.</summary>
    public string? AddText { get; init; }

    /// <summary>Said between the help and the form.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Choices that are ticked or not, under a heading.</summary>
    public CheckGroup? Checks { get; init; }

    /// <summary>What can be removed is named; null for what cannot.</summary>
    public string? DeleteText { get; init; }

    /// <summary>Whether its history has a page.</summary>
    public bool HasHistory { get; init; } = true;

    /// <summary>A picture of it, for print.</summary>
    public string? Picture { get; init; }

    public string HistoryPath => Path + "/riwayat";

    public IEnumerable<FieldModel> AllFields => Fields.Concat(Table?.Rows.SelectMany(r => r) ?? []);
}

/// <summary>Choices that are ticked or not.</summary>
/// <param name="Name">First part of their names; errors of the group belong to it.</param>
/// <param name="Label">Heading.</param>
/// <param name="Errors">What is wrong with the group.</param>
/// <param name="Items">Name, label, and whether it is ticked.</param>
public sealed record CheckGroup(string Name, string Label, IReadOnlyList<string> Errors, IReadOnlyList<(string Name, string Label, bool On)> Items);

/// <summary>What something was.</summary>
/// <param name="Version">Number; 0 for what is built in.</param>
/// <param name="At">Since when; null for what is built in.</param>
/// <param name="By">Subject of whoever changed it.</param>
/// <param name="Says">What it then said, a line each.</param>
public sealed record VersionModel(int Version, DateTimeOffset? At, string? By, IReadOnlyList<string> Says);

/// <summary>A history, newest first.</summary>
public sealed record HistoryModel(string Title, string Path, IReadOnlyList<(string Path, string Name)> Crumbs, IReadOnlyList<VersionModel> Versions, string? Next, bool MayEdit);
