using Azure;
using Azure.Data.Tables;
using Kota.Kernel.Tables;

namespace Kota.Functions.Submissions.Storage;

/// <summary>Head of a submission: its present state. Table Submissions, partition = bucket of the id, row = id.</summary>
public sealed class SubmissionRow : ITableEntity
{
    public const string Table = "Submissions";

    /// <summary>Longest document that a string property holds, less some room for clocks that are added later.</summary>
    public const int MaxDocument = 31_000;

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public int Version { get; set; }

    /// <summary>JSON of the <see cref="Submission"/>.</summary>
    public string Document { get; set; } = "";

    /// <summary>JSON of the personal fields, sealed with the key in the key row; null when there are none.</summary>
    public byte[]? Personal { get; set; }

    /// <summary>HMAC of the guest's PIN; null when the reporter was signed in.</summary>
    public byte[]? PinHash { get; set; }

    /// <summary>Hash of the request that made it, to tell a replay from another request with the same key.</summary>
    public string BodyHash { get; set; } = "";

    /// <summary>The attempt that made the last change, so that a lost response is told from somebody else's write.</summary>
    public string WriteId { get; set; } = "";

    /// <summary>End of the first clock as the receipt said it.</summary>
    public DateTimeOffset? FirstDue { get; set; }

    /// <summary>How many people follow it; counted by the batch that writes the follower.</summary>
    public int Followers { get; set; }

    /// <summary>How often the count changed. The version does not move with it: no officer's answer is refused because somebody followed.</summary>
    public int FollowersVersion { get; set; }

    /// <summary>Version that the index shows; 0 when none.</summary>
    public int ProjectedVersion { get; set; }

    /// <summary>JSON of the index keys written for that version.</summary>
    public string Projected { get; set; } = "[]";

    public static string Partition(string id) => Bucket.Of(id);

    public static string Key(string id) => KeyPart.Checked(id);

    public static SubmissionRow For(Submission submission, string writeId) => new()
    {
        PartitionKey = Partition(submission.Id),
        RowKey = Key(submission.Id),
        Version = submission.Version,
        Document = StoredJson.Write(submission),
        WriteId = writeId,
    };

    /// <summary>The same head with a new state; what only the first write knows is kept.</summary>
    public SubmissionRow With(Submission submission, string writeId) => Copy(submission.Version, StoredJson.Write(submission), writeId, Followers, FollowersVersion);

    /// <summary>The same head with more or fewer followers. The index has to be written again, so it counts as not projected.</summary>
    public SubmissionRow WithFollowers(int change)
    {
        var head = Copy(Version, Document, WriteId, Followers + change, FollowersVersion + 1);
        head.ProjectedVersion = 0;
        return head;
    }

    /// <summary>The index rows that were written for <see cref="ProjectedVersion"/>.</summary>
    public IReadOnlyList<WrittenKey> ProjectedKeys() => StoredJson.Read<List<WrittenKey>>(Projected);

    public Submission Submission() => StoredJson.Read<Submission>(Document);

    private SubmissionRow Copy(int version, string document, string writeId, int followers, int followersVersion) => new()
    {
        PartitionKey = PartitionKey,
        RowKey = RowKey,
        ETag = ETag,
        Version = version,
        Document = document,
        Personal = Personal,
        PinHash = PinHash,
        BodyHash = BodyHash,
        WriteId = writeId,
        FirstDue = FirstDue,
        Followers = followers,
        FollowersVersion = followersVersion,
        ProjectedVersion = ProjectedVersion,
        Projected = Projected,
    };
}

/// <summary>An index row as it was last written, with its ETag, so that the next write needs no read.</summary>
public sealed record WrittenKey(string Partition, string Row, string Tag);
