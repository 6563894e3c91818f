using Kota.Kernel.Tables;

namespace Kota.Kernel.Messaging;

/// <summary>Told when a message was put in a queue of this account, so that a local pump need not wait for its next look.</summary>
public interface IQueueBell
{
    /// <summary>A message now waits in this queue.</summary>
    void Ring(string queue);
}

/// <summary>Sends to storage queues; a topic's message is copied to one queue for each subscription.</summary>
public sealed class StorageQueueSender(
    KotaStorage storage, IEnumerable<Subscription> subscriptions, IEnumerable<SubscriptionFilter> filters, IQueueBell? bell = null) : IMessageSender
{
    private readonly ILookup<string, Subscription> byTopic = subscriptions.ToLookup(s => s.Topic);
    private readonly Dictionary<(string Topic, string Name), IReadOnlyList<string>> wanted = filters.ToDictionary(f => (f.Topic, f.Name), f => f.Types);

    /// <inheritdoc/>
    public Task SendAsync(Destination to, string messageId, string body, CancellationToken ct) => to.Kind switch
    {
        DestinationKind.Queue => PutAsync(to.Name, body, ct),
        _ => Task.WhenAll(byTopic[to.Name].Where(s => Wants(s, body)).Select(s => PutAsync(s.QueueName, body, ct))),
    };

    private bool Wants(Subscription subscription, string body) =>
        !wanted.TryGetValue((subscription.Topic, subscription.Name), out var types) || types.Contains(Message.TypeOf(body));

    private async Task PutAsync(string queue, string body, CancellationToken ct)
    {
        await storage.Queue(queue).SendMessageAsync(body, ct).ConfigureAwait(false);
        bell?.Ring(queue);
    }
}
