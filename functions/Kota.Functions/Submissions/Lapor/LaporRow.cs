using Azure;
using Kota.Kernel.Tables;

namespace Kota.Functions.Submissions.Lapor;

/// <summary>What LAPOR and a submission know of each other. Table Lapor, partition = bucket of the id, row = id.</summary>
public sealed class LaporRow : IStampedRow
{
    public const string Table = "Lapor";

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string? WriteId { get; set; }

    /// <summary>Number at LAPOR.</summary>
    public string Number { get; set; } = "";

    /// <summary>Version of the submission that LAPOR was told.</summary>
    public int Told { get; set; }

    /// <summary>State and agency of that version.</summary>
    public string? Step { get; set; }

    /// <summary>Revision of LAPOR that stands in the submission's history.</summary>
    public int Heard { get; set; }

    public static string Partition(string id) => Bucket.Of(id);

    public static string Key(string id) => KeyPart.Checked(id);

    public static LaporRow For(string id, string number) => new() { PartitionKey = Partition(id), RowKey = Key(id), Number = number };
}

/// <summary>
/// Work to do with LAPOR. Table Lapor: partition <c>waiting</c> for what LAPOR has to be told, <c>open</c> for submissions on which
/// there may be news; row = id.
/// </summary>
public sealed class LaporTodoRow : IWaitingRow
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string? WriteId { get; set; }

    /// <summary>Tries that failed so far.</summary>
    public int Tries { get; set; }

    public DateTimeOffset NextTryAt { get; set; }

    public static string WaitingPartition => "waiting";

    public static string OpenPartition => "open";

    public static string Key(string id) => KeyPart.Checked(id);

    public static LaporTodoRow For(string partition, string id, DateTimeOffset now) => new() { PartitionKey = partition, RowKey = Key(id), NextTryAt = now };
}
