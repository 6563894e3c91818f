using Kota.Functions.Submissions.Storage;
using Kota.Kernel.Messaging;
using Kota.Kernel.Time;

namespace Kota.Functions.Submissions.Notices;

/// <summary>
/// Finds the events that nobody was told of and sends their notices. Order and number of the messages do not matter: what is new is
/// read from the history, and each notice has an id by which it is noted and sent once.
/// </summary>
public sealed class NoteNotices(
    SubmissionStore store, NoticeBook book, NoticeAudience audience, DeliverNotice deliver, NoticeWays ways, IMessageSender sender, CityClock clock)
{
    // A submission from before notices were turned on: what is older than this is no news.
    private static readonly TimeSpan News = TimeSpan.FromDays(2);

    /// <summary>Hands a change on to the queue of notices: mail must not keep the lists waiting.</summary>
    public async Task HandOnAsync(Submission submission, CancellationToken ct)
    {
        if (!await ways.AnyAsync(ct))
            return;
        var message = Message.Create($"{submission.Id}.{submission.Version}.notices", NoticePointer.Type, new NoticePointer(submission.Id, submission.Version), clock.Now);
        await sender.SendAsync(Destination.Queue(NoticePointer.Queue), message.Id!, Message.Write(message), ct);
    }

    /// <param name="message">The envelope around a <see cref="NoticePointer"/>.</param>
    /// <param name="ct">Stops between steps; the message then comes again.</param>
    public async Task RunAsync(string message, CancellationToken ct)
    {
        var envelope = Message.Read(message);
        using var span = Message.Continue(envelope, "notice submission");
        var pointer = Message.Payload<NoticePointer>(envelope);
        span?.SetTag("kota.submission", pointer.Id);
        if (pointer.Why is not null)
        {
            await NoteAndSendAsync([NoticeTodoRow.For(pointer, clock.Now)], ct);
            return;
        }

        if (await book.FindAsync(pointer.Id, ct) is { } known && known.Seen >= pointer.Version)
            return;
        if (await store.FindAsync(pointer.Id, ct) is { } stored)
            await CatchUpAsync(stored, ct);
    }

    private async Task CatchUpAsync(Stored stored, CancellationToken ct)
    {
        var submission = stored.Submission;
        // No further than the head that was read: who hears of a step is asked of the state that has it.
        var events = (await store.EventsAsync(submission.Id, ct)).Where(e => e.Seq <= submission.Version).ToList();
        var old = events.Where(e => e.At < clock.Now - News).Select(e => e.Seq).DefaultIfEmpty(0).Max();
        var row = await book.BeginAsync(submission.Id, old, ct);
        var notes = new List<NoticeTodoRow>();
        foreach (var (n, happened) in events.Index().Where(e => e.Item.Seq > row.Seen))
        {
            foreach (var hearing in NoticePlan.Of(submission, happened, n == 0 ? null : events[n - 1]))
                notes.AddRange((await audience.OfAsync(stored, happened, hearing, ct)).Select(p => NoticeTodoRow.For(p, clock.Now)));
        }

        // Noted first, counted as seen then: a crash between the two notes them again under the same ids.
        var fresh = await NoteAsync(notes, ct);
        await book.SeenAsync(submission.Id, submission.Version, ct);
        await SendAsync(fresh, ct);
    }

    /// <summary>Notes notices and sends them, each once for ever.</summary>
    public async Task NoteAndSendAsync(IEnumerable<NoticeTodoRow> notes, CancellationToken ct) => await SendAsync(await NoteAsync(notes, ct), ct);

    private async Task<List<NoticeTodoRow>> NoteAsync(IEnumerable<NoticeTodoRow> notes, CancellationToken ct)
    {
        var fresh = new List<NoticeTodoRow>();
        foreach (var note in notes)
        {
            if (await book.NoteAsync(note, ct))
                fresh.Add(note);
        }

        return fresh;
    }

    // Webhooks go in rounds of their own.
    private Task SendAsync(List<NoticeTodoRow> notes, CancellationToken ct) => deliver.RunAllAsync(notes.Where(n => n.Hook is null).ToAsyncEnumerable(), ct);
}
