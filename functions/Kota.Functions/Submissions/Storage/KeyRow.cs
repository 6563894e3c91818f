using Azure;
using Azure.Data.Tables;

namespace Kota.Functions.Submissions.Storage;

/// <summary>
/// The wrapped key of a submission's personal fields. Table Submissions, row = <c>{id}|k</c>. Deleting it erases them
/// everywhere, so it is left out of exports and backups.
/// </summary>
public sealed class KeyRow : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public byte[] Wrapped { get; set; } = [];

    public static string Key(string id) => SubmissionRow.Key(id) + "|k";

    public static KeyRow For(string id, byte[] wrapped) => new()
    {
        PartitionKey = SubmissionRow.Partition(id),
        RowKey = Key(id),
        Wrapped = wrapped,
    };
}
