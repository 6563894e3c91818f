using System.Net.Http.Json;
using Kota.Functions.Submissions.UseCases;
using Kota.HostTests.BlackBox;
using Kota.HostTests.Engine;
using Kota.TestKit;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace Kota.HostTests.MadeUpCity;

/// <summary>
/// Lets a made-up city report for two weeks, and its agencies answer, dawdle, ask and pass on, by dice that always fall alike. What people
/// do falls on every tenth minute and is done side by side; clocks are looked at in each minute in which one may end, and the minute before.
/// </summary>
internal sealed class Fortnight : IDisposable
{
    private const int Slot = 10, Days = 14, MoreDays = 14, AtOnce = 8;

    public static readonly DateTimeOffset Start = Almanac.At(2, 9);
    public static readonly DateTimeOffset End = Start.AddDays(Days + MoreDays);

    private static readonly string[] Acting = ["dpuprpkp", "dishub", "dlh"];
    private static readonly byte[] Photo = SamplePhotos.Jpeg(64, 48);

    private readonly KotaTestHost host;
    private readonly Random dice = new(7);
    private readonly SortedDictionary<DateTimeOffset, List<Func<Task>>> agenda = [];
    private readonly SortedSet<DateTimeOffset> looks = [];
    private readonly Dictionary<string, Visitor> officers = [];
    private readonly Visitor guest;

    private readonly MailFolder mails;

    public Fortnight(KotaTestHost host, MailFolder mails)
    {
        this.host = host;
        this.mails = mails;
        guest = new Visitor(host.NewClient());
    }

    public List<MadeUpCase> Cases { get; } = [];

    public void Dispose()
    {
        guest.Dispose();
        foreach (var officer in officers.Values)
            officer.Dispose();
    }

    public async Task RunAsync(int reports)
    {
        foreach (var agency in Acting)
            officers[agency] = await Visitor.SignInAsync(host, "petugas-" + agency);
        foreach (var n in Enumerable.Range(0, reports))
        {
            var draft = Draft(n);
            Plan(Start.AddDays(dice.Next(Days)).AddHours(6).AddMinutes(dice.Next(16 * 6) * Slot), () => ReportAsync(draft));
        }

        for (var day = 0; day < Days + MoreDays; day++)
            Plan(Start.AddDays(day).AddHours(6.5), () => host.RunTimerAsync("SendDigests"));
        while (Next() is { } now && now <= End)
            await StepAsync(now);
        await GoToAsync(End);
    }

    private DateTimeOffset? Next()
    {
        var (act, look) = (agenda.Count > 0 ? agenda.First().Key : DateTimeOffset.MaxValue, looks.Count > 0 ? looks.Min : DateTimeOffset.MaxValue);
        var next = act < look ? act : look;
        return next == DateTimeOffset.MaxValue ? null : next;
    }

    // The sweep comes before what people do in the same minute: it runs at the minute, they need a moment.
    private async Task StepAsync(DateTimeOffset now)
    {
        await GoToAsync(now);
        looks.Remove(now);
        if (!agenda.Remove(now, out var acts))
            return;
        await Parallel.ForEachAsync(acts, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (act, _) => await act());
        await host.DrainAsync();
        foreach (var after in Interlocked.Exchange(ref afterwards, []))
            await after();
    }

    // A minute before an end nothing moves; should something, its history says when. Once an hour what could not be sent is tried again.
    private async Task GoToAsync(DateTimeOffset now)
    {
        var before = host.Clock.GetUtcNow();
        if (now > before)
            host.Clock.SetUtcNow(now.ToUniversalTime());
        await host.Services.GetRequiredService<EscalateOverdue>().RunAsync(TestContext.Current.CancellationToken);
        if (now.Minute % Slot != Slot - 1)
            await host.DrainAsync();
        if (now.UtcDateTime.Hour != before.UtcDateTime.Hour)
        {
            await host.RunTimerAsync("SendWaitingNotices");
            await host.RunTimerAsync("SendWebhooks");
        }
    }

    private List<Func<Task>> afterwards = [];

    private void Plan(DateTimeOffset at, Func<Task> act)
    {
        lock (agenda)
        {
            if (!agenda.TryGetValue(at, out var acts))
                agenda[at] = acts = [];
            acts.Add(act);
        }
    }

    private void In(int slots, Func<Task> act) => Plan(Grid(host.Clock.GetUtcNow()).AddMinutes(Math.Max(1, slots) * Slot), act);

    // What is left of a clock after a question need not be a whole slot from where it goes on.
    private static DateTimeOffset Grid(DateTimeOffset at) => new(at.Ticks - (at.Ticks % TimeSpan.FromMinutes(Slot).Ticks), at.Offset);

    private Report Draft(int n)
    {
        var weight = dice.Next(City.Categories.Values.Sum(c => c.Weight));
        var category = City.Categories.First(c => (weight -= c.Value.Weight) < 0).Key;
        var contact = dice.Next(10) switch { < 6 => $"warga{n}@example.invalid", 6 => $"+6281200{n:D6}", _ => null };
        return new Report(n, category, contact, dice.Next(100), [.. Enumerable.Range(0, 8).Select(_ => dice.Next(1000))]);
    }

