namespace Kota.Kernel.Messaging;

/// <summary>Sends what the outbox holds. At least once; order is not promised.</summary>
public interface IMessageSender
{
    /// <summary>Sends one message; returns when the broker has it.</summary>
    /// <param name="to">Queue or topic.</param>
    /// <param name="messageId">For duplicate detection where the broker has it.</param>
    /// <param name="body">JSON text of the envelope.</param>
    /// <param name="ct">Cancels the wait; the message may have been sent all the same.</param>
    Task SendAsync(Destination to, string messageId, string body, CancellationToken ct);
}

/// <summary>Types of messages that a subscription wants; one without a filter gets all. On Service Bus the same stands as a rule on the label.</summary>
/// <param name="Topic">Topic name.</param>
/// <param name="Name">Subscription name.</param>
/// <param name="Types">Types of envelopes.</param>
public sealed record SubscriptionFilter(string Topic, string Name, IReadOnlyList<string> Types);

/// <summary>A consumer of a topic, known so that the storage-queue transport can copy to each.</summary>
/// <param name="Topic">Topic name.</param>
/// <param name="Name">Subscription name.</param>
public sealed record Subscription(string Topic, string Name)
{
    /// <summary>The queue that stands in for the subscription where there is no Service Bus.</summary>
    public string QueueName => $"sb-{Topic}-{Name}";
}
