using System.Net.Http.Json;
using System.Text.Json;
using Kota.HostTests.BlackBox;
using Kota.TestKit;

namespace Kota.HostTests.Engine;

/// <summary>The city's admin enters points, gives out their keys, pauses and retires them.</summary>
public sealed class HotspotRegistryTests(AzuriteFixture azurite)
{
    private const string Path = "/api/v1/hotspots/taman-merjosari";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_point_is_entered_pings_with_its_key_and_is_seen_by_everybody_without_its_cost()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var admin = await Visitor.SignInAsync(host, "admin");
        using var auditor = await Visitor.SignInAsync(host, "auditor");
        var entered = await PutAsync(admin, 0, Body());
        Assert.Equal((1, "new"), (entered.GetProperty("hotspot").GetProperty("version").GetInt32(), entered.GetProperty("now").GetProperty("status").GetString()));

        var key = await KeyAsync(admin);
        Assert.Equal("OK", await host.Client.GetStringAsync(key.GetProperty("path").GetString(), Ct));
        host.Clock.Advance(TimeSpan.FromSeconds(3));
        using var seen = await host.Client.GetAsync("/api/v1/hotspots.geojson?status=up", Ct);
        var feature = (await Visitor.JsonAsync(seen, 200)).GetProperty("features")[0];
        Assert.Equal(("taman-merjosari", 112.6083), (feature.GetProperty("id").GetString(), feature.GetProperty("geometry").GetProperty("coordinates")[0].GetDouble()));
        Assert.DoesNotContain("PT Contoh", feature.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("212000", feature.GetRawText(), StringComparison.Ordinal);
        using var read = await auditor.SendAsync(HttpMethod.Get, Path, null);
        Assert.Equal(212_000, (await Visitor.JsonAsync(read, 200)).GetProperty("hotspot").GetProperty("monthlyCost").GetInt64());
        using var guarded = await auditor.SendAsync(HttpMethod.Get, Path + "/key", null);
        await Visitor.ProblemAsync(guarded, 403);
    }

    [Fact]
    public async Task A_rotated_key_holds_a_week_beside_its_successor()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var admin = await Visitor.SignInAsync(host, "admin");
        await PutAsync(admin, 0, Body());
        var old = (await KeyAsync(admin)).GetProperty("path").GetString()!;
        using (var stale = await admin.SendAsync(HttpMethod.Post, Path + "/key", null, ("If-Match", "\"7\"")))
            await Visitor.ProblemAsync(stale, 412, "stale");
        using var rotated = await admin.SendAsync(HttpMethod.Post, Path + "/key", null, ("If-Match", "\"1\""));
        var fresh = await Visitor.JsonAsync(rotated, 200);
        Assert.Equal((2, 2), (fresh.GetProperty("keyVersion").GetInt32(), fresh.GetProperty("version").GetInt32()));

