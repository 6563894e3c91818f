using System.Net.Http.Json;
using System.Text.Json;
using Kota.Functions.Hotspots;
using Kota.HostTests.BlackBox;
using Kota.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Kota.HostTests.Engine;

/// <summary>Outages that belong together are one incident. Each test has a city of its own, of all 551 points.</summary>
public sealed class IncidentTests(AzuriteFixture azurite)
{
    private const string Provider = "Penyedia Contoh B";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_provider_that_is_cut_off_is_one_incident_which_ends_when_its_points_are_back()
    {
        await using var host = await StartAsync();
        var registry = host.Services.GetRequiredService<HotspotRegistry>();
        var all = await registry.AllAsync(Ct);
        var cut = all.Where(h => h.Provider == Provider).ToList();
        await PingAsync(host, all);
        foreach (var _ in Enumerable.Range(0, 3))
        {
            host.Clock.Advance(TimeSpan.FromMinutes(5));
            await PingAsync(host, all.Except(cut));
            await MinuteAsync(host);
        }

        await MinuteAsync(host);
        var incident = Assert.Single(await ListAsync(host.Client));
        Assert.Equal(("provider", cut.Count, cut.Count), (incident.GetProperty("scope").GetString(), incident.GetProperty("down").GetInt32(), incident.GetProperty("points").GetArrayLength()));
        Assert.False(incident.TryGetProperty("key", out _));

        var since = host.Clock.GetUtcNow();
        await PingAsync(host, cut);
        await MinuteAsync(host);
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        await PingAsync(host, all);
        await MinuteAsync(host);
        await MinuteAsync(host);
        Assert.Empty(await ListAsync(host.Client));
        var ended = Assert.Single(await ListAsync(host.Client, "?month=2026-02"));
        Assert.Equal((since, 0), (ended.GetProperty("closedAt").GetDateTimeOffset(), ended.GetProperty("down").GetInt32()));
    }

    [Fact]
    public async Task Diskominfo_takes_an_incident_on_says_its_cause_and_others_only_see_that()
    {
        await using var host = await StartAsync();
        using var admin = await Visitor.SignInAsync(host, "admin");
        using var officer = await Visitor.SignInAsync(host, "petugas-dishub");
        await PingAsync(host, (await host.Services.GetRequiredService<HotspotRegistry>().AllAsync(Ct)).Take(1));
        host.Clock.Advance(TimeSpan.FromMinutes(17));
        await MinuteAsync(host);
        var id = Assert.Single(await ListAsync(host.Client)).GetProperty("id").GetString()!;

        using (var refused = await ChangeAsync(officer, id, 1, new { acknowledge = true }))
            await Visitor.ProblemAsync(refused, 403);
        using (var nothing = await ChangeAsync(admin, id, 1, new { }))
            await Visitor.ProblemAsync(nothing, 400);
        using (var stale = await ChangeAsync(admin, id, 9, new { acknowledge = true }))
            await Visitor.ProblemAsync(stale, 412, "stale");
        using (var unknown = await ChangeAsync(admin, "x", 1, new { acknowledge = true }))
            await Visitor.ProblemAsync(unknown, 404, "incident-unknown");
        using (var taken = await ChangeAsync(admin, id, 1, new { acknowledge = true, cause = "Kabel putus", note = "Teknisi di jalan." }))
            Assert.Equal(2, Visitor.VersionOf(await Visitor.JsonAsync(taken, 200)));

        var seen = Assert.Single(await ListAsync(host.Client));
        Assert.Equal("Kabel putus", seen.GetProperty("cause").GetString());
        Assert.False(seen.TryGetProperty("notes", out _));
        using var list = await officer.SendAsync(HttpMethod.Get, "/api/v1/incidents", null);
        Assert.Equal("Teknisi di jalan.", (await Visitor.JsonAsync(list, 200)).GetProperty("items")[0].GetProperty("notes")[0].GetProperty("text").GetString());
        using var bad = await host.Client.GetAsync("/api/v1/incidents?month=yesterday", Ct);
        Assert.NotEmpty(Visitor.ErrorsOf(await Visitor.ProblemAsync(bad, 400))["/month"]);
    }

    private Task<KotaTestHost> StartAsync() =>
        KotaTestHost.StartAsync(azurite, new KotaTestHostOptions { Settings = new Dictionary<string, string?> { ["Kota__Hotspots__Demo"] = "true", ["Kota__Hotspots__PingsPerMinute"] = "1000" } });

    // What the timers do in a minute.
    private static async Task MinuteAsync(KotaTestHost host)
    {
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.RunTimerAsync("FindSilentHotspots");
        await host.RunTimerAsync("WatchIncidents");
    }

    private static Task<string[]> PingAsync(KotaTestHost host, IEnumerable<Hotspot> points)
    {
        var keys = host.Services.GetRequiredService<PingKeys>();
        return Task.WhenAll(points.Select(p => host.Client.GetStringAsync($"/ping/{keys.Write(p.Id, 1)}", Ct)));
    }

    private static Task<HttpResponseMessage> ChangeAsync(Visitor visitor, string id, int version, object body) =>
        visitor.SendAsync(HttpMethod.Post, "/api/v1/incidents/" + id, JsonContent.Create(body), ("If-Match", $"\"{version}\""));

    private static async Task<IReadOnlyList<JsonElement>> ListAsync(HttpClient client, string query = "")
    {
        using var response = await client.GetAsync("/api/v1/incidents" + query, Ct);
        return [.. (await Visitor.JsonAsync(response, 200)).GetProperty("items").EnumerateArray()];
    }
}
