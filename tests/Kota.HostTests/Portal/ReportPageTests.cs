using System.Net;
using Kota.TestKit;

namespace Kota.HostTests.Portal;

/// <summary>The pages of reports and figures: the city's people fetch and filter, the city admin runs a report again.</summary>
public sealed class ReportPageTests(AzuriteFixture azurite)
{
    private const string Path = "/kelola/rekap";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Officials_see_when_each_report_was_made_and_fetch_its_files()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var auditor = await SignInAsync(host, "auditor");
        Assert.NotNull((await auditor.ReadAsync(Path)).Document.QuerySelector(".empty"));
        await host.RunTimerAsync("MakeReports");

        foreach (var (kind, day, files) in new[] { ("daily", "3 Februari 2026", 5), ("weekly", "2 Februari 2026", 3) })
        {
            var page = await auditor.ReadAsync($"{Path}?kind={kind}");

            PageRules.Hold(page, "id");
            Assert.Equal(day, page.Document.QuerySelector("main tbody th")!.TextContent.Trim());
            var links = page.Document.QuerySelectorAll(".files a");
            Assert.Equal(files, links.Length);
            Assert.All(links, l => Assert.EndsWith(day, l.TextContent.Trim(), StringComparison.Ordinal));
            foreach (var link in links)
                Assert.Equal(HttpStatusCode.OK, (await auditor.ReadAsync(link.GetAttribute("href")!)).Status);
            Assert.Empty(page.Document.QuerySelectorAll($"form[action='{Path}']"));
        }
    }

    [Fact]
    public async Task The_city_admin_runs_a_report_again_and_is_told_whether_it_is_the_same()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        await host.RunTimerAsync("MakeReports");
        var admin = await SignInAsync(host, "admin");
        var page = await admin.ReadAsync(Path);
        Assert.Single(page.Document.QuerySelectorAll("main tbody tr"));

        var done = await admin.SendAsync(page.Form(Path), new() { ["date"] = "2026-02-02" });

        PageRules.Hold(done, "id");
        Assert.Equal("Laporan 2 Februari 2026 tersedia. Hasil hitung ulangnya sama.", done.Document.QuerySelector("[data-toast] p")!.TextContent);
        Assert.Equal(2, done.Document.QuerySelectorAll("main tbody tr").Length);
    }

    [Theory]
    [InlineData("daily", "2026-02-01", "tidak ada laporan harian")]
    [InlineData("weekly", "2026-02-03", "Senin")]
    [InlineData("daily", "2026-02-04", "belum dapat")]
    [InlineData("daily", "besok", "2026-02-03")]
    [InlineData("daily", "", "2026-02-03")]
    public async Task A_day_that_has_no_report_is_refused_beside_its_input_and_stays(string kind, string date, string says)
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var admin = await SignInAsync(host, "admin");
        var page = await admin.ReadAsync(Path);

        var refused = await admin.SendAsync(page.Form(Path), new() { ["kind"] = kind, ["date"] = date });

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        PageRules.Hold(refused, "id");
        Assert.Contains(says, refused.Document.QuerySelector(".field.wrong .error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(date, refused.Document.QuerySelector("[name=date]")!.GetAttribute("value"));
        Assert.Equal(kind, refused.Document.QuerySelector("[name=kind] option[selected]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Figures_are_those_of_the_days_and_the_grouping_that_were_chosen()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var guest = new Browser(host);
        var form = await guest.ReadAsync(Reports.FormPath);
        Assert.Equal(HttpStatusCode.OK, (await guest.SendAsync(form.Form(Reports.FormPath), Reports.Report)).Status);
        await host.DrainAsync();
        var officer = await SignInAsync(host, "petugas-dishub");
        Assert.NotNull((await officer.ReadAsync("/kelola/angka")).Document.QuerySelector(".empty"));

        foreach (var (by, name) in new[] { ("agency", "DPUPRPKP"), ("category", "Jalan rusak"), ("kelurahan", "Dinoyo") })
        {
            var page = await officer.ReadAsync($"/kelola/angka?from=2026-02-03&to=2026-02-03&by={by}");

            PageRules.Hold(page, "id");
            var row = page.Document.QuerySelectorAll("main tbody tr").Single(r => r.QuerySelector("th")!.TextContent == name);
            Assert.Equal("1", row.QuerySelector("td")!.TextContent);
            Assert.Equal(by, page.Document.QuerySelector("[name=by] option[selected]")!.GetAttribute("value"));
        }
    }

    [Theory]
    [InlineData("from=2026-02-03&to=2026-01-03", "Akhir")]
    [InlineData("from=kemarin&to=2026-02-03", "2026-02-03")]
    [InlineData("from=2025-01-01&to=2026-02-03", "366")]
    [InlineData("to=2026-02-03", "2026-02-03")]
    public async Task Days_that_make_no_span_are_refused_and_stay(string query, string says)
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var head = await SignInAsync(host, "kepala-dpuprpkp");

        var refused = await head.ReadAsync("/kelola/angka?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        PageRules.Hold(refused, "id");
        Assert.Contains(says, refused.Document.QuerySelector(".field.wrong .error")!.TextContent, StringComparison.Ordinal);
        var asked = System.Web.HttpUtility.ParseQueryString(query);
        Assert.All(new[] { "from", "to" }, n => Assert.Equal(asked[n] ?? "", refused.Document.QuerySelector($"[name={n}]")!.GetAttribute("value")));
        Assert.NotNull(refused.Document.QuerySelector("details.filters[open]"));
    }

    [Fact]
    public async Task Nobody_else_sees_them_and_another_site_runs_nothing()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        Assert.Equal("/masuk?returnUrl=%2Fkelola%2Frekap", (await new Browser(host).ReadAsync(Path)).Path);
        var citizen = await SignInAsync(host, "warga");
        Assert.Equal(HttpStatusCode.Forbidden, (await citizen.ReadAsync("/kelola/angka")).Status);
        var officer = await SignInAsync(host, "petugas-dishub");
        Assert.Contains((await officer.ReadAsync("/kelola/pengaturan")).Document.QuerySelectorAll("main a"), a => a.GetAttribute("href") == Path);

        using var foreign = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new FormUrlEncodedContent([new("kind", "daily"), new("date", "2026-02-02")]) };
        foreign.Headers.Add("Sec-Fetch-Site", "cross-site");
        Assert.Equal(HttpStatusCode.Forbidden, (await host.Client.SendAsync(foreign, Ct)).StatusCode);
    }

    private static async Task<Browser> SignInAsync(KotaTestHost host, string person)
    {
        var browser = new Browser(host);
        await browser.SignInAsync(person);
        return browser;
    }
}
