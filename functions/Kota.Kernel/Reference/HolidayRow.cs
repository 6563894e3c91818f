using Azure;
using Azure.Data.Tables;
using Kota.Kernel.Tables;

namespace Kota.Kernel.Reference;

/// <summary>
/// A version of the days off, as the city admin made it; before the first the file of <see cref="Holidays"/> holds. Table Holidays, one
/// partition. Inserted, never changed: two people who change the same version at once meet at the same key.
/// </summary>
public sealed class HolidayRow : ITableEntity
{
    /// <summary>Name of the table.</summary>
    public const string Table = "Holidays";

    /// <inheritdoc/>
    public string PartitionKey { get; set; } = "";

    /// <inheritdoc/>
    public string RowKey { get; set; } = "";

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp { get; set; }

    /// <inheritdoc/>
    public ETag ETag { get; set; }

    /// <summary>1 for the first.</summary>
    public int Version { get; set; }

    /// <summary>JSON of the days, each a <see cref="Holiday"/> with its source in words, in order.</summary>
    public string Document { get; set; } = "";

    /// <summary>Since when it holds.</summary>
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Subject of the city admin.</summary>
    public string ChangedBy { get; set; } = "";

    /// <summary>The one partition.</summary>
    public static string Partition => "city";

    /// <summary>Newest first: <c>{999999 - version:D6}</c>.</summary>
    public static string Key(int version) => KeyPart.InverseVersion(version);

    /// <summary>The row of a version.</summary>
    public static HolidayRow For(int version, IReadOnlyList<Holiday> days, DateTimeOffset at, string by) => new()
    {
        PartitionKey = Partition,
        RowKey = Key(version),
        Version = version,
        Document = StoredJson.Write(days),
        ChangedAt = at,
        ChangedBy = by,
    };

    /// <summary>The days off, in order.</summary>
    public IReadOnlyList<Holiday> Days() => StoredJson.Read<IReadOnlyList<Holiday>>(Document);
}
