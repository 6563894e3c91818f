namespace Kota.Functions.Submissions.Catalogue;

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

    /// <summary>How long before its end the agency is warned; null for never.</summary>
    public ClockLength? WarnBefore { get; init; }

    /// <summary>States whose entry starts it. The start state counts as entered at submission.</summary>
    public required IReadOnlyList<string> Starts { get; init; }

    public required IReadOnlyList<string> Runs { get; init; }

    public IReadOnlyList<string> Pauses { get; init; } = [];
}

/// <summary>Exactly one of the two is set.</summary>
public sealed record ClockLength(int? Hours = null, int? WorkingDays = null);
