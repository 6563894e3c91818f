using System.Text.Json.Serialization;

namespace Kota.Functions.Submissions.Catalogue;

/// <summary>Who may take an action. Officers and heads are those of the agency whose turn it is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Actor>))]
public enum Actor
{
    Reporter,
    Officer,
    CityAdmin,

    /// <summary>A rule, at once.</summary>
    System,

    /// <summary>A timer, after the time that <see cref="ActionDefinition.AfterDays"/> gives.</summary>
    Timer,
}

public sealed record ActionDefinition
{
    /// <summary>Unique within the service. Two actions may lead to one state from different ones.</summary>
    public required string Code { get; init; }

    public required LocalText Name { get; init; }

    /// <summary>Consequences, said to the person who is about to take the action.</summary>
    public required LocalText Help { get; init; }

    public required IReadOnlyList<string> From { get; init; }

    /// <summary>State after; <see cref="Previous"/> for the one before the present state; null to stay.</summary>
    public string? To { get; init; }

    public required IReadOnlyList<Actor> By { get; init; }

    public IReadOnlyList<FieldDefinition> Inputs { get; init; } = [];

    public IReadOnlyList<EffectDefinition> Effects { get; init; } = [];

    /// <summary>For the timer: calendar days in the state before it acts.</summary>
    public int? AfterDays { get; init; }

    /// <summary>
    /// How often it may be taken on one submission; after that <see cref="Beyond"/> applies, or it is refused. A rule acts once when this
    /// is null.
    /// </summary>
    public int? Limit { get; init; }

    /// <summary>State and effects once the limit is used up.</summary>
    public BeyondLimit? Beyond { get; init; }

    /// <summary>Why it closed, such as <c>withdrawn</c>; shown with the state.</summary>
    public OptionDefinition? Resolution { get; init; }

    public const string Previous = "@previous";
}

public sealed record BeyondLimit(string To, IReadOnlyList<EffectDefinition> Effects);

[JsonConverter(typeof(JsonStringEnumConverter<EffectKind>))]
public enum EffectKind
{
    /// <summary>Give the turn to the category's agency; the action is only taken when there is one.</summary>
    AssignByCategory,

    /// <summary>Give the turn to the agency in the input named by <see cref="EffectDefinition.Input"/>.</summary>
    AssignByInput,

    /// <summary>Give the turn back to the service's own agency.</summary>
    AssignOwner,

    /// <summary>Start the clock named by <see cref="EffectDefinition.Clock"/> anew at its full length.</summary>
    RestartClock,

    /// <summary>Keep the date in the input as the date promised to the reporter.</summary>
    Promise,

    /// <summary>Keep the number in the input as the reporter's rating.</summary>
    Rate,

    /// <summary>It is the same as the submission in the input: its people follow that one from now on.</summary>
    MergeInto,

    /// <summary>It is not the same after all: its people follow that one no more.</summary>
    Split,
}

public sealed record EffectDefinition(EffectKind Kind, string? Input = null, string? Clock = null);
