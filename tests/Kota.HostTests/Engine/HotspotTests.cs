using System.Net.Http.Json;
using System.Text.Json;
using Azure.Data.Tables;
using Kota.Functions.Hotspots;
using Kota.HostTests.BlackBox;
using Kota.Kernel.Tables;
using Kota.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Kota.HostTests.Engine;

/// <summary>Points ping, fall silent, and come back. Each test has a city of its own, of all 551 points.</summary>
public sealed class HotspotTests(AzuriteFixture azurite)
{
    private const string Point = "35.73.05.1004-RW03", Other = "35.73.05.1004-RW04";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_point_for_each_RW_is_new_until_it_pings()
    {
        await using var host = await StartAsync();
        var list = await ListAsync(host);

        Assert.Equal((551, 0), (list.GetProperty("counts").GetProperty("new").GetInt32(), list.GetProperty("counts").GetProperty("up").GetInt32()));
        Assert.Equal("OK", await PingAsync(host, Point));
        host.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("up", await StatusAsync(host, Point));
        Assert.Equal("new", await StatusAsync(host, Other));
        using var bad = await host.Client.GetAsync("/api/v1/hotspots?status=broken&kelurahan=1", Ct);
        Assert.Equal(["/kelurahan", "/status"], Visitor.ErrorsOf(await Visitor.ProblemAsync(bad, 400)).Select(e => e.Key).Order());
    }

    [Fact]
    public async Task A_silent_point_is_late_and_then_down_at_its_deadline_whenever_the_sweep_comes()
    {
        await using var host = await StartAsync();
        await ToldAsync(host, Point);
        var due = host.Clock.GetUtcNow().AddMinutes(10);
        host.Clock.Advance(TimeSpan.FromMinutes(6));
        await PingAsync(host, Other);
        Assert.Equal("late", await StatusAsync(host, Point));
        host.Clock.Advance(TimeSpan.FromMinutes(8));
        await host.RunTimerAsync("FindSilentHotspots");

        var points = (await ListAsync(host)).GetProperty("items").EnumerateArray().ToDictionary(p => p.GetProperty("id").GetString()!);
        Assert.Equal(("down", due), (points[Point].GetProperty("status").GetString(), points[Point].GetProperty("since").GetDateTimeOffset()));
        Assert.Equal("late", points[Other].GetProperty("status").GetString());
        Assert.Single(await RowsAsync(host, "d|"));

        await PingAsync(host, Point);
        host.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("up", await StatusAsync(host, Point));
        Assert.Equal(3 + 1, (await RowsAsync(host, "f|")).Count);
    }

    [Fact]
    public async Task A_point_that_pings_again_is_not_swept_and_one_that_is_down_is_told_of_once()
    {
        await using var host = await StartAsync();
        foreach (var _ in Enumerable.Range(0, 6))
        {
            await ToldAsync(host, Point);
            host.Clock.Advance(TimeSpan.FromMinutes(5));
            await host.RunTimerAsync("FindSilentHotspots");
        }

        Assert.Equal("up", await StatusAsync(host, Point));
        host.Clock.Advance(TimeSpan.FromHours(2));
        await host.RunTimerAsync("FindSilentHotspots");
        await host.RunTimerAsync("FindSilentHotspots");
        Assert.Equal(2, (await RowsAsync(host, "f|")).Count);
        Assert.Empty(await RowsAsync(host, "d|"));
        Assert.Empty(await RowsAsync(host, "~o|"));
    }

    [Fact]
    public async Task Pings_of_all_points_at_once_are_all_taken_by_few_transactions()
    {
        var calls = new StorageCalls();
        await using var host = await StartAsync(new KotaTestHostOptions { ConfigureServices = s => s.AddSingleton<StoragePipeline>(calls) });
        var ids = (await ListAsync(host)).GetProperty("items").EnumerateArray().Select(p => p.GetProperty("id").GetString()!).ToList();
        await Task.WhenAll(ids.Select(id => PingAsync(host, id)));
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        calls.Clear();
        await Task.WhenAll(ids.Select(id => PingAsync(host, id)));

        host.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(551, (await ListAsync(host)).GetProperty("counts").GetProperty("up").GetInt32());
        Assert.InRange(calls.Made.Count, 4, 110);
    }

