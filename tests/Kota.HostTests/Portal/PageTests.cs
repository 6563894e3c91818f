using System.Net;
using Kota.TestKit;

namespace Kota.HostTests.Portal;

/// <summary>Every page, in both languages, and the problems that stand in their place.</summary>
public sealed class PageTests(AzuriteFixture azurite)
{
    private static readonly string[] Languages = ["id", "en"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_page_is_whole_in_both_languages()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        foreach (var language in Languages)
        {
            var guest = new Browser(host, language);
            foreach (var path in new[] { "/", "/layanan", "/layanan/sambat", "/layanan/sambat/lapor", "/lacak", "/masuk", "/kinerja", "/_components", "/luring", "/laporan", "/laporan?category=damaged-road&status=open&kelurahan=35.73.05.1004&from=2026-01-01" })
                PageRules.Hold(await Found(guest, path), language);
            var officer = new Browser(host, language);
            await officer.SignInAsync("admin");
            foreach (var path in new[] { "/kelola", "/kelola?state=in_progress&late=true&order=due&kelurahan=35.73.05.1004&agency=dishub", "/saya" })
                PageRules.Hold(await Found(officer, path), language);
        }
    }

    [Fact]
    public async Task Readers_without_the_right_are_told_what_to_do()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var guest = new Browser(host);
        Assert.Equal("/masuk?returnUrl=%2Fkelola%3Flate%3Dtrue", (await guest.ReadAsync("/kelola?late=true")).Path);

        var citizen = new Browser(host);
        await citizen.SignInAsync("warga");
        await Refused("/kelola", HttpStatusCode.Forbidden);
        await Refused("/layanan/tidak-ada", HttpStatusCode.NotFound);
        await Refused("/lacak/SBT-0000-0000-0000-0", HttpStatusCode.NotFound);
        await Refused("/tidak-ada", HttpStatusCode.NotFound);

        async Task Refused(string path, HttpStatusCode status)
        {
            var page = await citizen.ReadAsync(path);
            Assert.Equal(status, page.Status);
            PageRules.Hold(page, "id");
        }
    }

    [Fact]
    public async Task Clients_that_ask_for_no_html_get_problem_json_where_there_is_no_page()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);

        var answer = await host.Client.GetAsync("/tidak-ada", Ct);

        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Language_is_remembered_and_the_reader_stays_on_the_page()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var browser = new Browser(host);
        var page = await browser.ReadAsync("/layanan/sambat");

        var english = await browser.SendAsync(page.Form("/bahasa"), new() { ["lang"] = "en" });

        Assert.Equal("/layanan/sambat", english.Path);
        PageRules.Hold(english, "en");
        PageRules.Hold(await browser.ReadAsync("/"), "en");
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("/\\evil.example")]
    public async Task Forms_send_nobody_to_another_site(string url)
    {
        await using var host = await KotaTestHost.StartAsync(azurite);

        var answer = await host.Client.PostAsync("/bahasa", new FormUrlEncodedContent([new("lang", "en"), new("returnUrl", url)]), Ct);

        Assert.Equal("/", answer.Headers.Location!.ToString());
    }

    private static async Task<PageSeen> Found(Browser browser, string path)
    {
        var page = await browser.ReadAsync(path);
        Assert.True(page.Status == HttpStatusCode.OK, $"{path}: {page.Status}");
        return page;
    }
}
