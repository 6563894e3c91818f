using System.Globalization;
using System.Text.Json.Serialization;
using Kota.Kernel.Text;

namespace Kota.Functions.Submissions.Catalogue;

/// <summary>A service as data: one JSON file under services/ or in the folder that Kota:Services names. Checked at start.</summary>
public sealed record ServiceDefinition
{
    public required string Code { get; init; }

    /// <summary>Three upper-case letters before every tracking id; unique among services.</summary>
    public required string Prefix { get; init; }

    public required int Version { get; init; }

    public required LocalText Name { get; init; }

    public required LocalText Help { get; init; }

    /// <summary>Agency that owns the service, and has the turn while no other is assigned.</summary>
    public required string Agency { get; init; }

    /// <summary>Who may submit: <c>guest</c>, <c>citizen</c>, or a role's name.</summary>
    public required IReadOnlyList<string> Audience { get; init; }

    public required IReadOnlyList<FieldDefinition> Fields { get; init; }

    public AttachmentRules Attachments { get; init; } = new();

    /// <summary>Whether a submission says where it is about; null for a service without places.</summary>
    public PlaceRules? Place { get; init; }

    /// <summary>Reporters may hide their name from the public and the agency.</summary>
    public bool AllowAnonymous { get; init; }

    /// <summary>Reporters may hide the whole submission from the public.</summary>
    public bool AllowSecret { get; init; }

    public IReadOnlyList<OptionDefinition> Kinds { get; init; } = [];

    public IReadOnlyList<CategoryDefinition> Categories { get; init; } = [];

    /// <summary>State of a new submission.</summary>
    public required string Start { get; init; }

    public required IReadOnlyList<StateDefinition> States { get; init; }

    public required IReadOnlyList<ActionDefinition> Actions { get; init; }

    public IReadOnlyList<ClockDefinition> Clocks { get; init; } = [];

    /// <summary>Names of the fields that the public page and open data may show; <c>category</c>, <c>place</c> and <c>photos</c> count as fields.</summary>
    public IReadOnlyList<string> PublicFields { get; init; } = [];

    public required RetentionRule Retention { get; init; }

    /// <summary>The 14 parts of a service standard, UU 25/2009 article 21.</summary>
    public required ServiceStandard Standard { get; init; }

    public StateDefinition State(string code) => States.First(s => s.Code == code);

    public CategoryDefinition? Category(string? code) => code is null ? null : Categories.FirstOrDefault(c => c.Code == code);
}

/// <summary>A text in both languages.</summary>
public sealed record LocalText(string Id, string En)
{
    public string In(CultureInfo language) => Languages.Code(language) == "en" ? En : Id;
}

[JsonConverter(typeof(JsonStringEnumConverter<FieldType>))]
public enum FieldType
{
    Text,
    LongText,
    Integer,
    Decimal,
    Boolean,
    Date,
    Choice,
    Phone,
    Email,
    Nik,

    /// <summary>Code of an agency (inputs of actions only).</summary>
    Agency,

    /// <summary>At least one photo in the request (inputs of actions only).</summary>
    Photos,
}

/// <summary>Which days a date may name, seen from today in Malang.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DateLimit>))]
public enum DateLimit
{
    NotFuture,
    NotPast,
}

/// <summary>Class of personal data, UU 27/2022 article 4. Everything but <see cref="None"/> is encrypted at rest.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PersonalData>))]
public enum PersonalData
{
    None,
    General,
    Specific,
}

/// <summary>A field of a form or an input of an action. JSON member names are the field's name.</summary>
public sealed record FieldDefinition
{
    public required string Name { get; init; }

    public required FieldType Type { get; init; }

    public required LocalText Label { get; init; }

    public LocalText? Help { get; init; }

    public bool Required { get; init; }

    /// <summary>Kinds of category for which the field is required although <see cref="Required"/> is false.</summary>
    public IReadOnlyList<string> RequiredForKinds { get; init; } = [];

    public int? MinLength { get; init; }

    public int? MaxLength { get; init; }

