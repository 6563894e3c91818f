using Azure;
using Azure.Data.Tables;
using Kota.Kernel.Tables;

namespace Kota.Functions.Submissions.Notices;

/// <summary>How far a submission's events were noticed. Table Notices, partition = bucket of the id, row = id.</summary>
public sealed class NoticeRow : IStampedRow
{
    public const string Table = "Notices";

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string? WriteId { get; set; }

    /// <summary>Last event whose notices are noted.</summary>
    public int Seen { get; set; }

    /// <summary>The reporter wants no more mail about it.</summary>
    public bool Silent { get; set; }

    public static string Partition(string id) => Bucket.Of(id);

    public static string Key(string id) => KeyPart.Checked(id);

    public static NoticeRow For(string id, int seen) => new() { PartitionKey = Partition(id), RowKey = Key(id), Seen = seen };
}

/// <summary>
/// A notice that has to be sent. Table Notices, partition <c>waiting</c> or <c>waiting-hooks</c>, row = id of the notice. No address and no text: both are
/// looked up when it is sent, so that an erased person hears nothing more.
/// </summary>
public sealed class NoticeTodoRow : IWaitingRow
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string? WriteId { get; set; }

    public string Submission { get; set; } = "";

    public int Seq { get; set; }

    /// <summary>A key of the notices' texts.</summary>
    public string Why { get; set; } = "";

    /// <summary>Agency that lists the person; null for reporters, followers and webhooks.</summary>
    public string? Agency { get; set; }

    /// <summary>The person at the agency, or the follower; null for the reporter.</summary>
    public string? Subject { get; set; }

    /// <summary>The webhook; null for people.</summary>
    public string? Hook { get; set; }

    public int Tries { get; set; }

    public DateTimeOffset NextTryAt { get; set; }

    public static string WaitingPartition => "waiting";

    /// <summary>Notices to webhooks wait apart: a receiver that is slow keeps no person waiting.</summary>
    public static string HooksPartition => "waiting-hooks";

    /// <summary>One notice to one reader, whatever comes twice.</summary>
    public static string Key(NoticePointer p)
    {
        var about = $"{KeyPart.Checked(p.Id)}.{p.Version}";
        if (p.Hook is { } hook)
            return $"{about}.{KeyPart.Checked(hook)}.webhook";

        // What is of a day and not of a case goes to many agencies, which may list the same person.
        if (p.Why is NoticeReasons.Digest or NoticeReasons.Report)
            about += "." + KeyPart.Checked(p.Agency!);
        return $"{about}.{KeyPart.Checked(p.Subject ?? "reporter")}.mail";
    }

    public static NoticeTodoRow For(NoticePointer pointer, DateTimeOffset now) => new()
    {
        PartitionKey = pointer.Hook is null ? WaitingPartition : HooksPartition,
        RowKey = Key(pointer),
        Submission = pointer.Id,
        Seq = pointer.Version,
        Why = pointer.Why!,
        Agency = pointer.Agency,
        Subject = pointer.Subject,
        Hook = pointer.Hook,
        NextTryAt = now,
    };

    public NoticePointer Pointer() => new(Submission, Seq, Why, Agency, Subject, Hook);
}

/// <summary>Where an official gets notices. Table Contacts, partition = agency, row = subject.</summary>
public sealed class ContactRow : ITableEntity
{
    public const string Table = "Contacts";

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    /// <summary>Count of changes, those before a removal too; also the HTTP entity tag.</summary>
    public int Version { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Subject of whoever changed it; null when the person asked by the link in a mail.</summary>
    public string? ChangedBy { get; set; }

    /// <summary>In a version: that it was removed.</summary>
    public bool Removed { get; set; }

    /// <summary>The address, sealed with <see cref="WrappedKey"/>.</summary>
    public byte[] Email { get; set; } = [];

    public byte[] WrappedKey { get; set; } = [];

    /// <summary>A <see cref="Hearer"/>.</summary>
    public string Role { get; set; } = "";

    public string Language { get; set; } = "id";

    /// <summary>Asked by mail for no more of it.</summary>
    public bool Silent { get; set; }

    /// <summary>Wants one mail a working day in place of one for each case.</summary>
    public bool Daily { get; set; }

    /// <summary>JSON of an <see cref="AwayBody"/>; null when the person is there.</summary>
    public string? AwayDays { get; set; }

    public AwayBody? Away() => AwayDays is null ? null : StoredJson.Read<AwayBody>(AwayDays);

    public void SetAway(AwayBody? away) => AwayDays = away is null ? null : StoredJson.Write(away);

    /// <summary>Who hears in the person's place on that day; null for the person.</summary>
    public string? DeputyOn(DateOnly day) => Away() is { } away && away.From <= day && day <= away.To ? away.Deputy : null;

    public static string Partition(string agency) => KeyPart.Checked(agency);

    public static ContactRow For(string agency, string subject) => new() { PartitionKey = Partition(agency), RowKey = Key(subject) };

    public static string Key(string subject) => KeyPart.Checked(subject);

    /// <summary>After all contacts and before their versions.</summary>
    public static string End => "~";

    /// <summary>Before the versions of a contact.</summary>
    public static string Prefix(string subject) => $"~v|{KeyPart.Checked(subject)}|";

    public static string VersionKey(string subject, int version) => Prefix(subject) + KeyPart.InverseVersion(version);

    /// <summary>The same as the version that stays: without the address, which goes with the contact.</summary>
    public ContactRow AsVersion() => new()
    {
        PartitionKey = PartitionKey,
        RowKey = VersionKey(RowKey, Version),
        Version = Version,
        ChangedAt = ChangedAt,
        ChangedBy = ChangedBy,
        Removed = Removed,
        Role = Role,
        Language = Language,
        Silent = Silent,
        Daily = Daily,
        AwayDays = AwayDays,
    };
}

/// <summary>In the queue of notices: events up to this version may be new; or, with a reason, one notice that an operator sends back.</summary>
public sealed record NoticePointer(string Id, int Version, string? Why = null, string? Agency = null, string? Subject = null, string? Hook = null)
{
    public const string Queue = "submission-notices";

    public const string Type = "submission.notice.v1";
}
