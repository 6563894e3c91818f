using System.Net.Http.Json;
using System.Text.Json;
using Kota.HostTests.BlackBox;
using Kota.Kernel.Delivery;
using Kota.TestKit;

namespace Kota.HostTests.Engine;

/// <summary>Whoever asked is told of each step of public cases once, signed, and of nothing that the public may not see.</summary>
public sealed class WebhookTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Each_public_step_comes_once_signed_and_without_personal_data()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var citizen = await Visitor.SignInAsync(host, "warga");
        var hook = await AddAsync(citizen, receiver.Url);
        var id = await ReportAsync(host);
        using var officer = await Visitor.SignInAsync(host, "petugas-dpuprpkp");
        using (var accepted = await officer.ActAsync(id, 2, "accept"))
            await Visitor.JsonAsync(accepted, 200);
        await host.DrainAsync();
        await host.RunTimerAsync("SendWebhooks");
        await host.RunTimerAsync("SendWebhooks");

        var steps = receiver.Taken.OrderBy(r => r.Json().GetProperty("data").GetProperty("seq").GetInt32()).ToList();
        Assert.Equal(["submit", "forward_by_rule", "accept"], steps.Select(s => s.Json().GetProperty("data").GetProperty("action").GetString()));
        Assert.All(steps, s => Assert.Equal(WebhookVerdict.Valid, s.Verify(hook.GetProperty("secret").GetString()!, host.Clock.GetUtcNow())));
        Assert.All(steps, s => Assert.DoesNotContain("zulaikha", System.Text.Encoding.UTF8.GetString(s.Body), StringComparison.OrdinalIgnoreCase));
        Assert.Equal(3, steps.Select(s => s.Id).Distinct().Count());
        Assert.EndsWith($"/laporan/{id}", steps[0].Json().GetProperty("data").GetProperty("page").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_that_is_away_gets_it_later_and_one_that_is_gone_no_more()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var citizen = await Visitor.SignInAsync(host, "warga");
        await AddAsync(citizen, receiver.Url);
        receiver.Refuse(1, 503);
        await ReportAsync(host);
        await host.RunTimerAsync("SendWebhooks");
        Assert.Empty(receiver.Taken);
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await host.RunTimerAsync("SendWebhooks");
        Assert.Equal(2, receiver.Taken.Count);

        receiver.Refuse(int.MaxValue, 410);
        await ReportAsync(host);
        await host.RunTimerAsync("SendWebhooks");
        using var listed = await citizen.SendAsync(HttpMethod.Get, "/api/v1/me/webhooks", null);
        Assert.Equal(0, (await Visitor.JsonAsync(listed, 200)).GetArrayLength());
    }

    [Fact]
    public async Task A_receiver_that_stays_away_for_a_day_is_ended_without_troubling_an_operator()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var citizen = await Visitor.SignInAsync(host, "warga");
        await AddAsync(citizen, receiver.Url);
        receiver.Refuse(int.MaxValue, 500);
        await ReportAsync(host);
        foreach (var _ in Enumerable.Range(0, 8))
        {
            await host.RunTimerAsync("SendWebhooks");
            host.Clock.Advance(TimeSpan.FromHours(13));
        }

        using var listed = await citizen.SendAsync(HttpMethod.Get, "/api/v1/me/webhooks", null);
        Assert.Equal(JsonValueKind.String, (await Visitor.JsonAsync(listed, 200))[0].GetProperty("endedAt").ValueKind);
        using var admin = await Visitor.SignInAsync(host, "admin");
        using var letters = await admin.SendAsync(HttpMethod.Get, "/api/v1/operations/dead-letters?queue=submission-notices", null);
        Assert.Equal(0, (await Visitor.JsonAsync(letters, 200)).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Secret_reports_and_other_categories_stay_away()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var citizen = await Visitor.SignInAsync(host, "warga");
        await AddAsync(citizen, receiver.Url, new { url = receiver.Url, service = "sambat", category = "damaged-road", kelurahan = "35.73.05.1004" });
        await ReportAsync(host, secret: true);
        using var other = new Visitor(host.NewClient());
        using (var sent = await other.SubmitAsync(JsonContent.Create(new { category = "permits", fields = new { title = "Izin usaha", description = "Bagaimana cara mengurus izin usaha?" } })))
            await Visitor.JsonAsync(sent, 201);
        await host.DrainAsync();
        await host.RunTimerAsync("SendWebhooks");

        Assert.Empty(receiver.Taken);
    }

    [Fact]
    public async Task A_repeated_wish_is_one_webhook_another_under_its_key_is_refused_and_bad_ones_are_explained()
    {
        await using var host = await KotaTestHost.StartAsync(azurite, new KotaTestHostOptions { Settings = new Dictionary<string, string?> { ["Kota__Webhooks__AllowPrivate"] = "false" } });
        using var citizen = await Visitor.SignInAsync(host, "warga");
        var first = await AddAsync(citizen, "https://example.com/a", key: "one");
        var again = await AddAsync(citizen, "https://example.com/a", key: "one");
        Assert.Equal(first.ToString(), again.ToString());
        await AddAsync(citizen, "https://example.com/b", key: "one", status: 422);
        await AddAsync(citizen, "x", new { url = "http://10.0.0.1/", service = "none", kelurahan = "1" }, status: 400, pointers: ["/url", "/service", "/kelurahan"]);
        foreach (var bad in new[] { "https://127.0.0.1/", "https://user@example.com/", "ftp://example.com/", "https://example.com:25/", "example.com", "https://[::1]/" })
            await AddAsync(citizen, bad, status: 400, pointers: ["/url"]);

        using var stranger = await Visitor.SignInAsync(host, "warga-2");
        using var refused = await stranger.SendAsync(HttpMethod.Delete, $"/api/v1/webhooks/{first.GetProperty("id").GetString()}", null);
        Assert.Equal(404, (int)refused.StatusCode);
        using var ended = await citizen.SendAsync(HttpMethod.Delete, $"/api/v1/webhooks/{first.GetProperty("id").GetString()}", null);
        Assert.Equal(204, (int)ended.StatusCode);
        foreach (var n in Enumerable.Range(0, 10))
            await AddAsync(citizen, $"https://example.com/{n}");
        await AddAsync(citizen, "https://example.com/more", status: 409);
    }

    [Fact]
    public async Task A_reporter_without_mail_hears_by_the_gateway_of_short_messages()
    {
        await using var gateway = await WebhookReceiver.StartAsync();
        const string secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        await using var host = await KotaTestHost.StartAsync(azurite, new KotaTestHostOptions
        {
            Settings = new Dictionary<string, string?> { ["Kota__Gateway__Url"] = gateway.Url, ["Kota__Gateway__Secret"] = secret },
        });
        var id = await ReportAsync(host, phone: "0812-3456-7890");
        var messages = gateway.Taken.Select(m => m.Json().GetProperty("data")).ToList();

        Assert.Equal(2, messages.Count);
        Assert.All(messages, m => Assert.Equal("+6281234567890", m.GetProperty("to").GetString()));
        Assert.All(messages, m => Assert.Contains($"/lacak/{id}", m.GetProperty("text").GetString(), StringComparison.Ordinal));
        Assert.All(gateway.Taken, m => Assert.Equal(WebhookVerdict.Valid, m.Verify(secret, host.Clock.GetUtcNow())));
        Assert.DoesNotContain(host.Logs.Lines, l => l.Text.Contains("81234567890", StringComparison.Ordinal));
    }

    private static async Task<JsonElement> AddAsync(Visitor caller, string url, object? body = null, string? key = null, int status = 201, params string[] pointers)
    {
        using var response = await caller.SendAsync(HttpMethod.Post, "/api/v1/webhooks", JsonContent.Create(body ?? new { url }), ("Idempotency-Key", key));
        var answer = await Visitor.JsonAsync(response, status);
        if (pointers.Length > 0)
            Assert.Equal(pointers, answer.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("pointer").GetString()!));
        return answer;
    }

    private static async Task<string> ReportAsync(KotaTestHost host, bool secret = false, string? phone = null)
    {
        using var reporter = new Visitor(host.NewClient());
        var form = Visitor.Pothole();
        form.Add(new StringContent(phone ?? "zulaikha@example.invalid"), phone is null ? "fields.email" : "fields.phone");
        if (secret)
            form.Add(new StringContent("true"), "secret");
        using var sent = await reporter.SubmitAsync(form);
        var id = (await Visitor.JsonAsync(sent, 201)).GetProperty("id").GetString()!;
        await host.DrainAsync();
        return id;
    }
}
