using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Kota.Kernel.Tables;
using Kota.Kernel.Time;

namespace Kota.Functions.Hotspots.Incidents;

/// <summary>
/// An incident. Table HotspotIncidents: the open ones in the partition <c>open</c> by id, those that have ended by month, newest first. One
/// that ends is marked in its place and then moved, so that a crash between leaves it to the next run.
/// </summary>
public sealed class IncidentRow : ITableEntity
{
    public const string Table = "HotspotIncidents";

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    /// <summary>JSON of the <see cref="Incidents.Incident"/>.</summary>
    public string Document { get; set; } = "";

    public static string OpenPartition => "open";

    public static string MonthPartition(DateOnly day) => day.ToString("yyyyMM", CultureInfo.InvariantCulture);

    public static string Key(string id) => KeyPart.Checked(id);

    public static string EndedKey(DateTimeOffset openedAt, string id) => $"{KeyPart.InverseTicks(openedAt)}|{KeyPart.Checked(id)}";

    /// <summary>The row of an open incident, or of one that ended and was not moved yet.</summary>
    public static IncidentRow Open(Incident incident) => new() { PartitionKey = OpenPartition, RowKey = Key(incident.Id), Document = StoredJson.Write(incident) };

    /// <summary>The row of one that has ended.</summary>
    public static IncidentRow Ended(Incident incident) => new()
    {
        PartitionKey = MonthPartition(CityClock.LocalDate(incident.OpenedAt)),
        RowKey = EndedKey(incident.OpenedAt, incident.Id),
        Document = StoredJson.Write(incident),
    };

    public Incident Incident() => StoredJson.Read<Incident>(Document);
}

/// <summary>
/// Whether a point is down, and since when: what the judge of incidents reads. Table Hotspots, row = <c>x|{id}</c>, written in the
/// transaction of the state that it follows from, so that it can be rebuilt from there.
/// </summary>
public sealed class OutageRow : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    /// <summary>Whether it is down.</summary>
    public bool Open { get; set; }

    /// <summary>Since when it is down or up.</summary>
    public DateTimeOffset Since { get; set; }

    public static string First => "x|";

    public static string Key(string id) => First + KeyPart.Checked(id);

    public static OutageRow For(PointState state) => new()
    {
        PartitionKey = Storage.HotspotPartition.Of(state.Id),
        RowKey = Key(state.Id),
        Open = state.Status == PointStatus.Down,
        Since = state.Since ?? default,
    };

    public string Id() => RowKey[First.Length..];
}
