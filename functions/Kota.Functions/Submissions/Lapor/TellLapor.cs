using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Storage;
using Kota.Kernel.Reference;
using Kota.Kernel.Time;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kota.Functions.Submissions.Lapor;

/// <summary>
/// Hands submissions over to LAPOR and tells it of each change. The note that there is something to tell is durable before LAPOR is
/// called; while LAPOR is away the note waits, longer after each try, for as long as that takes.
/// </summary>
public sealed partial class TellLapor(
    ILapor lapor, LaporBook book, SubmissionStore store, ServiceCatalogue catalogue, Agencies agencies, CityClock clock, IOptions<LaporOptions> options, ILogger<TellLapor> logger)
{
    private static readonly TimeSpan[] Waits =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(6)];

    /// <summary>Notes that there is something to tell of a submission; the next round tells it.</summary>
    public async Task NoteAsync(Submission submission, CancellationToken ct)
    {
        if (options.Value.IsOn && options.Value.Services.Contains(submission.Service))
            await book.NoteAsync(LaporTodoRow.WaitingPartition, submission.Id, clock.Now, ct);
    }

    /// <summary>Tells what waits and whose time has come.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        if (!options.Value.IsOn)
            return;
        await foreach (var note in book.DueAsync(clock.Now, ct))
            await WorkAsync(note, ct);
    }

    private async Task WorkAsync(LaporTodoRow note, CancellationToken ct)
    {
        try
        {
            await TellAsync(note.RowKey, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            var wait = Waits[Math.Min(note.Tries, Waits.Length - 1)];
            Log.Away(logger, note.RowKey, note.Tries + 1, e.GetType().Name);
            await book.PutOffAsync(note, clock.Now + wait, ct);
            return;
        }

        await book.StrikeOutAsync(note, ct);
    }

    private async Task TellAsync(string id, CancellationToken ct)
    {
        // What is held is told once the city admin sends it on: that change comes here again.
        if (await store.FindAsync(id, ct) is not { Submission: { Held: false } s })
            return;
        var definition = catalogue.Get(s.Service);
        var link = await book.FindAsync(id, ct) ?? await book.AddAsync(id, await lapor.ForwardAsync(Report(definition, s), id, ct), ct);
        if (link.Told < s.Version && link.Step != StepOf(s))
        {
            var step = new LaporStep(StateOf(definition, s), agencies.Find(s.Agency)?.NameIn(Kota.Kernel.Text.Languages.Indonesian) ?? s.Agency, s.ChangedAt);
            await lapor.TellAsync(link.Number, step, $"{id}.{s.Version}", ct);
            await book.ToldAsync(id, s.Version, StepOf(s), ct);
        }

        if (definition.State(s.State).Status == StateStatus.Open)
            await book.NoteAsync(LaporTodoRow.OpenPartition, id, clock.Now, ct);
        else
            await book.StrikeOutAsync(LaporTodoRow.OpenPartition, id, ct);
    }

    // A comment, ours of LAPOR's own notes too, is no step: LAPOR would answer it with news, and so on for ever.
    private static string StepOf(Submission s) => $"{s.State}|{s.Agency}";

    private static LaporReport Report(ServiceDefinition definition, Submission s) => new(
        s.Id, s.TextOf("title") ?? definition.Name.Id, s.TextOf("description") ?? "", definition.Category(s.Category)?.Name.Id, s.Place?.Kelurahan, s.CreatedAt, s.Anonymous, s.Secret);

    // By what every service has, not by SAMBAT's names: before an agency but the owner has it, while a clock runs, and the end.
    private static string StateOf(ServiceDefinition definition, Submission s) =>
        definition.State(s.State).Status == StateStatus.Closed ? (s.Resolution == "rejected" ? "diarsipkan" : "selesai")
        : s.State == definition.Start ? "diteruskan"
        : s.Clocks.Any(c => c.Left is not null) ? "ditunda"
        : "diproses";

    private static partial class Log
    {
        [LoggerMessage(2031, LogLevel.Warning, "LAPOR could not be told of {Id}, try {Try}: {Reason}")]
        public static partial void Away(ILogger logger, string id, int @try, string reason);
    }
}
