using System.Globalization;
using System.Runtime.Serialization;
using Azure;
using Kota.Kernel.Tables;

namespace Kota.Kernel.DeadLetters;

/// <summary>A message that its consumer failed on five times.</summary>
public sealed class DeadLetterRow : IStampedRow
{
    /// <summary>Name of the table.</summary>
    public const string TableName = "DeadLetters";

    private const int TickDigits = 20;

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

    /// <summary>The message as it was; null when it is in <see cref="Claim"/>.</summary>
    public string? Body { get; set; }

    /// <summary>Name of the claim that holds a message too long for a row.</summary>
    public string? Claim { get; set; }

    /// <summary>When it was kept.</summary>
    public DateTimeOffset KeptAt { get; set; }

    /// <summary>Whether it went back to its queue. A column of its own, since a filter cannot ask for a missing one.</summary>
    public bool Replayed { get; set; }

    /// <summary>When it went back.</summary>
    public DateTimeOffset? ReplayedAt { get; set; }

    /// <summary>Subject of the operator who sent it back.</summary>
    public string? ReplayedBy { get; set; }

    /// <summary>The row key as it stands in addresses: <c>-</c> in place of <c>|</c>.</summary>
    [IgnoreDataMember]
    public string PublicKey => RowKey.Replace(KeyPart.Separator, '-');

    /// <summary>A message of a queue, kept now.</summary>
    public static DeadLetterRow For(string queue, DateTimeOffset now) => new() { PartitionKey = Partition(queue), RowKey = Key(now), KeptAt = now };

    /// <summary>Name of the queue, without <c>-poison</c>.</summary>
    public static string Partition(string queue) => KeyPart.Checked(queue);

    /// <summary><c>{inverse ticks}|{ulid}</c>: newest first.</summary>
    public static string Key(DateTimeOffset at) => $"{KeyPart.InverseTicks(at)}|{Ulid.NewUlid(at)}";

    /// <summary>Key after which lie all rows kept before this time.</summary>
    public static string KeyBefore(DateTimeOffset at) => KeyPart.InverseTicks(at) + "~";

    /// <summary>The row key of <see cref="PublicKey"/>; null when the text is not one.</summary>
    public static string? Parse(string text) =>
        text.Length > TickDigits && text[TickDigits] == '-' && !text.AsSpan(0, TickDigits).ContainsAnyExceptInRange('0', '9')
        && Ulid.TryParse(text.AsSpan(TickDigits + 1), out var ulid)
            ? string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, TickDigits)}|{ulid}")
            : null;
}
