using Kota.TestKit;
using static Microsoft.Playwright.Assertions;

namespace Kota.BrowserTests;

/// <summary>The whole way of a report, on what people hold in their hands.</summary>
public sealed class FlowTests(PortalFixture portal)
{
    [Theory]
    [InlineData("phone", true)]
    [InlineData("phone", false)]
    [InlineData("desktop", true)]
    [InlineData("desktop", false)]
    public async Task A_guest_reports_and_follows_an_officer_answers_and_the_reporter_rates(string device, bool javaScript)
    {
        var visitor = new Visitor { Screen = device == "phone" ? Screen.Phone : Screen.Desktop, JavaScript = javaScript };
        await using var guest = await portal.VisitAsync(visitor);
        await guest.FillReportAsync(portal.NewPlace(), Reports.Photo);
        var (id, pin) = await guest.SendReportAsync();
        await portal.Host.DrainAsync();

        await using var later = await portal.VisitAsync(visitor);
        await later.GoAsync("/lacak");
        await later.Page.FillAsync("[name=id]", id);
        await later.Page.FillAsync("[name=pin]", pin!);
        await later.PressAsync("form[action='/lacak'] button");
        await later.Page.GetByText("Siti Aminah").WaitForAsync();
        await ShowsAsync(later, photos: 1);

        await using var officer = await portal.VisitAsync(visitor with { Reader = Reader.Officer });
        await officer.GoAsync("/kelola");
        await officer.PressAsync($"a[href^='/kelola/kasus/{id}']");
        await officer.ActAsync("accept");
        await officer.DoneAsync("accept");
        await officer.ActAsync("answer", new() { ["inputs.text"] = "Lubang sudah ditambal." }, SamplePhotos.Jpeg(400, 300, seed: 2));
        await officer.DoneAsync("answer");
        await portal.Host.DrainAsync();

        await later.GoAsync($"/lacak/{id}");
        await later.Page.GetByText("Lubang sudah ditambal.").WaitForAsync();
        await ShowsAsync(later, photos: 2);
        await later.RateAsync(4);
        await later.Page.GetByText("4 dari 5").First.WaitForAsync();
        Assert.Empty(new[] { guest, later, officer }.SelectMany(v => v.Complaints));
    }

    // Each stands among the photos and in the history. They load as they come into view.
    private static async Task ShowsAsync(Visit visit, int photos)
    {
        var shown = visit.Page.Locator(".photos img");
        await shown.First.WaitForAsync();
        Assert.Equal(photos, (await shown.EvaluateAllAsync<string[]>("all => all.map(e => e.src)")).Distinct().Count());
        foreach (var photo in await shown.AllAsync())
        {
            await photo.ScrollIntoViewIfNeededAsync();
            await Expect(photo).ToHaveJSPropertyAsync("complete", true);
            Assert.True(await photo.EvaluateAsync<int>("e => e.naturalWidth") > 0, "A photo does not load.");
        }
    }
}
