using System.Collections.Concurrent;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Kota.EmbeddedHost.Catalog;

namespace Kota.EmbeddedHost.Queues;

/// <summary>
/// Reads one queue as the real host's listener does: a batch at a time, all of it at once, and the next batch when few are left.
/// Waiting goes by the system's clock and not by the product's, because a queue's own clock cannot be moved by a test.
/// </summary>
internal sealed partial class QueuePump(QueueEntry function, PumpSettings settings, MessageRunner runner, QueueBell bell, HostStorage storage, ILogger logger)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);

    private readonly QueueClient queue = storage.Queue(function.Queue);

    private readonly ConcurrentDictionary<Task, byte> running = new();

    private long taken;

    public QueueEntry Function => function;

    /// <summary>Invocations that have not ended.</summary>
    public int Running => running.Count;

    /// <summary>Messages taken so far: unchanged between two looks means that nothing ran in between.</summary>
    public long Taken => Interlocked.Read(ref taken);

    /// <summary>Takes messages until told to stop; then waits for those that run.</summary>
    /// <param name="stop">Stops taking.</param>
    /// <param name="abort">Cancels what runs.</param>
    public async Task RunAsync(CancellationToken stop, CancellationToken abort)
    {
        var wait = FirstWait;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await RoomAsync(stop).ConfigureAwait(false);
                if (await TakeAsync(stop, abort).ConfigureAwait(false) > 0)
                {
                    wait = FirstWait;
                    continue;
                }

                await bell.WaitAsync(function.Queue, wait, stop).ConfigureAwait(false);
                wait = Min(wait * 2, settings.MaxPollingInterval);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e) when (e is RequestFailedException or IOException or HttpRequestException or AggregateException or TaskCanceledException)
            {
                Log.Unreachable(logger, function.Queue, e.GetType().Name);
                wait = await PauseAsync(wait, stop).ConfigureAwait(false);
            }
        }

        await Task.WhenAll(running.Keys).ConfigureAwait(false);
    }

    /// <summary>Messages in the queue, also those that somebody holds.</summary>
    public async Task<int> CountAsync(CancellationToken ct)
    {
        try
        {
            return (await queue.GetPropertiesAsync(ct).ConfigureAwait(false)).Value.ApproximateMessagesCount;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return 0;
        }
    }

    private async Task RoomAsync(CancellationToken stop)
    {
        // Looked at once a turn: between two looks the last of them may end, and waiting for the first of none is an error.
        while (running.Keys is var left && left.Count > settings.NewBatchThreshold)
            await Task.WhenAny(left).WaitAsync(stop).ConfigureAwait(false);
    }

    private async Task<int> TakeAsync(CancellationToken stop, CancellationToken abort)
    {
        QueueMessage[] batch = await queue.ReceiveMessagesAsync(settings.BatchSize, MessageRunner.Lock, stop).ConfigureAwait(false);
        Interlocked.Add(ref taken, batch.Length);
        foreach (var message in batch)
        {
            // On the pool: a function that works long before its first await must not hold up the others of its batch.
            var task = Task.Run(() => runner.RunAsync(function, queue, message, settings, abort), CancellationToken.None);
            running.TryAdd(task, 0);
            _ = task.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        return batch.Length;
    }

    private void Forget(Task task) => running.TryRemove(task, out _);

    private async Task<TimeSpan> PauseAsync(TimeSpan wait, CancellationToken stop)
    {
        await Task.Delay(wait, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return Min(wait * 2, settings.MaxPollingInterval);
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static partial class Log
    {
        [LoggerMessage(2001, LogLevel.Warning, "Queue {Queue} cannot be read: {Reason}")]
        public static partial void Unreachable(ILogger logger, string queue, string reason);
    }
}
