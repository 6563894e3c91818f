using Kota.Functions.Submissions.Notices;
using Kota.Kernel.Time;

namespace Kota.Functions.Submissions.Webhooks;

/// <summary>
/// Sends the notices that wait for webhooks: one after the other to each, several receivers side by side. One that fails has its turn again
/// in a later round, and a round ends in time whatever receivers do.
/// </summary>
public sealed class SendWebhooks(NoticeBook book, DeliverNotice deliver, CityClock clock)
{
    private const int AtOnce = 8;

    private static readonly TimeSpan Round = TimeSpan.FromSeconds(60);

    public async Task RunAsync(CancellationToken ct)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        end.CancelAfter(Round);
        var due = await book.DueToHooksAsync(clock.Now, ct).ToListAsync(ct);
        try
        {
            await Parallel.ForEachAsync(
                due.GroupBy(n => n.Hook), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = end.Token }, (notes, token) => ToOneAsync(notes, token));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The time is up; what is left waits for the next round.
        }
    }

    private async ValueTask ToOneAsync(IEnumerable<NoticeTodoRow> notes, CancellationToken ct)
    {
        foreach (var note in notes.OrderBy(n => n.Submission, StringComparer.Ordinal).ThenBy(n => n.Seq))
        {
            if (!await deliver.RunAsync(note, ct))
                return;
        }
    }
}
