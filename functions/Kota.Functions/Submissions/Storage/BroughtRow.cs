using Azure;
using Azure.Data.Tables;
using Kota.Kernel.Tables;

namespace Kota.Functions.Submissions.Storage;

/// <summary>The people of a merged submission follow the other since then. Table Submissions, row = <c>{id}|m|{target}|{ticks of the merge}</c>.</summary>
public sealed class BroughtRow : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public static string Key(string id, string target, DateTimeOffset at) => $"{SubmissionRow.Key(id)}|m|{KeyPart.Checked(target)}|{KeyPart.Ticks(at)}";

    public static BroughtRow For(string id, string target, DateTimeOffset at) => new() { PartitionKey = SubmissionRow.Partition(id), RowKey = Key(id, target, at) };
}
