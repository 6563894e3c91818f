using System.Net;
using System.Text.Json;
using Kota.Portal.Rendering;
using Kota.TestKit;

namespace Kota.HostTests.Portal;

/// <summary>What makes the portal an app: manifest, service worker, and the page of waiting reports.</summary>
public sealed class OfflineTests(AzuriteFixture azurite)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_manifest_names_icons_that_are_there()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var page = await new Browser(host).ReadAsync("/");
        var answer = await host.Client.GetAsync(page.Document.QuerySelector("link[rel=manifest]")!.GetAttribute("href"), Ct);
        var manifest = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct)).RootElement;

        Assert.Equal("application/manifest+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("Kota Malang", manifest.GetProperty("name").GetString());
        Assert.Equal("standalone", manifest.GetProperty("display").GetString());
        Assert.Contains(manifest.GetProperty("icons").EnumerateArray(), i => i.GetProperty("purpose").GetString() == "maskable");
        foreach (var icon in manifest.GetProperty("icons").EnumerateArray())
        {
            var file = await host.Client.GetAsync(icon.GetProperty("src").GetString(), Ct);
            Assert.Equal(icon.GetProperty("type").GetString(), file.Content.Headers.ContentType!.ToString());
        }
    }

    [Fact]
    public async Task The_service_worker_is_asked_for_anew_and_keeps_only_what_is_there()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var page = await new Browser(host, "en").ReadAsync("/");
        var answer = await host.Client.GetAsync(page.Document.Body!.GetAttribute("data-worker"), Ct);
        var script = await answer.Content.ReadAsStringAsync(Ct);
        var line = script.Split('\n')[0];
        var shell = JsonDocument.Parse(line["const shell = ".Length..^1]).RootElement;

        Assert.Equal("text/javascript", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("no-cache", answer.Headers.CacheControl!.ToString());
        Assert.Equal("en", shell.GetProperty("lang").GetString());
        Assert.DoesNotContain("export ", script, StringComparison.Ordinal);
        Assert.Equal(["/layanan/sambat/lapor"], shell.GetProperty("forms").EnumerateArray().Select(f => f.GetString()));
        foreach (var path in shell.GetProperty("assets").EnumerateArray().Concat(shell.GetProperty("forms").EnumerateArray()).Append(shell.GetProperty("offline")))
            Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync(path.GetString(), Ct)).StatusCode);
    }

    [Fact]
    public async Task What_is_kept_is_all_that_the_kept_pages_load()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var worker = await host.Client.GetStringAsync("/sw.js", Ct);
        var store = new AssetStore();
        foreach (var path in new[] { "/layanan/sambat/lapor", "/luring" })
        {
            var page = await new Browser(host).ReadAsync(path);
            var loaded = page.Document.QuerySelectorAll("link[rel=stylesheet], link[rel=modulepreload]").Select(l => l.GetAttribute("href"))
                .Concat(page.Document.QuerySelectorAll("script").Select(s => s.GetAttribute("src"))).Append(store["wards.json"]);
            Assert.All(loaded, url => Assert.Contains(url!, worker, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task The_form_says_whether_its_report_is_a_guests()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var citizen = new Browser(host);
        await citizen.SignInAsync("warga");

        Assert.NotNull((await new Browser(host).ReadAsync(Reports.FormPath)).Document.QuerySelector("form[data-kept] input[name=guest]"));
        Assert.Null((await citizen.ReadAsync(Reports.FormPath)).Document.QuerySelector("input[name=guest]"));
    }
}
