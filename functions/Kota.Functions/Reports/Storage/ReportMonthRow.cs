using System.Globalization;
using Azure;
using Kota.Kernel.Tables;

namespace Kota.Functions.Reports.Storage;

/// <summary>The first month of which a service has cases, so that a walk over months has a start. Table ReportCases.</summary>
public sealed class ReportMonthRow : IStampedRow
{
    public const string Partition = "months";

    public string PartitionKey { get; set; } = Partition;

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string? WriteId { get; set; }

    /// <summary>First month, as <c>yyyyMM</c>.</summary>
    public string First { get; set; } = "";

    public static string Key(string service) => KeyPart.Checked(service);

    public static ReportMonthRow For(string service, DateOnly month) => new() { RowKey = Key(service), First = Text(month) };

    public static string Text(DateOnly month) => month.ToString("yyyyMM", CultureInfo.InvariantCulture);

    public DateOnly Month() => DateOnly.ParseExact(First + "01", "yyyyMMdd", CultureInfo.InvariantCulture);
}
