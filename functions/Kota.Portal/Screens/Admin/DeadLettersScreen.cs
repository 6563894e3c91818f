using System.Globalization;
using Kota.Functions.Operations;
using Kota.Functions.Operations.UseCases;
using Kota.Kernel.DeadLetters;
using Kota.Kernel.Http;
using Kota.Kernel.Messaging;
using Kota.Kernel.Security;
using Kota.Portal.Forms;
using Kota.Portal.Pages.Admin;
using Kota.Portal.Rendering;
using Microsoft.AspNetCore.Http;

namespace Kota.Portal.Screens.Admin;

/// <summary>A message that failed for good, as a page shows it.</summary>
/// <param name="Letter">The letter.</param>
/// <param name="Type">Type of its message; null where it is no message of ours.</param>
/// <param name="Id">Id of its message.</param>
public sealed record LetterModel(DeadLetter Letter, string? Type, string? Id);

/// <summary>A queue, and its letters when one is chosen.</summary>
/// <param name="Queues">Queues and subscriptions that are known.</param>
/// <param name="Queue">The chosen one.</param>
/// <param name="Letters">Its letters, newest first.</param>
/// <param name="Next">Path of the next page.</param>
/// <param name="Sent">How many were sent back just now; null when nobody asked.</param>
/// <param name="Failed">How many could not be.</param>
public sealed record LettersModel(IReadOnlyList<string> Queues, string? Queue, IReadOnlyList<LetterModel> Letters, string? Next, int? Sent, int Failed)
{
    /// <summary>While none is chosen: those that hold letters which wait.</summary>
    public IReadOnlyList<LetterQueue> Waiting { get; init; } = [];
}

/// <summary>A queue whose letters wait.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Count">How many of its newest wait.</param>
/// <param name="More">Whether there are older ones beside them.</param>
/// <param name="Newest">When the newest of them came.</param>
public sealed record LetterQueue(string Name, int Count, bool More, DateTimeOffset Newest);

/// <summary>Messages that failed for good: what they were, and sending them back.</summary>
public sealed class DeadLettersScreen(ListDeadLetters list, ReplayDeadLetter replay, QueueNames queues, PageFrame frame)
{
    private const string Path = "/kelola/pesan-gagal";

    public async Task<IResult> ShowAsync(HttpRequest request, CancellationToken ct)
    {
        if (Require.CityAdmin(request.Caller()) is { } refused)
            return frame.Failed(request, refused);
        var names = queues.All.Order(StringComparer.Ordinal).ToList();
        var queue = request.Query["antrean"].ToString();
        int? sent = int.TryParse(request.Query["dikirim"], NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;
        var failed = int.TryParse(request.Query["gagal"], NumberStyles.None, CultureInfo.InvariantCulture, out var f) ? f : 0;
        if (queue.Length == 0)
            return frame.Show<LettersPage, LettersModel>(request, new LettersModel(names, null, [], null, sent, failed) { Waiting = await WaitingAsync(request.Caller(), names, ct) });
        var cursor = request.Query["cursor"].ToString();
        if (!(await list.RunAsync(request.Caller(), queue, cursor.Length == 0 ? null : cursor, ct)).Succeeded(out var page, out var failure))
            return frame.Failed(request, failure);
        var next = page.Next is null ? null : Path + QueryString.Create(new Dictionary<string, string?> { ["antrean"] = queue, ["cursor"] = page.Next });
        return frame.Show<LettersPage, LettersModel>(request, new LettersModel(names, queue, [.. page.Items.Select(Show)], next, sent, failed));
    }

    /// <summary>Sends the chosen letters back, each once; those that were sent meanwhile are counted as failed.</summary>
    public async Task<IResult> ReplayAsync(HttpRequest request, CancellationToken ct)
    {
        if (Require.CityAdmin(request.Caller()) is { } refused)
            return frame.Failed(request, refused);
        if (!(await EditForm.ReadAsync(request, ct)).Succeeded(out var form, out var failure))
            return frame.Failed(request, failure);
        var (queue, sent, failed) = (form["antrean"], 0, 0);
        foreach (var key in form.Values.Where(v => v.Key.StartsWith("kunci.", StringComparison.Ordinal)).Select(v => v.Value))
        {
            if ((await replay.RunAsync(request.Caller(), queue, key, ct)).Succeeded(out _, out _))
                sent++;
            else
                failed++;
        }

        return new SeeOther(Path + QueryString.Create(new Dictionary<string, string?>
        {
            ["antrean"] = queue,
            ["dikirim"] = sent.ToString(CultureInfo.InvariantCulture),
            ["gagal"] = failed.ToString(CultureInfo.InvariantCulture),
        }));
    }

    private async Task<IReadOnlyList<LetterQueue>> WaitingAsync(Caller caller, IEnumerable<string> names, CancellationToken ct)
    {
        var found = await Task.WhenAll(names.Select(async name => (Name: name, Page: await list.RunAsync(caller, name, null, ct))));
        return
        [
            .. found.Select(f => (f.Name, Page: f.Page.Succeeded(out var page, out _) ? page : new DeadLetterPage([], null)))
                .Select(f => (f.Name, f.Page.Next, Letters: f.Page.Items.Where(l => l.ReplayedAt is null).ToList())).Where(f => f.Letters.Count > 0)
                .Select(f => new LetterQueue(f.Name, f.Letters.Count, f.Next is not null, f.Letters.Max(l => l.KeptAt))),
        ];
    }

    // The message itself stays in storage: whoever looks here needs what it was and when, and its text may be anybody's.
    private static LetterModel Show(DeadLetter letter)
    {
        try
        {
            var message = letter.Body is null ? null : Message.Read(letter.Body);
            return new LetterModel(letter, message?.Type, message?.Id);
        }
        catch (Exception e) when (e is ArgumentException or System.Text.Json.JsonException)
        {
            return new LetterModel(letter, null, null);
        }
    }
}