    [Fact]
    public async Task Two_instances_take_the_pings_of_one_point_and_lose_none()
    {
        var account = azurite.NewAccount();
        await using var here = await StartAsync(account);
        await using var there = await StartAsync(account);
        foreach (var _ in Enumerable.Range(0, 4))
        {
            await PingAsync(here, Point);
            await PingAsync(there, Point);
            await Task.WhenAll(Enumerable.Range(0, 4).SelectMany(_ => new[] { PingAsync(here, Other), PingAsync(there, Other) }));
            here.Clock.Advance(TimeSpan.FromMinutes(1));
            there.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        here.Clock.Advance(TimeSpan.FromMinutes(8));
        await here.RunTimerAsync("FindSilentHotspots");
        Assert.Equal("late", await StatusAsync(here, Point));
        here.Clock.Advance(TimeSpan.FromMinutes(2));
        await here.RunTimerAsync("FindSilentHotspots");
        here.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(("down", "down"), (await StatusAsync(here, Point), await StatusAsync(here, Other)));
    }

    [Fact]
    public async Task Signals_of_Healthchecks_mean_what_they_mean_there()
    {
        await using var host = await StartAsync();
        var key = KeyOf(host, Point);
        foreach (var (signal, status) in new[] { ("/start", "new"), ("", "up"), ("/log", "up"), ("/1", "down"), ("/0", "up"), ("/fail", "down"), ("/start", "down"), ("/255", "down") })
        {
            using var response = await host.Client.GetAsync($"/ping/{key}{signal}", Ct);
            Assert.Equal((200, "OK"), ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Ct)));
            host.Clock.Advance(TimeSpan.FromSeconds(10));
            Assert.Equal(status, await StatusAsync(host, Point));
        }

