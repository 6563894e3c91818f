using static Microsoft.Playwright.Assertions;

namespace Kota.BrowserTests;

/// <summary>The form of a service, screen by screen on a phone.</summary>
public sealed class StepTests(PortalFixture portal)
{
    private static readonly Visitor Phone = new() { Screen = Screen.Phone };

    [Fact]
    public async Task A_report_takes_three_screens_on_each_of_which_its_own_errors_stand_and_nothing_is_lost_on_the_way_back()
    {
        await using var visit = await portal.VisitAsync(Phone);
        await visit.GoAsync(Reports.FormPath);
        await Expect(visit.Page.Locator("[data-step]:visible")).ToHaveCountAsync(1);
        await visit.Page.SelectOptionAsync("[name=category]", "damaged-road");
        await visit.Page.FillAsync("[name='fields.title']", "Lubang");
        await visit.AttachAsync("[name=photos]", Reports.Photo);
        await visit.NextAsync();

        // Title and description; the place is another screen's matter.
        await Expect(visit.Page.Locator("[data-errors]")).ToBeFocusedAsync();
        await Expect(visit.Page.Locator("[data-errors] li")).ToHaveCountAsync(2);
        await Expect(visit.Page.Locator("#langkah-1 .wrong")).ToHaveCountAsync(2);
        await visit.Page.FillAsync("[name='fields.title']", Reports.Title);
        await visit.Page.FillAsync("[name='fields.description']", Reports.Description);
        await visit.NextAsync();

        await Expect(visit.Page.Locator("#langkah-2 [data-head]")).ToBeFocusedAsync();
        await Expect(visit.Page.Locator("[data-errors]")).ToHaveCountAsync(0);
        await visit.NextAsync();
        await Expect(visit.Page.Locator("[data-errors] li")).ToHaveCountAsync(1);
        await visit.Page.SelectOptionAsync("[name='place.kelurahan']", new Microsoft.Playwright.SelectOptionValue { Index = portal.NewPlace() });
        await visit.NextAsync();

        await Expect(visit.Page.Locator("#langkah-3 [data-head]")).ToBeFocusedAsync();
        await Expect(visit.Page.Locator("[data-review]")).ToContainTextAsync(Reports.Title);
        await Expect(visit.Page.Locator("[data-review]")).ToContainTextAsync("1 foto");
        await visit.PressAsync("[data-review] a[href$='fields-title']");
        await Expect(visit.Page.Locator("[name='fields.title']")).ToBeFocusedAsync();
        await visit.Page.FillAsync("[name='fields.title']", "Lubang besar di depan pasar");
        await visit.Page.GoBackAsync();
        await Expect(visit.Page.Locator("[data-review]")).ToContainTextAsync("Lubang besar di depan pasar");
        await visit.Page.GoBackAsync();
        await Expect(visit.Page.Locator("#langkah-2 [data-head]")).ToBeFocusedAsync();
        await visit.NextAsync();
        await visit.Page.FillAsync("[name='fields.phone']", "12");
        await visit.PressAsync(Reports.SendButton);

        // Refused before the photos are sent: they are still chosen.
        await Expect(visit.Page.Locator("#langkah-3 .wrong .error")).ToBeVisibleAsync();
        await visit.Page.FillAsync("[name='fields.phone']", "");
        var (id, _) = await visit.SendReportAsync();
        await visit.PressAsync("main a.button");
        await Expect(visit.Page.Locator("h1")).ToHaveTextAsync("Lubang besar di depan pasar");
        await Expect(visit.Page.Locator(".photos img").First).ToBeAttachedAsync();
        Assert.EndsWith(id, visit.Page.Url, StringComparison.Ordinal);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_similar_report_is_offered_before_sending_and_the_photos_stay()
    {
        await using var visit = await portal.VisitAsync(Phone);
        await visit.FillReportAsync(portal.City.Place, Reports.Photo);

        await Expect(visit.Page.Locator("[data-similar] li")).ToHaveCountAsync(1);
        await Expect(visit.Page.Locator("[data-similar]")).ToContainTextAsync("Dilaporkan warga hari Selasa.");
        await Expect(visit.Page.Locator("[data-review]")).ToContainTextAsync("1 foto");
        await visit.PressAsync("[data-similar] button");
        await Expect(visit.Page.Locator("main > h1")).ToHaveTextAsync(Reports.Title);
        Assert.EndsWith(portal.City.Open, visit.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_script_the_form_is_one_page_without_buttons_that_do_nothing()
    {
        await using var visit = await portal.VisitAsync(Phone with { JavaScript = false });
        await visit.GoAsync(Reports.FormPath);

        await Expect(visit.Page.Locator("[data-step]:visible")).ToHaveCountAsync(3);
        await Expect(visit.Page.Locator("#lapor button:visible")).ToHaveCountAsync(1);
        await Expect(visit.Page.Locator("[data-review]")).ToBeHiddenAsync();
    }
}
