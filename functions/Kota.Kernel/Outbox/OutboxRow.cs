using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using Azure.Messaging;
using Kota.Kernel.Messaging;

namespace Kota.Kernel.Outbox;

/// <summary>A message that must be sent, in the same partition and batch as the change that it tells of.</summary>
public sealed class OutboxRow : ITableEntity
{
    /// <summary>First characters of every outbox row key: <c>~</c> sorts after ids.</summary>
    public const string Prefix = "~o|";

    /// <inheritdoc/>
    public string PartitionKey { get; set; } = "";

    /// <inheritdoc/>
    public string RowKey { get; set; } = "";

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp { get; set; }

    /// <inheritdoc/>
    public ETag ETag { get; set; }

    /// <summary><c>queue:name</c> or <c>topic:name</c>.</summary>
    public string Destination { get; set; } = "";

    /// <summary>Id of the envelope.</summary>
    public string MessageId { get; set; } = "";

    /// <summary>JSON text of the envelope.</summary>
    public string Body { get; set; } = "";

    /// <summary>A row for one destination.</summary>
    /// <param name="partition">Partition of the change.</param>
    /// <param name="to">Queue or topic.</param>
    /// <param name="message">The envelope; one whose payload can grow passes <see cref="ClaimCheck.FitAsync"/> first.</param>
    /// <param name="now">Time of writing: a sweep finds rows by age.</param>
    /// <exception cref="ArgumentException">The envelope is too large for a row or a queue message.</exception>
    public static OutboxRow For(string partition, Destination to, CloudEvent message, DateTimeOffset now)
    {
        var body = Message.Write(message);
        if (!Message.Fits(body))
            throw new ArgumentException("The envelope is too large; pass it through the claim check first.", nameof(message));
        return new OutboxRow { PartitionKey = partition, RowKey = Key(now), Destination = to.ToString(), MessageId = message.Id, Body = body };
    }

    /// <summary>Key of a row written at this time; rows sort by time.</summary>
    public static string Key(DateTimeOffset at) => Prefix + Ulid.NewUlid(at);

    /// <summary>Key below which lie all rows written before this time.</summary>
    public static string KeyBefore(DateTimeOffset at) => Prefix + Ulid.NewUlid(at, new byte[10]);

    /// <summary>When the row was written.</summary>
    [IgnoreDataMember]
    public DateTimeOffset WrittenAt => Ulid.Parse(RowKey.AsSpan(Prefix.Length), null).Time;
}
