using System.Globalization;
using Azure;
using Kota.Kernel.Tables;
using Kota.Kernel.Time;

namespace Kota.Functions.Reports.Storage;

/// <summary>A case as reports see it. Table ReportCases, one partition for each service, month of arrival (WIB) and spread.</summary>
public sealed class ReportCaseRow : IStampedRow
{
    public const string Table = "ReportCases";

    /// <summary>Partitions of a month, so that a rush of new cases is not held to one partition's limit.</summary>
    public const int Spread = 4;

    /// <summary>Stands for "not closed", so that one comparison finds what was open at an instant.</summary>
    public static readonly DateTimeOffset Never = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string? WriteId { get; set; }

    /// <summary>JSON of the <see cref="ReportCase"/>.</summary>
    public string Document { get; set; } = "";

    /// <summary>When it was last closed; <see cref="Never"/> while it is open.</summary>
    public DateTimeOffset ClosedAt { get; set; }

    /// <summary>When anything last happened.</summary>
    public DateTimeOffset LastAt { get; set; }

    public static string Partition(string service, DateOnly month, int spread) =>
        $"{KeyPart.Checked(service)}|{month.ToString("yyyyMM", CultureInfo.InvariantCulture)}|{spread}";

    public static string FiledUnder(string service, DateTimeOffset createdAt, string id) =>
        Partition(service, CityClock.LocalDate(createdAt), int.Parse(Bucket.Of(id).AsSpan(1), CultureInfo.InvariantCulture) % Spread);

    public static string Key(string id) => KeyPart.Checked(id);

    public static ReportCaseRow For(ReportCase @case)
    {
        var row = new ReportCaseRow { PartitionKey = FiledUnder(@case.Service, @case.CreatedAt, @case.Id), RowKey = Key(@case.Id) };
        row.Set(@case);
        return row;
    }

    public ReportCase Case() => StoredJson.Read<ReportCase>(Document);

    public void Set(ReportCase @case)
    {
        var last = @case.Steps is [.., var step] ? step : null;
        (Document, LastAt) = (StoredJson.Write(@case), last?.At ?? @case.CreatedAt);
        ClosedAt = last?.After is { Closed: true } ? last.At : Never;
    }
}
