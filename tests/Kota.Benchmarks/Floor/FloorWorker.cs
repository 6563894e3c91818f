using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Kota.Functions.Submissions.Storage;
using Kota.Kernel.Ids;

namespace Kota.Benchmarks.Floor;

/// <summary>
/// The calls to storage that a submission costs, made straight by the SDK in a process that does nothing else: no HTTP in front,
/// no validation, no JSON of our own. Kota.StorageTests' TransactionTests holds the list of calls against the product.
/// </summary>
internal sealed class FloorWorker : IDisposable
{
    // As host.json has it.
    private const int BatchSize = 16;
    private const int NewBatchThreshold = 8;

    private static readonly TimeSpan Lock = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly TableClient heads;
    private readonly TableClient index;
    private readonly QueueClient queue;
    private readonly RowTemplate template;
    private readonly SemaphoreSlim bell = new(0);

    private FloorWorker(string storage, RowTemplate template)
    {
        heads = new TableClient(storage, SubmissionRow.Table);
        index = new TableClient(storage, IndexRow.Table);
        queue = new QueueClient(storage, SubmissionPointer.Queue, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        this.template = template;
    }

    /// <summary>Reads jobs as lines of JSON and answers each with one, until there are no more.</summary>
    public static async Task<int> ServeAsync(string storage)
    {
        using var worker = new FloorWorker(storage, await RowTemplate.MakeAsync(storage));
        await Task.WhenAll(worker.heads.CreateIfNotExistsAsync(), worker.index.CreateIfNotExistsAsync(), worker.queue.CreateIfNotExistsAsync());
        while (await Console.In.ReadLineAsync() is { } line)
            Console.WriteLine(JsonSerializer.Serialize(await worker.RunAsync(JsonSerializer.Deserialize<FloorJob>(line)!)));
        return 0;
    }

    public static string NewId() => TrackingId.FromHash("SBT", RandomNumberGenerator.GetBytes(32));

    public void Dispose() => bell.Dispose();

    private async Task<FloorResult> RunAsync(FloorJob job)
    {
        var watch = Stopwatch.StartNew();
        if (job.Count is { } count)
        {
            var following = FollowAllAsync(count);
            var flow = await ClosedLoop.RunAsync(job.Clients, count, AcknowledgeAsync);
            await following;
            return new FloorResult(flow, watch.Elapsed.TotalSeconds);
        }

        var load = await ClosedLoop.RunAsync(job.Clients, job.Time, AcknowledgeAsync);
        return new FloorResult(load, watch.Elapsed.TotalSeconds);
    }

    private async Task AcknowledgeAsync()
    {
        var id = NewId();
        var outbox = template.FirstOutbox(id);
        ITableEntity[] rows = [template.Received(id), template.FirstEvent(id), .. outbox];
        await heads.SubmitTransactionAsync(rows.Select(r => new TableTransactionAction(TableTransactionActionType.Add, r)));
        await queue.SendMessageAsync(template.Pointer(id));
        bell.Release();
        await heads.SubmitTransactionAsync(outbox.Select(r => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(r.PartitionKey, r.RowKey), ETag.All)));
    }

    private async Task FollowAllAsync(int count)
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
                var task = Task.Run(() => FollowAsync(message));
                running.TryAdd(task, 0);
                _ = task.ContinueWith(t => t.IsCompletedSuccessfully && running.TryRemove(t, out _), TaskScheduler.Default);
            }

            if (batch.Length == 0)
                await bell.WaitAsync(Look);
        }

        await Task.WhenAll(running.Keys);
    }

    private async Task FollowAsync(QueueMessage message)
    {
        var id = template.IdOf(message.Body.ToString());
        SubmissionRow head = await heads.GetEntityAsync<SubmissionRow>(SubmissionRow.Partition(id), SubmissionRow.Key(id));
        var outbox = template.SecondOutbox(id);
        var replaced = await heads.SubmitTransactionAsync(
        [
            new TableTransactionAction(TableTransactionActionType.UpdateReplace, template.Forwarded(id, head.ETag), head.ETag),
            new TableTransactionAction(TableTransactionActionType.Add, template.SecondEvent(id)),
            new TableTransactionAction(TableTransactionActionType.Add, outbox),
        ]);
        await heads.DeleteEntityAsync(outbox.PartitionKey, outbox.RowKey, ETag.All);
        await Task.WhenAll(template.Index(id).Select(row => index.AddEntityAsync(row)));
        await heads.UpdateEntityAsync(template.Mark(id), replaced.Value[0].Headers.ETag!.Value, TableUpdateMode.Merge);
        await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
    }
}