    private async Task ReportAsync(Report report)
    {
        var fields = new Dictionary<string, string> { ["title"] = $"Laporan warga nomor {report.Number}", ["description"] = "Sudah lama begini dan belum ada yang datang memperbaiki." };
        if (report.Contact is { } contact)
            fields[contact.StartsWith('+') ? "phone" : "email"] = contact;
        using var response = await guest.SubmitAsync(
            JsonContent.Create(new { category = report.Category, fields, place = new { kelurahan = "35.73.05.1004", rw = 1 + (report.Number % 5) } }), Guid.NewGuid().ToString());
        var receipt = await Visitor.JsonAsync(response, 201);
        var made = new MadeUpCase(receipt.GetProperty("id").GetString()!, receipt.GetProperty("pin").GetString()!, report.Category, report.Contact);
        lock (Cases)
            Cases.Add(made);
        var agency = City.Categories[report.Category].Agency;
        lock (agenda)
        {
            afterwards.Add(() => LookAsync(made));
            if (made.IsPublic && report.Die(0) < 50)
                In(6 + report.Die(1) / 10, () => FollowAsync(made));
            if (Acting.Contains(agency))
                PlanOfficer(made, report, agency);
        }
    }

    private void PlanOfficer(MadeUpCase made, Report report, string agency)
    {
        var first = 3 + report.Die(2) / 5;
        switch (report.Plan)
        {
            case < 15:
                return;
            case < 25:
                var other = Acting[(Array.IndexOf(Acting, agency) + 1) % Acting.Length];
                In(first, () => ActAsync(made, agency, "not_ours", new { reason = "Bukan wewenang dinas kami.", agency = other }));
                In(first + report.Die(3) / 4, () => ActAsync(made, other, "accept"));
                In(first + 300, () => AnswerAsync(made, other, report));
                return;
            case < 40:
                In(first, () => ActAsync(made, agency, "ask", new { question = "Di mana tepatnya lokasinya?" }));
                if (report.Die(4) < 800)
                    In(first + 5 + report.Die(5) / 3, () => ActAsync(made, null, "reply", new { text = "Di depan masjid." }));
                In(first + 400, () => ActAsync(made, agency, "accept"));
                In(first + 900, () => AnswerAsync(made, agency, report));
                return;
            default:
                In(first, () => ActAsync(made, agency, "accept"));
                In(first + 1 + report.Die(3), () => AnswerAsync(made, agency, report));
                return;
        }
    }

    private async Task AnswerAsync(MadeUpCase made, string agency, Report report)
    {
        var version = await VersionAsync(made, agency);
        using (var response = await officers[agency].AnswerAsync(made.Id, version, "Petugas sudah datang dan menanganinya.", Photo))
            _ = response.StatusCode;
        lock (agenda)
        {
            afterwards.Add(() => LookAsync(made));
            if (report.Die(6) < 300)
                In(6 + report.Die(7) / 2, () => ActAsync(made, null, "rate", new { rating = 1 + (report.Number % 5) }));
            else if (report.Die(6) < 400)
                In(6 + report.Die(7) / 2, () => ActAsync(made, null, "reopen", new { reason = "Masalahnya belum selesai juga." }));
        }
    }

    // What does not fit any more is refused, as it would be in life: the histories tell what was done.
    private async Task ActAsync(MadeUpCase made, string? agency, string action, object? inputs = null)
    {
        var version = await VersionAsync(made, agency);
        var who = agency is null ? guest : officers[agency];
        using (var response = await who.ActAsync(made.Id, version, action, inputs, agency is null ? made.Pin : null))
            _ = response.StatusCode;
        lock (agenda)
            afterwards.Add(() => LookAsync(made));
    }

    private async Task FollowAsync(MadeUpCase made)
    {
        var address = $"pengikut-{made.Id}@example.invalid";
        using var response = await guest.SendAsync(
            HttpMethod.Post, $"/api/v1/submissions/{made.Id}/followers", JsonContent.Create(new { email = address }), ("Idempotency-Key", Guid.NewGuid().ToString()));
        await Visitor.JsonAsync(response, 201);
        made.Followers.Add((address, host.Clock.GetUtcNow()));
        lock (agenda)
            afterwards.Add(() => ConfirmAsync(made));
    }

    private async Task ConfirmAsync(MadeUpCase made)
    {
        foreach (var file in mails.QuestionsAbout(made.Id))
        {
            using var mail = MimeMessage.Load(file);
            if (mail.TextBody!.Contains("/notices/confirm/", StringComparison.Ordinal))
                await Confirmation.GiveAsync(guest, mail);
        }
    }

    private async Task<int> VersionAsync(MadeUpCase made, string? agency) =>
        (await (agency is null ? guest : officers[agency]).ReadAsync(made.Id, agency is null ? made.Pin : null)).GetProperty("version").GetInt32();

    // Where to look: around each end that the case names. Whether they are the right ones is asked of the history, by another count.
    private async Task LookAsync(MadeUpCase made)
    {
        var view = await guest.ReadAsync(made.Id, made.Pin);
        var now = host.Clock.GetUtcNow();
        foreach (var clock in view.GetProperty("clocks").EnumerateArray())
        {
            if (!clock.TryGetProperty("due", out var end))
                continue;
            var due = end.GetDateTimeOffset();
            foreach (var at in new[] { due, due.AddHours(-4), Almanac.Before(due, 24 * 60), Almanac.After(due, 24 * 60) })
                AddLook(at, now);
        }

        if (Visitor.StateOf(view) == "answered")
            AddLook(view.GetProperty("changedAt").GetDateTimeOffset().AddDays(10), now);
    }

    private void AddLook(DateTimeOffset at, DateTimeOffset now)
    {
        var minute = new DateTimeOffset(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        foreach (var look in new[] { minute.AddMinutes(-1), minute < at ? minute.AddMinutes(1) : minute })
        {
            if (look > now && look <= End)
                looks.Add(look);
        }
    }

    private sealed record Report(int Number, string Category, string? Contact, int Plan, int[] Dice)
    {
        /// <summary>0 to 999.</summary>
        public int Die(int n) => Dice[n];
    }
}