    public decimal? Minimum { get; init; }

    public decimal? Maximum { get; init; }

    public DateLimit? Dates { get; init; }

    /// <summary>.NET regular expression that the whole value must match; run with a time limit.</summary>
    public string? Pattern { get; init; }

    public IReadOnlyList<OptionDefinition> Options { get; init; } = [];

    public PersonalData Personal { get; init; } = PersonalData.None;

    /// <summary>For an input of an action: whether the public timeline shows it.</summary>
    public bool Public { get; init; }

    public bool IsRequired(string? kind) => Required || (kind is not null && RequiredForKinds.Contains(kind));
}

public sealed record OptionDefinition(string Code, LocalText Name);

/// <summary>When a submission must say where it is about; otherwise it may.</summary>
public sealed record PlaceRules
{
    public bool Required { get; init; }

    public IReadOnlyList<string> RequiredForKinds { get; init; } = [];

    public bool IsRequired(string? kind) => Required || (kind is not null && RequiredForKinds.Contains(kind));
}

public sealed record AttachmentRules
{
    public int Max { get; init; }

    public int MaxBytes { get; init; } = 10_000_000;
}

/// <summary>What a submission is about, and whose work that is.</summary>
public sealed record CategoryDefinition
{
    public required string Code { get; init; }

    public required LocalText Name { get; init; }

    /// <summary>Agency that a rule forwards to; null when a person must decide.</summary>
    public string? Agency { get; init; }

    public required string Kind { get; init; }

    /// <summary>Submissions of this category are hidden from the public whatever the reporter chose.</summary>
    public bool Secret { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<StateStatus>))]
public enum StateStatus
{
    Open,
    Closed,
}

public sealed record StateDefinition
{
    public required string Code { get; init; }

    public required LocalText Name { get; init; }

    /// <summary>What the state means for the reporter and what comes next.</summary>
    public required LocalText Help { get; init; }

    public required StateStatus Status { get; init; }
}

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
}

public sealed record EffectDefinition(EffectKind Kind, string? Input = null, string? Clock = null);

/// <summary>
/// A clock starts on entry to a state in <see cref="Starts"/> when it is not active, runs on in <see cref="Runs"/>, keeps what is
/// left of it in <see cref="Pauses"/>, and ends in any other state.
/// </summary>
public sealed record ClockDefinition
{
    public required string Code { get; init; }

    public required LocalText Name { get; init; }

    /// <summary>Length for every submission; or null with <see cref="LengthByKind"/>, where a kind that is not listed has no clock.</summary>
    public ClockLength? Length { get; init; }

    public IReadOnlyDictionary<string, ClockLength> LengthByKind { get; init; } = new Dictionary<string, ClockLength>();

    /// <summary>States whose entry starts it. The start state counts as entered at submission.</summary>
    public required IReadOnlyList<string> Starts { get; init; }

    public required IReadOnlyList<string> Runs { get; init; }

    public IReadOnlyList<string> Pauses { get; init; } = [];
}

/// <summary>Exactly one of the two is set.</summary>
public sealed record ClockLength(int? Hours = null, int? WorkingDays = null);

/// <summary>How long a closed submission is kept, then what is done.</summary>
public sealed record RetentionRule(int Years, LocalText Basis);

/// <summary>UU 25/2009 article 21.</summary>
public sealed record ServiceStandard
{
    public required LocalText LegalBasis { get; init; }

    public required LocalText Requirements { get; init; }

    public required LocalText Procedure { get; init; }

    public required LocalText CompletionTime { get; init; }

    public required LocalText Fee { get; init; }

    public required LocalText Product { get; init; }

    public required LocalText Facilities { get; init; }

    public required LocalText Competence { get; init; }

    public required LocalText InternalSupervision { get; init; }

    public required LocalText ComplaintHandling { get; init; }

    public required LocalText StaffNumber { get; init; }

    public required LocalText ServiceGuarantee { get; init; }

    public required LocalText SafetyGuarantee { get; init; }

    public required LocalText PerformanceEvaluation { get; init; }
}
