using Azure;
using Azure.Data.Tables;
using Kota.Kernel.Tables;

namespace Kota.Functions.Hotspots.Storage;

/// <summary>The four partitions of the table Hotspots: a hundred points ping in one transaction, and a sweep reads four ranges. Fixed for life.</summary>
public static class HotspotPartition
{
    public static IReadOnlyList<string> All { get; } = ["h0", "h1", "h2", "h3"];

    /// <summary>The partition of a point: the low two bits of the first byte of SHA-256 over its id.</summary>
    public static string Of(string id) => All[int.Parse(Bucket.Of(id).AsSpan(1), System.Globalization.CultureInfo.InvariantCulture) & 3];
}

/// <summary>A point as the registry has it. Table Hotspots, row = <c>r|{id}</c>; only the city's people write it.</summary>
public sealed class HotspotRow : ITableEntity
{
    public const string Table = "Hotspots";

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    /// <summary>JSON of the <see cref="Hotspots.Hotspot"/>.</summary>
    public string Document { get; set; } = "";

    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Subject of whoever changed it; null for what the host entered.</summary>
    public string? ChangedBy { get; set; }

    public static string First => "r|";

    public static string Key(string id) => First + KeyPart.Checked(id);

    public static HotspotRow For(Hotspot hotspot, DateTimeOffset at, string? by) => new()
    {
        PartitionKey = HotspotPartition.Of(hotspot.Id),
        RowKey = Key(hotspot.Id),
        Document = StoredJson.Write(hotspot),
        ChangedAt = at,
        ChangedBy = by,
    };

    public Hotspot Hotspot() => StoredJson.Read<Hotspot>(Document);
}

/// <summary>What is known of a point from its pings. Table Hotspots, row = <c>s|{id}</c>; written by whoever takes a ping or sweeps.</summary>
public sealed class PointRow : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string Status { get; set; } = "";

    public DateTimeOffset? Since { get; set; }

    public DateTimeOffset? FirstPingAt { get; set; }

    public DateTimeOffset? LastPingAt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? DueAt { get; set; }

    public DateTimeOffset? HeardUntil { get; set; }

    public DateTimeOffset? UsageAt { get; set; }

    /// <summary>JSON of the newest <see cref="Hotspots.Usage"/>.</summary>
    public string? Usage { get; set; }

    /// <summary>Today as yyyyMMdd; 0 before the first ping.</summary>
    public int Day { get; set; }

    /// <summary>The day's <see cref="MinuteMap"/>.</summary>
    public byte[]? Heard { get; set; }

    /// <summary>Sessions, most devices, bytes up and down, sum and count of latencies of the day.</summary>
    public string? Totals { get; set; }

    public static string First => "s|";

    public static string Key(string id) => First + KeyPart.Checked(id);

    public static PointRow For(PointState state) => new()
    {
        PartitionKey = HotspotPartition.Of(state.Id),
        RowKey = Key(state.Id),
        Status = state.Status.ToString(),
        Since = state.Since,
        FirstPingAt = state.FirstPingAt,
        LastPingAt = state.LastPingAt,
        StartedAt = state.StartedAt,
        DueAt = state.DueAt,
        HeardUntil = state.HeardUntil,
        UsageAt = state.UsageAt,
        Usage = state.Usage is null ? null : StoredJson.Write(state.Usage),
        Day = state.Day is { } day ? DayKey.Number(day.Day) : 0,
        Heard = state.Day?.Heard.ToBytes(),
        Totals = state.Day is { } totals ? DayTotals.Write(totals) : null,
    };

    public PointState State() => new()
    {
        Id = RowKey[First.Length..],
        Status = Enum.Parse<PointStatus>(Status),
        Since = Since,
        FirstPingAt = FirstPingAt,
        LastPingAt = LastPingAt,
        StartedAt = StartedAt,
        DueAt = DueAt,
        HeardUntil = HeardUntil,
        UsageAt = UsageAt,
        Usage = Usage is null ? null : StoredJson.Read<Usage>(Usage),
        Day = Day == 0 ? null : DayTotals.Read(DayKey.Day(Day), MinuteMap.Of(Heard), Totals),
    };
}

/// <summary>A change of status. Table Hotspots, row = <c>f|{id}|{inv}</c>, newest first. Inserted with the state that it made.</summary>
public sealed class FlipRow : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string From { get; set; } = "";

    public string To { get; set; } = "";

    public DateTimeOffset At { get; set; }

    public static string Prefix(string id) => $"f|{KeyPart.Checked(id)}|";

    public static string Key(string id, DateTimeOffset at) => Prefix(id) + KeyPart.InverseTicks(at);

    public static FlipRow For(string id, Flip flip) => new()
    {
        PartitionKey = HotspotPartition.Of(id),
        RowKey = Key(id, flip.At),
        From = flip.From.ToString(),
        To = flip.To.ToString(),
        At = flip.At,
    };

    public Flip Flip() => new(Enum.Parse<PointStatus>(From), Enum.Parse<PointStatus>(To), At);
}

/// <summary>
/// Points that one instance has heard of and that are due in the same minute: the index by which the sweep finds the silent. Table Hotspots,
/// row = <c>d|{yyyyMMddHHmm}|{writer}</c>, written in the transaction of their states. A point that pinged again stands in a later row too,
/// so a row is never corrected; it goes when its minute has been swept.
/// </summary>
public sealed class DeadlineRow : ITableEntity
{
    /// <summary>Ids in a row: 40 characters each stay under the 32,768 of a property.</summary>
    public const int MaxIds = 700;

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    /// <summary>The points, with blanks between them.</summary>
    public string Ids { get; set; } = "";

    public static string First => "d|";

    public static string KeyBefore(DateTimeOffset minute) => First + Stamp(minute);

    public static string Key(DateTimeOffset minute, string writer) => $"{First}{Stamp(minute)}|{KeyPart.Checked(writer)}";

    public static DeadlineRow For(string partition, DateTimeOffset minute, string writer, IEnumerable<string> ids) =>
        new() { PartitionKey = partition, RowKey = Key(minute, writer), Ids = string.Join(' ', ids) };

    /// <summary>The same row with more points, over the version that was read.</summary>
    public DeadlineRow With(IEnumerable<string> more) => new() { PartitionKey = PartitionKey, RowKey = RowKey, Ids = $"{Ids} {string.Join(' ', more)}", ETag = ETag };

    /// <summary>The minute by whose end a deadline has passed, as keys have it.</summary>
    public static DateTimeOffset MinuteOf(DateTimeOffset due)
    {
        var floor = new DateTimeOffset(due.UtcTicks - (due.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        return floor < due ? floor.AddMinutes(1) : floor;
    }

    /// <summary>The minute of a row.</summary>
    public DateTimeOffset Minute() => DateTimeOffset.ParseExact(
        RowKey.AsSpan(First.Length, 12), "yyyyMMddHHmm", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal);

    private static string Stamp(DateTimeOffset minute) => minute.UtcDateTime.ToString("yyyyMMddHHmm", System.Globalization.CultureInfo.InvariantCulture);
}
