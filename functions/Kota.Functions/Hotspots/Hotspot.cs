using System.Text.RegularExpressions;

namespace Kota.Functions.Hotspots;

/// <summary>Where a point is in its life, as the city's admin says; whether it works is its <see cref="PointState"/>.</summary>
public enum Lifecycle
{
    /// <summary>Watched.</summary>
    Active,

    /// <summary>Not watched for now: pings are taken, and nobody is alerted.</summary>
    Paused,

    /// <summary>Gone: its key is not known any more.</summary>
    Retired,
}

/// <summary>A WiFi point as the registry has it.</summary>
public sealed partial record Hotspot
{
    /// <summary>Longest interval and grace: a day.</summary>
    public const int MaxSeconds = 86_400;

    /// <summary>Such as <c>35.73.05.1004-RW03</c>; a part of keys and addresses.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Kemendagri code.</summary>
    public required string Kelurahan { get; init; }

    /// <summary>Number of the RW within the kelurahan; null for a point of the whole kelurahan, such as in a park.</summary>
    public int? Rw { get; init; }

    public required double Lat { get; init; }

    public required double Lon { get; init; }

    public required string Provider { get; init; }

    /// <summary>The provider's number of the line.</summary>
    public string? Circuit { get; init; }

    public int? Mbps { get; init; }

    /// <summary>Whole rupiah.</summary>
    public long? MonthlyCost { get; init; }

    /// <summary>How often it pings.</summary>
    public int IntervalSeconds { get; init; } = 300;

    /// <summary>How much later a ping may come before the point is down.</summary>
    public int GraceSeconds { get; init; } = 300;

    public Lifecycle Lifecycle { get; init; }

    /// <summary>Version of the ping key, from 1.</summary>
    public int KeyVersion { get; init; } = 1;

    /// <summary>Until when the key before holds beside it; null when none does.</summary>
    public DateTimeOffset? OldKeyUntil { get; init; }

    /// <summary>Made up, since no source says it; marked so wherever it is shown.</summary>
    public bool Demo { get; init; }

    /// <summary>Count of changes; the HTTP entity tag.</summary>
    public int Version { get; init; }

    /// <summary>How the point is watched.</summary>
    public Watch Watch => new(TimeSpan.FromSeconds(IntervalSeconds), TimeSpan.FromSeconds(GraceSeconds), Lifecycle == Lifecycle.Paused);

    /// <summary>Whether a ping key of this version opens it at an instant.</summary>
    public bool Takes(int keyVersion, DateTimeOffset now) =>
        Lifecycle != Lifecycle.Retired && (keyVersion == KeyVersion || (keyVersion == KeyVersion - 1 && now < OldKeyUntil));

    /// <summary>Whether a text can be the id of a point.</summary>
    public static bool IsId(string? text) => text is not null && IdForm().IsMatch(text);

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9.-]{2,39}$")]
    private static partial Regex IdForm();
}

/// <summary>How a point is watched.</summary>
/// <param name="Interval">How often it pings.</param>
/// <param name="Grace">How much later a ping may come.</param>
/// <param name="Paused">Nobody is alerted.</param>
public sealed record Watch(TimeSpan Interval, TimeSpan Grace, bool Paused);
