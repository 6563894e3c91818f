using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Kota.HostTests.BlackBox;
using Kota.HostTests.Engine;
using Kota.TestKit;
using MimeKit;

namespace Kota.HostTests.MadeUpCity;

/// <summary>
/// Two weeks of a made-up city across a holiday, and two more for what they leave: each clock right to the minute, every notice there, none
/// twice. KOTA_CITY_REPORTS makes it larger: 3,000 is a real city's fortnight.
/// </summary>
public sealed class TwoWeeksTests(AzuriteFixture azurite, ITestOutputHelper output) : IDisposable
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static readonly int Reports =
        int.TryParse(Environment.GetEnvironmentVariable("KOTA_CITY_REPORTS"), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 40;

    private readonly MailFolder mails = new();

    public void Dispose() => mails.Dispose();

    [Fact]
    public async Task Each_clock_is_right_to_the_minute_and_every_notice_comes_once()
    {
        await using var gateway = await WebhookReceiver.StartAsync();
        await using var hook = await WebhookReceiver.StartAsync();
        await using var host = await KotaTestHost.StartAsync(azurite, new KotaTestHostOptions
        {
            Now = Fortnight.Start.ToUniversalTime(),
            Settings = new Dictionary<string, string?>
            {
                ["Kota__Mail__Folder"] = mails.Path,
                ["Kota__Gateway__Url"] = gateway.Url,
                ["Kota__Gateway__Secret"] = Secret,
            },
        });
        using var admin = await Visitor.SignInAsync(host, "admin");
        await PrepareAsync(admin, hook.Url);
        using var fortnight = new Fortnight(host, mails);

        // Receivers that are away at first lose nothing.
        gateway.Refuse(3, 503);
        hook.Refuse(3, 503);
        await fortnight.RunAsync(Reports);
        foreach (var _ in Enumerable.Range(0, 3))
        {
            host.Clock.Advance(TimeSpan.FromHours(1));
            await host.RunTimerAsync("SendWaitingNotices");
            await host.RunTimerAsync("SendWebhooks");
        }

        var histories = new Dictionary<MadeUpCase, IReadOnlyList<Step>>();
        foreach (var @case in fortnight.Cases)
            histories[@case] = await HistoryAsync(admin, @case.Id);
        var faults = histories.SelectMany(h => ExpectedClocks.Faults(h.Value, City.Categories[h.Key.Category].Kind, Fortnight.End).Select(f => $"{h.Key.Id}: {f}")).ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(20)));

        var sent = Sent(gateway, hook).ToList();
        var expected = histories.SelectMany(h => ExpectedNotices.Of(h.Key, h.Value)).ToList();
        Assert.Equal(Reports, fortnight.Cases.Count);
        Assert.Equal([], sent.GroupBy(s => s).Where(g => g.Count() > 1).Select(g => g.Key));
        Assert.True(sent.ToHashSet().IsSupersetOf(expected), Explain("missing", expected.Except(sent), histories));
        Assert.True(expected.ToHashSet().IsSupersetOf(sent), Explain("not expected", sent.Except(expected), histories));
        Assert.Equal(expected.Count, sent.Count);
        CheckDigests(histories);
        output.WriteLine($"{Reports} reports, {histories.Sum(h => h.Value.Count)} steps, {histories.Sum(h => h.Value.Count(s => s.Action is "warn" or "escalate"))} ends of clocks, {sent.Count} notices");
    }

    private static async Task PrepareAsync(Visitor admin, string hook)
    {
        foreach (var agency in City.MailedOfficers)
            await PutContactAsync(admin, agency, "officer", new { email = City.OfficerOf(agency), role = "officer" });
        await PutContactAsync(admin, "dlh", "officer", new { email = City.OfficerOf("dlh"), role = "officer", daily = true });
        foreach (var agency in City.Heads)
            await PutContactAsync(admin, agency, "head", new { email = City.HeadOf(agency), role = "agencyHead" });
        await PutContactAsync(admin, "diskominfo", "admin", new { email = City.Admin, role = "cityAdmin" });
        using var added = await admin.SendAsync(HttpMethod.Post, "/api/v1/webhooks", JsonContent.Create(new { url = hook, service = "sambat", category = City.HookedCategory }));
        await Visitor.JsonAsync(added, 201);
    }

    private static async Task PutContactAsync(Visitor admin, string agency, string subject, object body)
    {
        using var response = await admin.SendAsync(HttpMethod.Put, $"/api/v1/agencies/{agency}/contacts/{subject}", JsonContent.Create(body), ("If-Match", "\"0\""));
        await Visitor.JsonAsync(response, 200);
    }

    private static async Task<IReadOnlyList<Step>> HistoryAsync(Visitor admin, string id) => [.. (await admin.TimelineAsync(id)).Select(s => new Step(
        s.GetProperty("seq").GetInt32(), s.GetProperty("at").GetDateTimeOffset(), s.GetProperty("action").GetProperty("code").GetString()!, s.GetProperty("by").GetString()!,
        s.GetProperty("agency").GetProperty("code").GetString()!, s.GetProperty("state").GetProperty("code").GetString()!,
        s.TryGetProperty("clock", out var clock) && clock.ValueKind == JsonValueKind.Object ? clock.GetProperty("code").GetString() : null,
        s.TryGetProperty("level", out var level) && level.ValueKind == JsonValueKind.Number ? level.GetInt32() : null))];

    private IEnumerable<Notice> Sent(WebhookReceiver gateway, WebhookReceiver hook)
    {
        foreach (var file in mails.Files("SBT-*"))
        {
            using var mail = MimeMessage.Load(file);
            yield return new Notice(About(Path.GetFileName(file), '.'), mail.To.Mailboxes.Single().Address);
        }

        foreach (var text in gateway.Taken)
            yield return new Notice(About(text.Id, '_'), text.Json().GetProperty("data").GetProperty("to").GetString()!);
        foreach (var step in hook.Taken)
            yield return new Notice(About(step.Id, '_'), "webhook");
    }

    private static string Explain(string what, IEnumerable<Notice> notices, Dictionary<MadeUpCase, IReadOnlyList<Step>> histories) => string.Join('\n', notices.Take(5)
        .Select(n => $"{what}: {n}\n  {string.Join("\n  ", histories.First(h => n.About.StartsWith(h.Key.Id, StringComparison.Ordinal)).Value)}"));

    // SBT-….3.reporter.mail is about step 3 of that case.
    private static string About(string id, char separator) => string.Join('.', id.Split(separator).Take(2));

    // DLH's officer gets one on each working day on which the agency had something to do at half past six, and on no other.
    private void CheckDigests(Dictionary<MadeUpCase, IReadOnlyList<Step>> histories)
    {
        var digests = mails.Files("digest.*").Select(f => Path.GetFileName(f).Split('.')[1]).Order().ToList();
        var busy = Enumerable.Range(0, 28).Select(n => Fortnight.Start.AddDays(n).AddHours(6.5))
            .Where(at => Almanac.IsWorkingDay(Almanac.DayOf(at)) && histories.Values.Any(h => HasWork(h, at)))
            .Select(at => Almanac.DayOf(at).ToString("yyyyMMdd", CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(digests.Distinct(), digests);
        Assert.Equal([], digests.Except(busy));
    }

    private static bool HasWork(IReadOnlyList<Step> steps, DateTimeOffset at) =>
        steps.LastOrDefault(s => s.At < at) is { Agency: "dlh", State: not ("closed" or "rejected" or "merged") };
}
