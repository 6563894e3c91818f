using Azure;
using Kota.Kernel.Security;
using Kota.Kernel.Tables;
using Kota.Kernel.Time;

namespace Kota.Functions.Submissions.HandOvers;

/// <summary>An officer's open submissions go to another. Table HandOvers, one partition, row = <c>{agency}|{id}</c>.</summary>
public sealed class HandOverRow : IStampedRow
{
    public const string Table = "HandOvers";

    public const string Partition = "handovers";

    public string PartitionKey { get; set; } = Partition;

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string? WriteId { get; set; }

    public string Agency { get; set; } = "";

    /// <summary>Subject of the officer who leaves.</summary>
    public string From { get; set; } = "";

    /// <summary>Subject of the officer who takes over.</summary>
    public string To { get; set; } = "";

    /// <summary>Subject of whoever asked for it.</summary>
    public string AskedBy { get; set; } = "";

    /// <summary>Whether that was the city admin.</summary>
    public bool ByCityAdmin { get; set; }

    public DateTimeOffset AskedAt { get; set; }

    /// <summary>Submissions that changed hands so far.</summary>
    public int Moved { get; set; }

    /// <summary>When it was through; null while it runs.</summary>
    public DateTimeOffset? DoneAt { get; set; }

    public static string Key(string agency, string id) => $"{Prefix(agency)}{KeyPart.Checked(id)}";

    public static HandOverRow For(string agency, string id, HandOverBody body, Caller caller, DateTimeOffset now) => new()
    {
        RowKey = Key(agency, id),
        Agency = agency,
        From = body.From,
        To = body.To,
        AskedBy = caller.Subject!,
        ByCityAdmin = caller.Is(Role.CityAdmin),
        AskedAt = now,
    };

    /// <summary>What the keys of an agency begin with.</summary>
    public static string Prefix(string agency) => KeyPart.Checked(agency) + "|";

    public HandOverView View() => new(Agency, From, To, AskedBy, CityClock.Local(AskedAt), Moved, DoneAt is { } at ? CityClock.Local(at) : null);
}

/// <summary>In the queue of hand-overs: the row says the rest.</summary>
public sealed record HandOverPointer(string Row)
{
    public const string Queue = "submission-handovers";

    public const string Type = "submission.handover.v1";
}

/// <summary>A hand-over as it stands.</summary>
/// <param name="Agency">Agency.</param>
/// <param name="From">Subject of the officer who leaves.</param>
/// <param name="To">Subject of the officer who takes over.</param>
/// <param name="AskedBy">Subject of whoever asked for it.</param>
/// <param name="AskedAt">When.</param>
/// <param name="Moved">Submissions that changed hands so far.</param>
/// <param name="DoneAt">When it was through; null while it runs.</param>
public sealed record HandOverView(string Agency, string From, string To, string AskedBy, DateTimeOffset AskedAt, int Moved, DateTimeOffset? DoneAt);