        Assert.Equal(("OK", "OK"), (await host.Client.GetStringAsync(old, Ct), await host.Client.GetStringAsync(fresh.GetProperty("path").GetString(), Ct)));
        host.Clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromMinutes(1));
        using var gone = await host.Client.GetAsync(old, Ct);
        await Visitor.ProblemAsync(gone, 404, "ping-key-unknown");
        Assert.Equal("OK", await host.Client.GetStringAsync(fresh.GetProperty("path").GetString(), Ct));
    }

    [Fact]
    public async Task A_paused_point_is_never_down_and_one_that_goes_on_is_watched_though_it_does_not_ping()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var admin = await Visitor.SignInAsync(host, "admin");
        await PutAsync(admin, 0, Body());
        var path = (await KeyAsync(admin)).GetProperty("path").GetString()!;
        await host.Client.GetStringAsync(path, Ct);
        await PutAsync(admin, 1, Body("paused"));
        host.Clock.Advance(TimeSpan.FromHours(3));
        await host.RunTimerAsync("FindSilentHotspots");
        Assert.Equal("paused", await StatusAsync(admin));

        await PutAsync(admin, 2, Body());
        host.Clock.Advance(TimeSpan.FromMinutes(12));
        await host.RunTimerAsync("FindSilentHotspots");
        Assert.Equal("down", await StatusAsync(admin));

        await PutAsync(admin, 3, Body("retired"));
        using var retired = await host.Client.GetAsync(path, Ct);
        await Visitor.ProblemAsync(retired, 404, "ping-key-unknown");
        using var list = await host.Client.GetAsync("/api/v1/hotspots", Ct);
        Assert.Empty((await Visitor.JsonAsync(list, 200)).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_shorter_interval_holds_from_the_next_ping_on()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var admin = await Visitor.SignInAsync(host, "admin");
        await PutAsync(admin, 0, Body(interval: 86_400, grace: 86_400));
        var path = (await KeyAsync(admin)).GetProperty("path").GetString()!;
        await host.Client.GetStringAsync(path, Ct);
        await PutAsync(admin, 1, Body());
        await host.Client.GetStringAsync(path, Ct);
        host.Clock.Advance(TimeSpan.FromMinutes(12));
        await host.RunTimerAsync("FindSilentHotspots");

        Assert.Equal("down", await StatusAsync(admin));
    }

    [Fact]
    public async Task Bad_points_name_their_fields_and_changes_must_name_the_version()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var admin = await Visitor.SignInAsync(host, "admin");
        var bad = new { name = " ", kelurahan = "35.73.05.1004", rw = 99, lat = 1.0, lon = 2.0, provider = new string('x', 101), mbps = 0, monthlyCost = -1, intervalSeconds = 5, graceSeconds = 99_999 };
        using (var refused = await SendAsync(admin, 0, bad))
        {
            Assert.Equal(
                ["/graceSeconds", "/intervalSeconds", "/lat", "/mbps", "/monthlyCost", "/name", "/provider", "/rw"],
                Visitor.ErrorsOf(await Visitor.ProblemAsync(refused, 400)).Select(e => e.Key).Order(StringComparer.Ordinal));
        }

        using (var unnamed = await admin.SendAsync(HttpMethod.Put, Path, JsonContent.Create(Body())))
            await Visitor.ProblemAsync(unnamed, 428, "if-match-needed");
        using (var id = await admin.SendAsync(HttpMethod.Put, "/api/v1/hotspots/x_", JsonContent.Create(Body()), ("If-Match", "\"0\"")))
            await Visitor.ProblemAsync(id, 400);
        await PutAsync(admin, 0, Body());
        using (var stale = await SendAsync(admin, 0, Body("paused")))
            await Visitor.ProblemAsync(stale, 412, "stale");
        var racers = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => SendAsync(admin, 1, Body(interval: 300 + n))));
        Assert.Single(racers, r => (int)r.StatusCode == 200);
    }

    private static object Body(string lifecycle = "active", int interval = 300, int grace = 300) => new
    {
        name = "Taman Merjosari",
        kelurahan = "35.73.05.1004",
        lat = -7.9442,
        lon = 112.6083,
        provider = "PT Contoh",
        monthlyCost = 212_000,
        intervalSeconds = interval,
        graceSeconds = grace,
        lifecycle,
    };

    private static Task<HttpResponseMessage> SendAsync(Visitor admin, int version, object body) =>
        admin.SendAsync(HttpMethod.Put, Path, JsonContent.Create(body), ("If-Match", $"\"{version}\""));

    private static async Task<JsonElement> PutAsync(Visitor admin, int version, object body)
    {
        using var response = await SendAsync(admin, version, body);
        return await Visitor.JsonAsync(response, 200);
    }

    private static async Task<JsonElement> KeyAsync(Visitor admin)
    {
        using var response = await admin.SendAsync(HttpMethod.Get, Path + "/key", null);
        return await Visitor.JsonAsync(response, 200);
    }

    private static async Task<string?> StatusAsync(Visitor admin)
    {
        using var response = await admin.SendAsync(HttpMethod.Get, Path, null);
        return (await Visitor.JsonAsync(response, 200)).GetProperty("now").GetProperty("status").GetString();
    }
}
