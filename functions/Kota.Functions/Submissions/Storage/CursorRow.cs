using Azure;
using Azure.Data.Tables;

namespace Kota.Functions.Submissions.Storage;

/// <summary>How far the sweep of deadlines has come. Table Cursors, partition <c>due</c>, row <c>submissions</c>.</summary>
public sealed class CursorRow : ITableEntity
{
    public const string Table = "Cursors";

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    /// <summary>Oldest hour whose deadline partition may still hold rows.</summary>
    public DateTimeOffset Hour { get; set; }

    public static string Partition => "due";

    public static string Key => "submissions";

    public static CursorRow At(DateTimeOffset hour) => new() { PartitionKey = Partition, RowKey = Key, Hour = hour };
}