        using var head = await host.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"/ping/{key}"), Ct);
        using var post = await host.Client.PostAsync($"/ping/{key}", new StringContent("backup finished"), Ct);
        Assert.Equal((200, 200), ((int)head.StatusCode, (int)post.StatusCode));
        foreach (var bad in new[] { $"/ping/{key}/nonsense", $"/ping/{key}/256", $"/ping/{key}x", $"/ping/{Other}.1.{key.Split('.')[^1]}", "/ping/x", $"/ping/{key.Replace(".1.", ".2.", StringComparison.Ordinal)}" })
        {
            using var refused = await host.Client.GetAsync(bad, Ct);
            await Visitor.ProblemAsync(refused, 404);
        }
    }

    [Fact]
    public async Task A_forged_key_costs_no_call_to_storage_and_a_flood_is_held_back()
    {
        var calls = new StorageCalls();
        await using var host = await StartAsync(new KotaTestHostOptions { ConfigureServices = s => s.AddSingleton<StoragePipeline>(calls) });
        await ToldAsync(host, Point);
        calls.Clear();
        using (var forged = await host.Client.GetAsync($"/ping/{Point}.1.AAAAAAAAAAAAAAAAAAAAAA", Ct))
            await Visitor.ProblemAsync(forged, 404, "ping-key-unknown");
        Assert.Empty(calls.Made);

        var flood = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => host.Client.GetAsync($"/ping/{KeyOf(host, Point)}", Ct)));
        Assert.Equal(19, flood.Count(r => (int)r.StatusCode == 200));
        Assert.All(flood.Where(r => (int)r.StatusCode != 200), r => Assert.Equal((429, 3), ((int)r.StatusCode, (int)r.Headers.RetryAfter!.Delta!.Value.TotalSeconds)));
        Assert.Equal("OK", await PingAsync(host, Other));
    }

    [Fact]
    public async Task A_report_with_use_is_taken_and_a_bad_one_names_its_fields()
    {
        await using var host = await StartAsync();
        using (var taken = await AddAsync(host, new { usage = new { devices = 12, sessions = 4, bytesDown = 1_000_000, latencyMs = 18, firmware = "7.14" } }))
            Assert.Equal(300, (await Visitor.JsonAsync(taken, 202)).GetProperty("intervalSeconds").GetInt32());
        host.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(12, (await PointAsync(host, Point)).GetProperty("devices").GetInt32());

        using (var bad = await AddAsync(host, new { usage = new { devices = -1, latencyMs = 99_999_999, firmware = new string('x', 61) } }))
            Assert.Equal(["/usage/devices", "/usage/firmware", "/usage/latencyMs"], Visitor.ErrorsOf(await Visitor.ProblemAsync(bad, 400)).Select(e => e.Key).Order(StringComparer.Ordinal));
        using (var unknown = await AddAsync(host, new { speed = 1 }))
            await Visitor.ProblemAsync(unknown, 400);
        using (var keyless = await host.Client.PostAsJsonAsync($"/api/v1/hotspots/{Point}/pings", new { }, Ct))
            await Visitor.ProblemAsync(keyless, 404, "ping-key-unknown");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-ndjson")]
    public async Task A_controller_reports_for_all_points_and_each_row_has_its_outcome(string type)
    {
        await using var host = await StartAsync();
        string[] rows =
        [
            $$$"""{"id":"{{{Point}}}","usage":{"devices":3}}""", $$"""{"id":"{{Other}}","signal":"fail"}""", """{"id":"35.73.05.1004-RW99"}""", """{"id":5}""",
            $$$"""{"id":"{{{Point}}}","usage":{"devices":-3}}""",
        ];
        var body = type == "application/json" ? $"[{string.Join(',', rows)}]" : string.Join('\n', rows) + "\n\n";
        using var response = await ReportAsync(host, body, type);

        Assert.Equal(["taken", "taken", "unknown", "invalid", "invalid"], (await Visitor.JsonAsync(response, 200)).EnumerateArray().Select(r => r.GetProperty("status").GetString()));
        host.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(("up", "down"), (await StatusAsync(host, Point), await StatusAsync(host, Other)));
    }

    [Fact]
    public async Task A_report_that_is_too_long_or_malformed_or_without_the_token_is_refused()
    {
        await using var host = await StartAsync();
        using (var many = await ReportAsync(host, string.Join('\n', Enumerable.Repeat($$"""{"id":"{{Point}}"}""", 1_001)), "application/x-ndjson"))
            await Visitor.ProblemAsync(many, 400);
        using (var large = await ReportAsync(host, new string(' ', 1_048_577), "application/json"))
            await Visitor.ProblemAsync(large, 413);
        using (var broken = await ReportAsync(host, "[{]", "application/json"))
            await Visitor.ProblemAsync(broken, 400);
        using (var empty = await ReportAsync(host, "", "application/json"))
            await Visitor.ProblemAsync(empty, 400);
        using (var text = await ReportAsync(host, "x", "text/plain"))
            await Visitor.ProblemAsync(text, 415);
        using var stranger = await ReportAsync(host, "[]", "application/json", "wrong");
        await Visitor.ProblemAsync(stranger, 401, "controller-token");
    }

    [Fact]
    public async Task The_day_of_a_point_is_kept_by_its_next_ping_or_by_the_timer()
    {
        await using var host = await StartAsync();
        await PingAsync(host, Point);
        await PingAsync(host, Other);
        host.Clock.Advance(TimeSpan.FromMinutes(12));
        await host.RunTimerAsync("FindSilentHotspots");
        host.Clock.Advance(TimeSpan.FromHours(16));
        await PingAsync(host, Point);
        await host.RunTimerAsync("EndHotspotDays");
        await host.RunTimerAsync("EndHotspotDays");

        var days = await Table(host, "HotspotDays").QueryAsync<TableEntity>(cancellationToken: Ct).ToListAsync(Ct);
        Assert.Equal([("202602", $"{Point}|20260203"), ("202602", $"{Other}|20260203")], days.Select(d => (d.PartitionKey, d.RowKey)));
        Assert.All(days, d => Assert.Equal(5, d.GetBinary("Heard").Sum(b => System.Numerics.BitOperations.PopCount(b))));
    }

    private Task<KotaTestHost> StartAsync(KotaTestHostOptions? options = null) => StartAsync(azurite.NewAccount(), options);

    private static Task<KotaTestHost> StartAsync(string account, KotaTestHostOptions? options = null) =>
        KotaTestHost.StartAsync(account, (options ?? new KotaTestHostOptions()) with { Settings = new Dictionary<string, string?> { ["Kota__Hotspots__Demo"] = "true" } });

    private static string KeyOf(KotaTestHost host, string id) => host.Services.GetRequiredService<PingKeys>().Write(id, 1);

    private static Task<string> PingAsync(KotaTestHost host, string id) => host.Client.GetStringAsync($"/ping/{KeyOf(host, id)}", Ct);

    // A device is answered before the city is told.
    private static async Task ToldAsync(KotaTestHost host, string id)
    {
        await PingAsync(host, id);
        await Eventually.TrueAsync(async () => (await RowsAsync(host, "~o|")).Count == 0, "the city is told");
    }

    private static async Task<HttpResponseMessage> AddAsync(KotaTestHost host, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/hotspots/{Point}/pings") { Content = JsonContent.Create(body) };
        request.Headers.Add("X-Kota-Ping-Key", KeyOf(host, Point));
        return await host.Client.SendAsync(request, Ct);
    }

    private static async Task<HttpResponseMessage> ReportAsync(KotaTestHost host, string body, string type, string token = "development-only-controller-token")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/hotspots/pings") { Content = new StringContent(body, null, type) };
        request.Headers.Add("Authorization", $"Bearer {token}");
        return await host.Client.SendAsync(request, Ct);
    }

    private static async Task<JsonElement> ListAsync(KotaTestHost host)
    {
        using var response = await host.Client.GetAsync("/api/v1/hotspots", Ct);
        return await Visitor.JsonAsync(response, 200);
    }

    private static async Task<JsonElement> PointAsync(KotaTestHost host, string id) =>
        (await ListAsync(host)).GetProperty("items").EnumerateArray().Single(p => p.GetProperty("id").GetString() == id);

    private static async Task<string?> StatusAsync(KotaTestHost host, string id) => (await PointAsync(host, id)).GetProperty("status").GetString();

    private static TableClient Table(KotaTestHost host, string name) => new(host.StorageConnection, name);

    private static async Task<IReadOnlyList<string>> RowsAsync(KotaTestHost host, string prefix) =>
        await Table(host, "Hotspots").QueryAsync<TableEntity>(cancellationToken: Ct).Where(r => r.RowKey.StartsWith(prefix, StringComparison.Ordinal)).Select(_ => prefix).ToListAsync(Ct);
}
