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

/// <summary>How long a closed submission is kept, then what is done.</summary>
public sealed record RetentionRule(int Years, LocalText Basis);
