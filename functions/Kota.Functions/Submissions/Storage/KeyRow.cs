using Azure;
using Azure.Data.Tables;
using Kota.Kernel.Tables;

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

    /// <summary>Row of a follower's key: not beside the follower, so that exports leave out all keys by their kind.</summary>
    public static string FollowerKey(string id, string hash) => FollowerPrefix(id) + KeyPart.Checked(hash);

    /// <summary>What the keys of all followers' keys begin with.</summary>
    public static string FollowerPrefix(string id) => Key(id) + "|";

    public static KeyRow ForFollower(string id, string hash, byte[] wrapped) => new()
    {
        PartitionKey = SubmissionRow.Partition(id),
        RowKey = FollowerKey(id, hash),
        Wrapped = wrapped,
    };

    public static KeyRow For(string id, byte[] wrapped) => new()
    {
        PartitionKey = SubmissionRow.Partition(id),
        RowKey = Key(id),
        Wrapped = wrapped,
    };
}
