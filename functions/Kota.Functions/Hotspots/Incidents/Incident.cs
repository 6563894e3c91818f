namespace Kota.Functions.Hotspots.Incidents;

/// <summary>What an incident's points have in common.</summary>
public enum IncidentScope
{
    /// <summary>One point by itself.</summary>
    Point,

    /// <summary>Points of one provider.</summary>
    Provider,

    /// <summary>Points of one kelurahan.</summary>
    Kelurahan,
}

/// <summary>A point that is down.</summary>
/// <param name="Point">Id.</param>
/// <param name="Provider">Its provider.</param>
/// <param name="Kelurahan">Kemendagri code.</param>
/// <param name="Since">Since when.</param>
public sealed record Outage(string Point, string Provider, string Kelurahan, DateTimeOffset Since);

/// <summary>A point of an incident.</summary>
/// <param name="Id">Id of the point.</param>
/// <param name="DownAt">When it first went down in this incident.</param>
/// <param name="UpAt">Since when it is up again; null while it is down.</param>
public sealed record IncidentPoint(string Id, DateTimeOffset DownAt, DateTimeOffset? UpAt = null);

/// <summary>A remark of somebody who works on it.</summary>
public sealed record IncidentNote(DateTimeOffset At, string By, string Text);

/// <summary>Points that went down for one reason, as far as can be seen: pure.</summary>
public sealed record Incident
{
    public required string Id { get; init; }

    public required IncidentScope Scope { get; init; }

    /// <summary>Id of the point, name of the provider, or Kemendagri code.</summary>
    public required string Key { get; init; }

    /// <summary>When the first of its points went down.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    public required IReadOnlyList<IncidentPoint> Points { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>Subject of whoever took it on.</summary>
    public string? AcknowledgedBy { get; init; }

    public string? Cause { get; init; }

    public IReadOnlyList<IncidentNote> Notes { get; init; } = [];

    /// <summary>When the last of its points came back; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Count of changes; the HTTP entity tag.</summary>
    public int Version { get; init; }
}
