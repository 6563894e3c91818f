using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Kota.Benchmarks.Host;
using Kota.Functions.Reports.Storage;
using Kota.Functions.Submissions.Storage;
using Kota.Kernel.Ids;

namespace Kota.Benchmarks.Floor;

/// <summary>
/// The calls to storage that a submission costs, made straight by the SDK in a process that does nothing else: no HTTP in front,
/// no validation, no JSON of our own. Kota.StorageTests' TransactionTests holds the list of calls against the product.
/// </summary>
internal sealed class FloorWorker : IDisposable
{
    // The fact of the submission and the fact of its forwarding.
    private const int Facts = 2;

    private readonly TableClient heads;
    private readonly TableClient index;
    private readonly TableClient cases;
    private readonly FloorPump pointers;
    private readonly FloorPump facts;
    private readonly RowTemplate template;

    private FloorWorker(string storage, RowTemplate template)
    {
        heads = new TableClient(storage, SubmissionRow.Table);
        index = new TableClient(storage, IndexRow.Table);
        cases = new TableClient(storage, ReportCaseRow.Table);
        pointers = new FloorPump(storage, SubmissionPointer.Queue);
        facts = new FloorPump(storage, FollowUp.Reports.QueueName);
        this.template = template;
    }

    /// <summary>Reads jobs as lines of JSON and answers each with one, until there are no more.</summary>
    public static async Task<int> ServeAsync(string storage)
    {
        using var worker = new FloorWorker(storage, await RowTemplate.MakeAsync(storage));
        await Task.WhenAll(
            worker.heads.CreateIfNotExistsAsync(), worker.index.CreateIfNotExistsAsync(), worker.cases.CreateIfNotExistsAsync(),
            worker.pointers.CreateAsync(), worker.facts.CreateAsync());
        while (await Console.In.ReadLineAsync() is { } line)
            Console.WriteLine(JsonSerializer.Serialize(await worker.RunAsync(JsonSerializer.Deserialize<FloorJob>(line)!)));
        return 0;
    }

    public static string NewId() => TrackingId.FromHash("SBT", RandomNumberGenerator.GetBytes(32));

    public void Dispose()
    {
        pointers.Dispose();
        facts.Dispose();
    }

    private async Task<FloorResult> RunAsync(FloorJob job)
    {
        var watch = Stopwatch.StartNew();
        if (job.Count is { } count)
        {
            var following = Task.WhenAll(pointers.TakeAsync(count, FollowAsync), facts.TakeAsync(count * Facts, NoteAsync));
            var flow = await ClosedLoop.RunAsync(job.Clients, count, AcknowledgeAsync);
            await following;
            return new FloorResult(flow, watch.Elapsed.TotalSeconds);
        }

        var load = await ClosedLoop.RunAsync(job.Clients, job.Time, AcknowledgeAsync);
        var result = new FloorResult(load, watch.Elapsed.TotalSeconds);
        await Task.WhenAll(pointers.ClearAsync(), facts.ClearAsync());
        return result;
    }

    private async Task AcknowledgeAsync()
    {
        var id = NewId();
        var outbox = template.FirstOutbox(id);
        ITableEntity[] rows = [template.Received(id), template.FirstEvent(id), .. outbox];
        await heads.SubmitTransactionAsync(rows.Select(r => new TableTransactionAction(TableTransactionActionType.Add, r)));
        await Task.WhenAll(facts.PutAsync(template.FirstFact.For(id)), pointers.PutAsync(template.Pointer.For(id)));
        await heads.SubmitTransactionAsync(outbox.Select(r => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(r.PartitionKey, r.RowKey), ETag.All)));
    }

    private async Task FollowAsync(string message)
    {
        var id = template.Pointer.IdOf(message);
        SubmissionRow head = await heads.GetEntityAsync<SubmissionRow>(SubmissionRow.Partition(id), SubmissionRow.Key(id));
        var outbox = template.SecondOutbox(id);
        var replaced = await heads.SubmitTransactionAsync(
        [
            new TableTransactionAction(TableTransactionActionType.UpdateReplace, template.Forwarded(id, head.ETag), head.ETag),
            new TableTransactionAction(TableTransactionActionType.Add, template.SecondEvent(id)),
            new TableTransactionAction(TableTransactionActionType.Add, outbox),
        ]);
        await facts.PutAsync(template.SecondFact.For(id));
        await heads.DeleteEntityAsync(outbox.PartitionKey, outbox.RowKey, ETag.All);
        await Task.WhenAll(template.Index(id).Select(row => index.AddEntityAsync(row)));
        await heads.UpdateEntityAsync(template.Mark(id), replaced.Value[0].Headers.ETag!.Value, TableUpdateMode.Merge);
    }

    // As the product does: the first fact makes the row, the second changes it, and whichever comes in the other's place does its work.
    private async Task NoteAsync(string message)
    {
        if (template.FirstFact.Matches(message) && await TryAddAsync(template.FirstCase(template.FirstFact.IdOf(message))))
            return;
        var id = template.SecondFact.IdOf(message);
        var there = await cases.GetEntityIfExistsAsync<ReportCaseRow>(template.SecondCase(id).PartitionKey, ReportCaseRow.Key(id));
        if (there.HasValue)
            await cases.UpdateEntityAsync(template.SecondCase(id), there.Value!.ETag, TableUpdateMode.Replace);
        else
            await TryAddAsync(template.SecondCase(id));
    }

    private async Task<bool> TryAddAsync(ReportCaseRow row)
    {
        try
        {
            await cases.AddEntityAsync(row);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return false;
        }
    }
}
