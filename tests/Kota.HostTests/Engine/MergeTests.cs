using System.Net.Http.Json;
using System.Text.Json;
using Kota.HostTests.BlackBox;
using Kota.TestKit;

namespace Kota.HostTests.Engine;

/// <summary>Officers merge what is the same and split what is not; the people of a case hear of it and go along.</summary>
public sealed class MergeTests(AzuriteFixture azurite) : IDisposable
{
    private readonly MailFolder mails = new();

    public void Dispose() => mails.Dispose();

    [Fact]
    public async Task The_people_of_a_merged_case_follow_the_other_and_come_back_with_a_split()
    {
        await using var host = await StartAsync();
        var first = await ReportAsync(host, "satu@example.invalid");
        var second = await ReportAsync(host, "dua@example.invalid");
        await FollowAsync(host, second, "tiga@example.invalid");
        using var officer = await Visitor.SignInAsync(host, "petugas-dpuprpkp");
        await ActAsync(host, officer, second, "merge", new { into = first.ToLowerInvariant() });

        using var anyone = new Visitor(host.NewClient());
        var merged = await anyone.ReadAsync(second);
        Assert.Equal(("merged", first, true), (Visitor.StateOf(merged), merged.GetProperty("mergedInto").GetString(), merged.GetProperty("closed").GetBoolean()));
        Assert.Equal(2, (await anyone.ReadAsync(first)).GetProperty("followers").GetInt32());
        Assert.Contains(Mails(), m => m.To == "dua@example.invalid" && m.Text.Contains(first, StringComparison.Ordinal));
        Assert.Contains(Mails(), m => m.To == "tiga@example.invalid" && m.Text.Contains(first, StringComparison.Ordinal));

        mails.Clear();
        await ActAsync(host, officer, first, "accept");
        Assert.Equal(["dua@example.invalid", "satu@example.invalid", "tiga@example.invalid"], Mails().Select(m => m.To).Order());

        await ActAsync(host, officer, second, "split");
        var split = await anyone.ReadAsync(second);
        Assert.Equal("forwarded", Visitor.StateOf(split));
        Assert.False(split.TryGetProperty("mergedInto", out var into) && into.ValueKind != JsonValueKind.Null);
        Assert.True(split.TryGetProperty("due", out _));
        Assert.Equal(0, (await anyone.ReadAsync(first)).GetProperty("followers").GetInt32());
        mails.Clear();
        using (var answered = await officer.AnswerAsync(first, 3, "Lubang sudah ditambal dengan aspal.", SamplePhotos.Jpeg(80, 60)))
            await Visitor.JsonAsync(answered, 200);
        await host.DrainAsync();
        Assert.Equal(["satu@example.invalid"], Mails().Select(m => m.To));
    }

    [Fact]
    public async Task Somebody_who_reported_and_followed_is_counted_once()
    {
        await using var host = await StartAsync();
        using var citizen = await Visitor.SignInAsync(host, "warga");
        var first = await ReportAsync(host, "satu@example.invalid");
        using (var followed = await citizen.SendAsync(HttpMethod.Post, $"/api/v1/submissions/{first}/followers", JsonContent.Create(new { })))
            await Visitor.JsonAsync(followed, 201);
        using var sent = await citizen.SubmitAsync(Visitor.Pothole());
        var second = (await Visitor.JsonAsync(sent, 201)).GetProperty("id").GetString()!;
        await host.DrainAsync();
        using var officer = await Visitor.SignInAsync(host, "petugas-dpuprpkp");
        await ActAsync(host, officer, second, "merge", new { into = first });
        using var anyone = new Visitor(host.NewClient());
        Assert.Equal(1, (await anyone.ReadAsync(first)).GetProperty("followers").GetInt32());

        // Who followed by themselves goes on to follow.
        await ActAsync(host, officer, second, "split");
        Assert.Equal(1, (await anyone.ReadAsync(first)).GetProperty("followers").GetInt32());
    }

    [Fact]
    public async Task Whoever_came_by_a_merge_and_then_follows_by_choice_stays_after_a_split()
    {
        await using var host = await StartAsync();
        using var citizen = await Visitor.SignInAsync(host, "warga");
        var first = await ReportAsync(host, "satu@example.invalid");
        using var sent = await citizen.SubmitAsync(Visitor.Pothole());
        var second = (await Visitor.JsonAsync(sent, 201)).GetProperty("id").GetString()!;
        await host.DrainAsync();
        using var officer = await Visitor.SignInAsync(host, "petugas-dpuprpkp");
        await ActAsync(host, officer, second, "merge", new { into = first });
        using (var followed = await citizen.SendAsync(HttpMethod.Post, $"/api/v1/submissions/{first}/followers", JsonContent.Create(new { })))
            Assert.True((await Visitor.JsonAsync(followed, 201)).GetProperty("followed").GetBoolean());

        await ActAsync(host, officer, second, "split");

        using var anyone = new Visitor(host.NewClient());
        Assert.Equal(1, (await anyone.ReadAsync(first)).GetProperty("followers").GetInt32());
    }

