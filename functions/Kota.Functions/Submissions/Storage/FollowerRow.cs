using Azure;
using Azure.Data.Tables;
using Kota.Kernel.Tables;

namespace Kota.Functions.Submissions.Storage;

/// <summary>
/// Somebody who has the same trouble as a submission tells. Table Submissions, row = <c>{id}|f|{hash}</c>; the hash is an HMAC of the
/// person, so that one person is one row. Written only in a batch with the head that counts it.
/// </summary>
public sealed class FollowerRow : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    /// <summary>Subject of the person; null for a guest.</summary>
    public string? Subject { get; set; }

    /// <summary>Whether whoever reads the address wants news there; before that they get one question and nothing else.</summary>
    public bool Confirmed { get; set; }

    /// <summary>JSON of e-mail and phone, sealed with the key in the follower's key row; null when none was given.</summary>
    public byte[]? Contact { get; set; }

    /// <summary>HMAC of the request's body, to tell a replay from another request with the same key.</summary>
    public string BodyHash { get; set; } = "";

    public DateTimeOffset Since { get; set; }

    /// <summary>id or en, in which news are written.</summary>
    public string Language { get; set; } = "id";

    /// <summary>
    /// Id of the case that was merged into this one and brought the person; null for one who came by themselves. Whoever erases a reporter
    /// there erases the key of this row too.
    /// </summary>
    public string? Via { get; set; }

    /// <summary>The attempt that made it, so that a lost response is told from an earlier request.</summary>
    public string WriteId { get; set; } = "";

    /// <summary>Hash of the person, the last part of the key.</summary>
    [System.Runtime.Serialization.IgnoreDataMember]
    public string Hash => RowKey[(RowKey.LastIndexOf(KeyPart.Separator) + 1)..];

    public static FollowerRow For(string id, string hash, string? subject) => new()
    {
        PartitionKey = SubmissionRow.Partition(id),
        RowKey = Key(id, hash),
        Subject = subject,
    };

    public static string Key(string id, string hash) => $"{Prefix(id)}{KeyPart.Checked(hash)}";

    /// <summary>What the keys of all followers of a submission begin with.</summary>
    public static string Prefix(string id) => SubmissionRow.Key(id) + "|f|";
}
