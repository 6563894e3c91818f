using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Views;

namespace Kota.Portal.Forms;

/// <summary>Options under a common heading; no heading when null.</summary>
public sealed record OptionGroup(string? Name, IReadOnlyList<Named> Options);

/// <summary>An input as a page draws it, with what was typed and what is wrong with it.</summary>
public sealed record FieldModel(string Name, string Id, FieldType Type, string Label)
{
    public string? Help { get; init; }

    public bool Required { get; init; }

    /// <summary>Required in some cases that the text around it names: neither marked as optional nor as required.</summary>
    public bool Depends { get; init; }

    public string Value { get; init; } = "";

    public IReadOnlyList<string> Errors { get; init; } = [];

    public IReadOnlyList<OptionGroup> Groups { get; init; } = [];

    /// <summary>A short scale, drawn as one choice for each number.</summary>
    public IReadOnlyList<int> Scale { get; init; } = [];

    public string? Autocomplete { get; init; }

    public string? InputMode { get; init; }

    public string HelpId => Id + "-help";

    public string ErrorId => Id + "-error";

    /// <summary>Ids for aria-describedby; null when nothing describes the input.</summary>
    public string? DescribedBy => (Help is null, Errors.Count == 0) switch
    {
        (true, true) => null,
        (false, true) => HelpId,
        (true, false) => ErrorId,
        _ => $"{ErrorId} {HelpId}",
    };
}
