using Kota.EmbeddedHost.Catalog;
using Kota.EmbeddedHost.Settings;

namespace Kota.EmbeddedHost.Queues;

/// <summary>How one queue is read.</summary>
/// <param name="BatchSize">Messages taken at once.</param>
/// <param name="NewBatchThreshold">The next batch is taken when no more than these still run.</param>
/// <param name="MaxTries">After so many failures a message goes to the poison queue.</param>
/// <param name="RetryAfter">How long a failed message stays out of sight.</param>
/// <param name="MaxPollingInterval">Longest wait between two looks at an empty queue.</param>
internal sealed record PumpSettings(int BatchSize, int NewBatchThreshold, int MaxTries, TimeSpan RetryAfter, TimeSpan MaxPollingInterval)
{
    /// <summary>MaxDeliveryCount of a subscription, Service Bus' default.</summary>
    public const int MaxDeliveryCount = 10;

    /// <summary>
    /// A queue follows host.json's queues. A subscription follows Service Bus: a failed message comes back at once, and after
    /// <see cref="MaxDeliveryCount"/> tries it is a dead letter.
    /// </summary>
    public static PumpSettings For(QueueEntry function, HostJson host) => function.Topic is null
        ? new(host.Queues.BatchSize, host.Queues.NewBatchThreshold, host.Queues.MaxDequeueCount, host.Queues.VisibilityTimeout, host.Queues.MaxPollingInterval)
        : new(Math.Clamp(host.ServiceBus.MaxConcurrentCalls, 1, 32), 0, MaxDeliveryCount, TimeSpan.Zero, host.Queues.MaxPollingInterval);
}
