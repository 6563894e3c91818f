namespace Kota.BrowserTests;

/// <summary>A page as one reader sees it: how it is reached, and the status that it has.</summary>
internal sealed record PortalPage(string Name, Reader Reader, Func<Visit, PortalFixture, Task> OpenAsync);

/// <summary>Every page of the portal, as everybody who may read it.</summary>
internal static class PortalPages
{
    private static readonly IReadOnlyDictionary<string, PortalPage> ByName = All().ToDictionary(p => p.Name);

    public static TheoryData<string> Names => [.. ByName.Keys];

    public static async Task<Visit> OpenAsync(this PortalFixture portal, string name, Visitor visitor)
    {
        var page = ByName[name];
        var visit = await portal.VisitAsync(visitor with { Reader = page.Reader });
        try
        {
            await page.OpenAsync(visit, portal);
            return visit;
        }
        catch
        {
            await visit.DisposeAsync();
            throw;
        }
    }

    private static IEnumerable<PortalPage> All() =>
    [
        At("home", Reader.Guest, _ => "/"),
        At("services", Reader.Guest, _ => "/layanan"),
        At("service", Reader.Guest, _ => "/layanan/sambat"),
        At("report-form", Reader.Guest, _ => Reports.FormPath),
        At("report-form-official", Reader.Officer, _ => Reports.FormPath),
        At("report-form-sticker", Reader.Guest, _ => "/t/" + SmallCity.Sticker),
        At("sticker-gone", Reader.Guest, _ => "/t/HALTE2", 404),
        At("track", Reader.Guest, _ => "/lacak"),
        At("public-list", Reader.Guest, _ => "/laporan"),
        At("public-list-empty", Reader.Guest, _ => "/laporan?category=misconduct"),
        At("league", Reader.Guest, _ => "/kinerja"),
        At("sign-in", Reader.Guest, _ => "/masuk"),
        At("not-found", Reader.Guest, _ => "/tidak-ada", 404),
        At("bad-request", Reader.Guest, _ => "/laporan?from=besok", 400),
        At("offline", Reader.Guest, _ => "/luring"),
        At("forbidden", Reader.Reporter, _ => "/kelola", 403),
        At("case-public", Reader.Guest, city => $"/laporan/{city.Answered}"),
        At("case-guest", Reader.Guest, city => $"/lacak/{city.Open}"),
        At("case-reporter", Reader.Reporter, city => $"/lacak/{city.Open}"),
        At("case-reporter-asked", Reader.Reporter, city => $"/lacak/{city.Asked}"),
        At("case-reporter-answered", Reader.Reporter, city => $"/lacak/{city.Answered}"),
        At("case-reporter-rated", Reader.Reporter, city => $"/lacak/{city.Rated}"),
        At("case-officer", Reader.Officer, city => $"/kelola/kasus/{city.Open}"),
        At("mine", Reader.Reporter, _ => "/saya"),
        At("mine-empty", Reader.Admin, _ => "/saya"),
        At("inbox", Reader.Officer, _ => "/kelola"),
        At("inbox-admin", Reader.Admin, _ => "/kelola?agency=dishub"),
        .. AdminPages.All(),
        At("inbox-filtered", Reader.Officer, _ => "/kelola?due=late&handler=none&pilih=semua"),
        At("case-officer-beside", Reader.Officer, city => $"/kelola/kasus/{city.Asked}?ke=1"),
        At("bulk", Reader.Officer, city => $"/kelola/banyak?pilih.{city.Open}=2&pilih.{city.Asked}=3"),
        At("bulk-one-action", Reader.Officer, city => $"/kelola/banyak?pilih.{city.Open}=2"),
        At("bulk-nothing", Reader.Officer, _ => "/kelola/banyak", 400),
        new("bulk-confirm", Reader.Officer, async (visit, portal) =>
        {
            await visit.GoAsync($"/kelola/banyak?pilih.{portal.City.Open}=2&pilih.{portal.City.Asked}=3&pilih.SBT-0000-0000-0000-0=1");
            await visit.PressAsync("main a[href*='pilih.']");
            await visit.CheckAsync("ask", new() { ["inputs.question"] = "Seberapa lebar lubangnya?" });
        }),
        new("bulk-refused", Reader.Officer, async (visit, portal) =>
        {
            await visit.GoAsync($"/kelola/banyak?pilih.{portal.City.Open}=2");
            await visit.ActAsync("ask");
            await visit.Page.Locator("#ask [role=alert]").WaitForAsync();
        }),
        new("bulk-done", Reader.Officer, async (visit, portal) =>
        {
            var ids = new List<string>();
            for (var i = 0; i < 2; i++)
            {
                await visit.FillReportAsync(portal.NewPlace());
                ids.Add((await visit.SendReportAsync()).Id);
            }

            await portal.Host.DrainAsync();
            await visit.GoAsync($"/kelola/banyak?pilih.{ids[0]}=2&pilih.{ids[1]}=2");
            await visit.CheckAsync("accept", []);
            await visit.PressAsync("form[action='/kelola/banyak/lakukan'] button");
            await visit.Page.Locator("main p[role=status]").WaitForAsync();
        }),
        new("inbox-shortcuts", Reader.Officer, async (visit, _) =>
        {
            await visit.GoAsync("/kelola");
            await visit.Page.Keyboard.PressAsync("?");
            await visit.Page.Locator("#pintasan[open]").WaitForAsync();
        }),
        new("inbox-filter-refused", Reader.Officer, async (visit, _) =>
        {
            await visit.GoAsync("/kelola?due=late");
            await visit.PressAsync(".filters-kept > summary");
            await visit.PressAsync("form[action='/kelola/saringan'] button");
            await visit.Page.Locator("#tersimpan [role=alert]").WaitForAsync();
        }),
        new("report-form-refused", Reader.Guest, async (visit, _) =>
        {
            await visit.GoAsync(Reports.FormPath);
            await visit.PressAsync(Reports.Send);
            await visit.Page.Locator("[role=alert]").WaitForAsync();
        }),
        new("report-form-place", Reader.Guest, async (visit, portal) =>
        {
            await visit.FillReportAsync(portal.City.Place, Reports.Photo);
            await visit.PressAsync("#langkah-3 [data-back]");
            await visit.Page.Locator("#langkah-2 [data-head]:focus").WaitForAsync();
        }),
        new("report-form-last", Reader.Guest, (visit, portal) => visit.FillReportAsync(portal.NewPlace(), Reports.Photo)),
        new("report-form-similar", Reader.Guest, async (visit, portal) =>
        {
            await visit.FillReportAsync(portal.City.Place);
            await visit.Page.Locator(".similar").WaitForAsync();
        }),
        new("receipt", Reader.Guest, async (visit, portal) =>
        {
            await visit.FillReportAsync(portal.NewPlace());
            await visit.SendReportAsync();
        }),
        new("receipt-official", Reader.Officer, async (visit, portal) =>
        {
            await visit.FillReportAsync(portal.NewPlace(), channel: "counter");
            await visit.SendReportAsync();
        }),
        new("track-refused", Reader.Guest, async (visit, _) =>
        {
            await visit.GoAsync("/lacak");
            await visit.Page.FillAsync("[name=id]", "SBT-0000-0000-0000-0");
            await visit.PressAsync("form[action='/lacak'] button");
            await visit.Page.Locator("[role=alert]").WaitForAsync();
        }),
        new("case-officer-refused", Reader.Officer, async (visit, portal) =>
        {
            await visit.GoAsync($"/kelola/kasus/{portal.City.Open}");
            await visit.ActAsync("answer");
            await visit.Page.Locator("#answer [role=alert]").WaitForAsync();
        }),
    ];

    public static PortalPage At(string name, Reader reader, Func<SmallCity, string> path, int status = 200) =>
        new(name, reader, async (visit, portal) => Assert.Equal(status, await visit.GoAsync(path(portal.City))));
}
