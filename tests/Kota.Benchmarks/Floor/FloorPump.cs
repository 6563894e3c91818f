using System.Collections.Concurrent;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Kota.Benchmarks.Floor;

/// <summary>One queue, read as the host reads it: a batch at a time, all of it at once, and the next batch when few are left.</summary>
internal sealed class FloorPump(string storage, string name) : IDisposable
{
    // As host.json has it.
    private const int BatchSize = 16;
    private const int NewBatchThreshold = 8;

    private static readonly TimeSpan Lock = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly QueueClient queue = new(storage, name, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
    private readonly SemaphoreSlim bell = new(0);

    public Task CreateAsync() => queue.CreateIfNotExistsAsync();

    public async Task PutAsync(string body)
    {
        await queue.SendMessageAsync(body);
        // One ring is enough: more would make as many looks at an empty queue.
        if (bell.CurrentCount == 0)
            bell.Release();
    }

    /// <summary>Forgets what nobody took.</summary>
    public Task ClearAsync() => queue.ClearMessagesAsync();

    /// <summary>Takes that many messages and deletes each after its work.</summary>
    public async Task TakeAsync(int count, Func<string, Task> work)
    {
        var running = new ConcurrentDictionary<Task, byte>();
        for (var taken = 0; taken < count;)
        {
            while (running.Keys is var left && left.Count > NewBatchThreshold)
                await Task.WhenAny(left);
            QueueMessage[] batch = await queue.ReceiveMessagesAsync(BatchSize, Lock);
            taken += batch.Length;
            foreach (var message in batch)
            {
                var task = Task.Run(() => TakeAsync(message, work));
                running.TryAdd(task, 0);
                // At once, as the host does: until it is out, the wait above would go round for nothing.
                _ = task.ContinueWith(t => t.IsCompletedSuccessfully && running.TryRemove(t, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }

            if (batch.Length == 0)
                await bell.WaitAsync(Look);
        }

        await Task.WhenAll(running.Keys);
    }

    public void Dispose() => bell.Dispose();

    private async Task TakeAsync(QueueMessage message, Func<string, Task> work)
    {
        await work(message.Body.ToString());
        await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
    }
}
