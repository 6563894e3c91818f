using Kota.Functions.Submissions.Webhooks;
using Kota.Kernel.DeadLetters;
using Kota.Kernel.Inbox;
using Kota.Kernel.Messaging;
using Kota.Kernel.Time;
using Microsoft.Extensions.Logging;

namespace Kota.Functions.Submissions.Notices;

/// <summary>
/// Sends a noted notice, once; later and later again while that fails, and after the last try it is a dead letter. Nothing can be sent
/// and marked in one step: a process that dies between the two sends it again under the same Message-ID or webhook id.
/// </summary>
public sealed partial class DeliverNotice(
    NoticeBook book, SendNotice send, NoticeWays ways, HookBook hooks, InboxGuard guard, DeadLetterStore dead, CityClock clock, ILogger<DeliverNotice> logger)
{
    private const string Consumer = "notices";

    private const int AtOnce = 4;

    private static readonly TimeSpan[] Waits =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(6), TimeSpan.FromHours(12)];

    /// <summary>Sends what waits and whose time has come.</summary>
    public async Task RunAllAsync(CancellationToken ct)
    {
        if (await ways.AnyAsync(ct))
            await RunAllAsync(book.DueAsync(clock.Now, ct), ct);
    }

    public Task RunAllAsync(IAsyncEnumerable<NoticeTodoRow> notes, CancellationToken ct) =>
        Parallel.ForEachAsync(notes, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (note, token) => await RunAsync(note, token));

    /// <summary>Sends one; false when that failed and it waits for its next try, or was the last.</summary>
    public async Task<bool> RunAsync(NoticeTodoRow note, CancellationToken ct)
    {
        try
        {
            await guard.RunAsync(Consumer, note.RowKey, (_, token) => send.RunAsync(note, token), ct);
        }
        catch (MessageClaimedException)
        {
            // Somebody else sends it; if they fail, the note is still here for the next round.
            return true;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // The type alone: a mail server's words may hold the address.
            Log.Failed(logger, note.RowKey, note.Tries + 1, e.GetType().Name);
            await FailAsync(note, ct);
            return false;
        }

        await book.StrikeOutAsync(note, ct);
        return true;
    }

    private async Task FailAsync(NoticeTodoRow note, CancellationToken ct)
    {
        if (note.Tries < Waits.Length)
        {
            await book.PutOffAsync(note, clock.Now + Waits[note.Tries], ct);
            return;
        }

        // A receiver that is away for a day is ended: its owner asks anew. Nothing that an operator could mend.
        if (note.Hook is { } hook)
            await hooks.EndAsync(hook, clock.Now, ct);
        else
            await dead.KeepAsync(NoticePointer.Queue, Message.Write(Message.Create(note.RowKey, NoticePointer.Type, note.Pointer(), clock.Now)), ct);
        await book.StrikeOutAsync(note, ct);
    }

    private static partial class Log
    {
        [LoggerMessage(2041, LogLevel.Warning, "Notice {Id} could not be sent, try {Try}: {Reason}")]
        public static partial void Failed(ILogger logger, string id, int @try, string reason);
    }
}
