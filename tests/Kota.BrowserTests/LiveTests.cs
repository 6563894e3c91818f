using static Microsoft.Playwright.Assertions;

namespace Kota.BrowserTests;

/// <summary>Pages that tell what has changed since they were opened, without being loaded again.</summary>
public sealed class LiveTests(PortalFixture portal)
{
    [Fact]
    public async Task A_reporter_who_looks_at_the_page_of_a_report_hears_of_its_new_state_and_keeps_what_is_being_written()
    {
        await using var reporter = await portal.VisitAsync(new Visitor { Screen = Screen.Phone });
        await reporter.Page.Clock.InstallAsync();
        await reporter.FillReportAsync(portal.NewPlace());
        var (id, _) = await reporter.SendReportAsync();
        await portal.Host.DrainAsync();
        await reporter.GoAsync($"/lacak/{id}");
        await reporter.PressAsync("#komentar > summary");
        await reporter.Page.FillAsync("#komentar textarea", "Sudah dua hari.");
        await using var officer = await portal.VisitAsync(new Visitor { Reader = Reader.Officer });
        await officer.GoAsync($"/kelola/kasus/{id}");
        await officer.ActAsync("accept");
        await officer.DoneAsync("accept");

        await reporter.Page.Clock.FastForwardAsync(31_000);

        await Expect(reporter.Page.Locator("#kini .tag").First).ToHaveTextAsync("Dikerjakan");
        await Expect(reporter.Page.Locator("[role=status][data-news]")).ToContainTextAsync("baru saja berubah");
        await Expect(reporter.Page.Locator(".timeline h3").First).Not.ToHaveTextAsync("Teruskan otomatis");
        await Expect(reporter.Page.Locator("#komentar textarea")).ToHaveValueAsync("Sudah dua hari.");
        Assert.Empty(reporter.Complaints);
    }

    [Fact]
    public async Task The_figures_of_the_front_page_are_counted_again_while_it_is_seen()
    {
        await using var visit = await portal.VisitAsync(new Visitor());
        await visit.Page.Clock.InstallAsync();
        var counted = visit.Page.Locator("#angka .meta");
        do
            await visit.GoAsync("/");
        while (await counted.CountAsync() == 0);
        var before = await counted.TextContentAsync();
        portal.Host.Clock.Advance(TimeSpan.FromSeconds(61));

        // The first reader of all may have come before the first report. Whoever asks first after a minute starts the counting and does not wait for it.
        for (var look = 0; look < 10 && await counted.TextContentAsync() == before; look++)
            await visit.Page.RunAndWaitForRequestFinishedAsync(() => visit.Page.Clock.FastForwardAsync(61_000));

        await Expect(counted).Not.ToHaveTextAsync(before!);
        Assert.Empty(visit.Complaints);
    }
}
