using Azure;
using Kota.Kernel.Tables;

namespace Kota.Kernel.Inbox;

/// <summary>That a consumer works on a message or is done with it.</summary>
public sealed class InboxRow : IStampedRow
{
    /// <summary>Name of the table.</summary>
    public const string TableName = "Inbox";

    /// <inheritdoc/>
    public string PartitionKey { get; set; } = "";

    /// <inheritdoc/>
    public string RowKey { get; set; } = "";

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp { get; set; }

    /// <inheritdoc/>
    public ETag ETag { get; set; }

    /// <inheritdoc/>
    public string? WriteId { get; set; }

    /// <summary>Until when the claim keeps others away.</summary>
    public DateTimeOffset ClaimedUntil { get; set; }

    /// <summary>How often the message was claimed.</summary>
    public int Claims { get; set; }

    /// <summary>When the effect was done; null while it is not.</summary>
    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>A first claim.</summary>
    public static InboxRow For(string consumer, string messageId, DateTimeOffset until) => new()
    {
        PartitionKey = Partition(messageId),
        RowKey = Key(consumer, messageId),
        ClaimedUntil = until,
        Claims = 1,
    };

    /// <summary>Bucket of the message id.</summary>
    public static string Partition(string messageId) => Bucket.Of(messageId);

    /// <summary><c>{consumer}|{message id}</c>; an id that a key cannot hold stands as its hash.</summary>
    public static string Key(string consumer, string messageId) => $"{KeyPart.Checked(consumer)}|{KeyPart.Foreign(messageId)}";
}
