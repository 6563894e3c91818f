using Azure;
using Azure.Data.Tables;
using Kota.Kernel.Tables;
using Kota.Kernel.Time;

namespace Kota.Functions.Reports.Storage;

/// <summary>A report that was made. Table Reports, partition = kind, newest first; written once all its blobs stand.</summary>
public sealed class ReportRow : ITableEntity
{
    public const string Table = "Reports";

    public const string Container = "reports";

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    /// <summary>What it was cut off at.</summary>
    public DateTimeOffset CutOff { get; set; }

    public DateTimeOffset MadeAt { get; set; }

    /// <summary>JSON of its files' names.</summary>
    public string Files { get; set; } = "[]";

    public static string Partition(string kind) => KeyPart.Checked(kind);

    public static string Key(DateTimeOffset cutOff) => KeyPart.InverseTicks(cutOff);

    public static ReportRow For(string kind, DateTimeOffset cutOff, IReadOnlyList<string> files, DateTimeOffset now) => new()
    {
        PartitionKey = Partition(kind),
        RowKey = Key(cutOff),
        CutOff = cutOff,
        MadeAt = now,
        Files = StoredJson.Write(files),
    };

    public DateOnly Date() => CityClock.LocalDate(CutOff);

    public IReadOnlyList<string> FileNames() => StoredJson.Read<List<string>>(Files);
}
