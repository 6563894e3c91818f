using System.Text.Json;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Intake;
using Kota.Functions.Submissions.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kota.Functions.Submissions.Lapor;

/// <summary>Asks LAPOR for news of the submissions that are open there, and writes what the ministry says into their history, once each.</summary>
public sealed partial class HearLapor(
    ILapor lapor, LaporBook book, SubmissionStore store, CommentWriter writer, IOptions<LaporOptions> options, ILogger<HearLapor> logger)
{
    private const int MaxNote = 2000;

    public async Task RunAsync(CancellationToken ct)
    {
        if (!options.Value.IsOn)
            return;
        await foreach (var note in book.OpenAsync(ct))
        {
            try
            {
                if (await book.FindAsync(note.RowKey, ct) is { } link)
                    await HearAsync(note.RowKey, link, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                // Asked again in the next round; the others are not kept waiting.
                Log.Away(logger, note.RowKey, e.GetType().Name);
            }
        }
    }

    private async Task HearAsync(string id, LaporRow link, CancellationToken ct)
    {
        var news = await lapor.ReadAsync(link.Number, ct);
        if (news.Revision <= link.Heard)
            return;
        if (!string.IsNullOrWhiteSpace(news.Note))
            await WriteAsync(id, news, ct);
        await book.HeardAsync(id, news.Revision, ct);
    }

    private async Task WriteAsync(string id, LaporNews news, CancellationToken ct)
    {
        var text = "SP4N-LAPOR: " + (news.Note!.Length > MaxNote ? news.Note[..MaxNote] : news.Note);
        var inputs = new Dictionary<string, JsonElement>
        {
            ["text"] = JsonSerializer.SerializeToElement(text),
            ["public"] = JsonSerializer.SerializeToElement(false),
        };

        // By what it says: the revision grows with our own steps too, and the note of before would come with each of them.
        var hash = IdempotencyKey.HashOf(System.Text.Encoding.UTF8.GetBytes(text));
        var key = new ChangeKey(IdempotencyKey.HashOf(System.Text.Encoding.UTF8.GetBytes("lapor " + hash))[..32], hash);
        if (await store.FindAsync(id, ct) is not { } stored)
            return;
        if ((await writer.WriteAsync(stored, new ActionRequest(WorkflowLog.Comment, Actor.System, null, inputs), [], key, ct)).Failure is { } failure)
            throw new InvalidOperationException($"A note of LAPOR could not be added to {id}: {failure.Code}.");
    }

    private static partial class Log
    {
        [LoggerMessage(2032, LogLevel.Warning, "LAPOR could not be asked about {Id}: {Reason}")]
        public static partial void Away(ILogger logger, string id, string reason);
    }
}