    [Fact]
    public async Task Whoever_stopped_following_stays_away_and_a_split_makes_no_agency_punctual()
    {
        await using var host = await StartAsync();
        var first = await ReportAsync(host, "satu@example.invalid");
        using var citizen = await Visitor.SignInAsync(host, "warga");
        using var sent = await citizen.SubmitAsync(Visitor.Pothole());
        var second = (await Visitor.JsonAsync(sent, 201)).GetProperty("id").GetString()!;
        await host.DrainAsync();
        host.Clock.Advance(TimeSpan.FromHours(30));
        await host.RunTimerAsync("EscalateOverdue");
        using var officer = await Visitor.SignInAsync(host, "petugas-dpuprpkp");
        await ActAsync(host, officer, second, "merge", new { into = first });
        using var anyone = new Visitor(host.NewClient());
        Assert.Equal(1, (await anyone.ReadAsync(first)).GetProperty("followers").GetInt32());
        using (var left = await citizen.SendAsync(HttpMethod.Delete, $"/api/v1/submissions/{first}/followers", null))
            Assert.Equal(204, (int)left.StatusCode);
        using (var comment = await officer.SendAsync(HttpMethod.Post, $"/api/v1/submissions/{second}/comments", JsonContent.Create(new { text = "Sama." })))
            await Visitor.JsonAsync(comment, 201);
        await host.DrainAsync();
        Assert.Equal(0, (await anyone.ReadAsync(first)).GetProperty("followers").GetInt32());

        await ActAsync(host, officer, second, "split");
        var clocks = (await officer.ReadAsync(second)).GetProperty("clocks").EnumerateArray().ToDictionary(c => c.GetProperty("code").GetString()!, c => c.GetProperty("level").GetInt32());
        Assert.Equal(1, clocks["respond"]);
    }

    [Fact]
    public async Task What_cannot_be_merged_is_refused_with_the_reason()
    {
        await using var host = await StartAsync();
        var id = await ReportAsync(host, "satu@example.invalid");
        var secret = await ReportAsync(host, "dua@example.invalid", secret: true);
        var closed = await ReportAsync(host, "tiga@example.invalid");
        using var officer = await Visitor.SignInAsync(host, "petugas-dpuprpkp");
        using var elsewhere = await Visitor.SignInAsync(host, "petugas-dishub");
        await ActAsync(host, officer, closed, "merge", new { into = id });

        await RefusedAsync(officer, id, new { into = id }, "merge-with-itself");
        await RefusedAsync(officer, id, new { into = "SBT-0000-0000-0000-0" }, "unknown-submission");
        await RefusedAsync(officer, id, new { into = "SBT-0000-0000-0000-1" }, "tracking-id");
        await RefusedAsync(officer, id, new { into = 7 }, "field-type-text");
        await RefusedAsync(officer, id, new { into = secret }, "merge-hidden");
        await RefusedAsync(officer, id, new { into = closed }, "merge-closed");
        await RefusedAsync(officer, id, new { }, "required");
        using var refused = await elsewhere.ActAsync(id, 2, "merge", new { into = closed });
        Assert.Equal(403, (int)refused.StatusCode);
    }

    private Task<KotaTestHost> StartAsync() => mails.StartAsync(azurite);

    private List<(string To, string Text)> Mails() => [.. mails.Files("*").Select(f =>
    {
        using var mail = MimeKit.MimeMessage.Load(f);
        return (mail.To.Mailboxes.Single().Address, mail.TextBody!);
    })];

    // A minute later each time: a follower hears of what happens after they came.
    private static async Task ActAsync(KotaTestHost host, Visitor officer, string id, string action, object? inputs = null)
    {
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        var seen = await officer.ReadAsync(id);
        using var response = await officer.ActAsync(id, seen.GetProperty("version").GetInt32(), action, inputs);
        await Visitor.JsonAsync(response, 200);
        await host.DrainAsync();
    }

    private static async Task RefusedAsync(Visitor officer, string id, object inputs, string code)
    {
        using var response = await officer.ActAsync(id, 2, "merge", inputs);
        var error = (await Visitor.JsonAsync(response, 400)).GetProperty("errors")[0];
        Assert.Equal(("/inputs/into", code), (error.GetProperty("pointer").GetString(), error.GetProperty("code").GetString()));
    }

    private async Task FollowAsync(KotaTestHost host, string id, string email)
    {
        using var follower = new Visitor(host.NewClient());
        using var response = await follower.SendAsync(HttpMethod.Post, $"/api/v1/submissions/{id}/followers", JsonContent.Create(new { email }), ("Idempotency-Key", Guid.NewGuid().ToString()));
        await Visitor.JsonAsync(response, 201);
        await host.DrainAsync();
        await Confirmation.GiveAsync(follower, mails, id);
    }

    private static async Task<string> ReportAsync(KotaTestHost host, string email, bool secret = false)
    {
        using var reporter = new Visitor(host.NewClient());
        var form = Visitor.Pothole();
        form.Add(new StringContent(email), "fields.email");
        if (secret)
            form.Add(new StringContent("true"), "secret");
        using var sent = await reporter.SubmitAsync(form);
        var id = (await Visitor.JsonAsync(sent, 201)).GetProperty("id").GetString()!;
        await host.DrainAsync();
        return id;
    }
}
