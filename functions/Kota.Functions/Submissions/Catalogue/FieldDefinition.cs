using System.Text.Json.Serialization;

namespace Kota.Functions.Submissions.Catalogue;

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

    /// <summary>Tracking id of another submission (inputs of actions only).</summary>
    Submission,

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
