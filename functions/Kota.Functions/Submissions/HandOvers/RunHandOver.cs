using Azure.Data.Tables;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Storage;
using Kota.Kernel.Messaging;
using Kota.Kernel.Tables;
using Kota.Kernel.Time;

namespace Kota.Functions.Submissions.HandOvers;

/// <summary>
/// Gives every open submission of an officer to another. Any number of times: what changed hands already is not the first officer's any
/// more. Progress is noted page by page.
/// </summary>
public sealed class RunHandOver(HandOverBook book, SubmissionStore store, KotaStorage storage, CityClock clock)
{
    private const int PageSize = 100, AtOnce = 8;

    private readonly TableClient index = storage.Table(IndexRow.Table);

    /// <param name="message">The envelope around a <see cref="HandOverPointer"/>.</param>
    /// <param name="ct">Stops between submissions; the message then comes again.</param>
    public async Task RunAsync(string message, CancellationToken ct)
    {
        var envelope = Message.Read(message);
        using var span = Message.Continue(envelope, "hand over");
        if (await book.FindAsync(Message.Payload<HandOverPointer>(envelope).Row, ct) is not { DoneAt: null } work)
            return;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {IndexRow.OpenPartition(work.Agency)}");
        await foreach (var page in index.QueryAsync<IndexRow>(filter, PageSize, [nameof(IndexRow.Id)], ct).AsPages())
        {
            var moved = 0;
            await Parallel.ForEachAsync(page.Values, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (row, token) =>
            {
                if (await MoveAsync(row.Id, work, token))
                    Interlocked.Increment(ref moved);
            });
            await book.NoteAsync(work.RowKey, moved, null, ct);
        }

        await book.NoteAsync(work.RowKey, 0, clock.Now, ct);
    }

    // Until it is not the first officer's: whatever somebody else wrote meanwhile counts.
    private async Task<bool> MoveAsync(string id, HandOverRow work, CancellationToken ct)
    {
        while (await store.FindAsync(id, ct) is { } stored && stored.Submission.Handler == work.From && stored.Submission.Agency == work.Agency)
        {
            var change = Workflow.HandOver(stored.Submission, work.To, work.ByCityAdmin ? Actor.CityAdmin : Actor.Officer, work.AskedBy, clock.Now);
            if ((await store.CommitAsync(stored, new Write(change, []), ct)).Result == CommitResult.Done)
                return true;
        }

        return false;
    }
}
