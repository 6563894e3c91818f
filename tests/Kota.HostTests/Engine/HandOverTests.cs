using System.Net.Http.Json;
using System.Text.Json;
using Kota.Functions.Identity;
using Kota.HostTests.BlackBox;
using Kota.TestKit;

namespace Kota.HostTests.Engine;

/// <summary>When an officer leaves, what they had goes to a colleague; while one is away, a deputy hears.</summary>
public sealed class HandOverTests(AzuriteFixture azurite) : IDisposable
{
    private readonly MailFolder mails = new();

    public void Dispose() => mails.Dispose();

    [Fact]
    public async Task Open_cases_change_hands_once_with_a_step_in_their_history_and_others_stay()
    {
        await using var host = await StartAsync();
        using var head = await Visitor.SignInAsync(host, "kepala-dpuprpkp");
        using var officer = await Visitor.SignInAsync(host, "petugas-dpuprpkp");
        await PutContactAsync(head, "penerus");
        var theirs = new List<string>();
        using var reporter = new Visitor(host.NewClient());
        foreach (var n in Enumerable.Range(0, 4))
        {
            var id = (await reporter.ReportAsync()).Id;
            await host.DrainAsync();
            if (n == 3)
                continue;
            using var accepted = await officer.ActAsync(id, 2, "accept");
            await Visitor.JsonAsync(accepted, 200);
            theirs.Add(id);
        }

        var from = DemoPeople.Find("petugas-dpuprpkp")!.Subject;
        using (var asked = await head.SendAsync(HttpMethod.Post, "/api/v1/agencies/dpuprpkp/handovers", JsonContent.Create(new { from, to = "penerus" })))
            Assert.Equal(0, (await Visitor.JsonAsync(asked, 202)).GetProperty("moved").GetInt32());
        await host.DrainAsync();

        using var listed = await head.SendAsync(HttpMethod.Get, "/api/v1/agencies/dpuprpkp/handovers", null);
        var view = Assert.Single((await Visitor.JsonAsync(listed, 200)).EnumerateArray());
        Assert.Equal((3, JsonValueKind.String), (view.GetProperty("moved").GetInt32(), view.GetProperty("doneAt").ValueKind));
        foreach (var id in theirs)
        {
            Assert.Contains(await officer.TimelineAsync(id), s => s.GetProperty("action").GetProperty("code").GetString() == "handover");
            Assert.DoesNotContain(await reporter.TimelineAsync(id), s => s.GetProperty("action").GetProperty("code").GetString() == "handover");
        }
    }

    [Fact]
    public async Task A_wish_that_cannot_be_met_names_what_is_wrong()
    {
        await using var host = await StartAsync();
        using var head = await Visitor.SignInAsync(host, "kepala-dpuprpkp");
        await PutContactAsync(head, "penerus");
        foreach (var (body, pointer, code) in new[] { ((object)new { from = "penerus", to = "penerus" }, "/to", "handover-to-same"), (new { from = "a b", to = "penerus" }, "/from", "contact-subject"), (new { from = "x", to = "nobody" }, "/to", "unknown-contact") })
        {
            using var refused = await head.SendAsync(HttpMethod.Post, "/api/v1/agencies/dpuprpkp/handovers", JsonContent.Create(body));
            var error = (await Visitor.JsonAsync(refused, 400)).GetProperty("errors")[0];
            Assert.Equal((pointer, code), (error.GetProperty("pointer").GetString(), error.GetProperty("code").GetString()));
        }

        using var elsewhere = await head.SendAsync(HttpMethod.Post, "/api/v1/agencies/dishub/handovers", JsonContent.Create(new { from = "x", to = "penerus" }));
        Assert.Equal(403, (int)elsewhere.StatusCode);
    }

    [Fact]
    public async Task A_deputy_hears_while_somebody_is_away_and_not_after()
    {
        await using var host = await StartAsync();
        using var head = await Visitor.SignInAsync(host, "kepala-dpuprpkp");
        await PutContactAsync(head, "wakil", role: "agencyHead");
        await PutContactAsync(head, "petugas", away: new { from = "2026-02-01", to = "2026-02-03", deputy = "wakil" });
        using var reporter = new Visitor(host.NewClient());
        var first = (await reporter.ReportAsync()).Id;
        await host.DrainAsync();
        Assert.Equal([$"{first}.2.wakil.mail"], mails.Sent());

        host.Clock.Advance(TimeSpan.FromHours(16));
        var second = (await reporter.ReportAsync()).Id;
        await host.DrainAsync();
        Assert.Contains($"{second}.2.petugas.mail", mails.Sent());
        Assert.Equal(2, mails.Sent().Length);
        await PutContactAsync(head, "lain", away: new { from = "2026-02-03", to = "2026-02-01", deputy = "nobody" }, status: 400);
    }

    private Task<KotaTestHost> StartAsync() => mails.StartAsync(azurite);

    private static async Task PutContactAsync(Visitor caller, string subject, string role = "officer", object? away = null, int status = 200)
    {
        var body = JsonContent.Create(new { email = $"{subject}@example.invalid", role, away });
        using var response = await caller.SendAsync(HttpMethod.Put, $"/api/v1/agencies/dpuprpkp/contacts/{subject}", body, ("If-Match", "\"0\""));
        await Visitor.JsonAsync(response, status);
    }
}
