using System.Collections.Concurrent;
using Kota.Kernel.Messaging;

namespace Kota.EmbeddedHost.Queues;

/// <summary>Wakes the pump of a queue when this process has put a message in it.</summary>
internal sealed class QueueBell : IQueueBell
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> bells = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Ring(string queue)
    {
        var bell = Of(queue);
        try
        {
            if (bell.CurrentCount == 0)
                bell.Release();
        }
        catch (SemaphoreFullException)
        {
            // Rung by another sender in between: one ring wakes the pump for both.
        }
    }

    /// <summary>Waits for a ring, also one that came before, or for the time to pass.</summary>
    public Task WaitAsync(string queue, TimeSpan atMost, CancellationToken ct) => Of(queue).WaitAsync(atMost, ct);

    private SemaphoreSlim Of(string queue) => bells.GetOrAdd(queue, static _ => new SemaphoreSlim(0, 1));
}
