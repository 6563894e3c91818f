using static Microsoft.Playwright.Assertions;

namespace Kota.BrowserTests;

/// <summary>Reports that are written without a signal, on a phone that has seen the portal once.</summary>
public sealed class OfflineTests(PortalFixture portal)
{
    private static readonly Visitor Phone = new() { Screen = Screen.Phone };

    [Fact]
    public async Task A_report_without_signal_waits_outlives_its_page_and_is_sent_once_even_if_its_first_answer_is_lost()
    {
        var place = portal.NewPlace();
        await using var visit = await SignalLostAsync();
        var kelurahan = await WriteAsync(visit, place);
        await Expect(visit.Page.Locator("[data-waiting] .tag.open")).ToHaveTextAsync("Menunggu sinyal");
        await Expect(visit.Page.GetByText(Reports.Title)).ToBeVisibleAsync();

        portal.Lost.LoseNext();
        await visit.LeaveAsync();
        await SignalAsync(visit, true);
        await visit.GoAsync("/");
        await Expect(visit.Page.Locator(".toast[role=status]")).ToBeVisibleAsync();
        Assert.Equal(1, portal.Lost.Lost);

        await visit.GoAsync("/luring");
        var codes = visit.Page.Locator("[data-waiting] .receipt .code");
        await Expect(codes).ToHaveCountAsync(2);
        var (id, pin) = (await codes.First.TextContentAsync(), await codes.Last.TextContentAsync());
        await portal.Host.DrainAsync();
        Assert.Equal([id], await FiledAsync(visit, kelurahan));

        await visit.GoAsync("/lacak");
        await visit.Page.FillAsync("[name=id]", id!);
        await visit.Page.FillAsync("[name=pin]", pin!);
        await visit.PressAsync("form[action='/lacak'] button");
        await Expect(visit.Page.GetByText("Siti Aminah")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".photos img").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_waiting_report_that_is_refused_comes_back_into_its_form_with_all_that_was_written_and_what_is_wrong()
    {
        var place = portal.NewPlace();
        await using var visit = await SignalLostAsync();
        var kelurahan = await WriteAsync(visit, place, title: "Lubang");

        await SignalAsync(visit, true);
        await visit.GoAsync("/luring");
        await Expect(visit.Page.Locator("[data-waiting] .tag.late")).ToHaveTextAsync("Tidak diterima");
        await visit.PressAsync("[data-mend]");

        await Expect(visit.Page.Locator("#langkah-1 .wrong .error")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator("[data-errors]")).ToBeFocusedAsync();
        await Expect(visit.Page.Locator("[name='fields.title']")).ToHaveValueAsync("Lubang");
        await Expect(visit.Page.Locator("[name='fields.description']")).ToHaveValueAsync(Reports.Description);
        await Expect(visit.Page.Locator(".previews img")).ToHaveCountAsync(1);
        await visit.Page.FillAsync("[name='fields.title']", Reports.Title);
        await visit.NextAsync();
        await Expect(visit.Page.Locator("[name='place.kelurahan']")).ToHaveValueAsync(kelurahan);
        await visit.NextAsync();
        await Expect(visit.Page.Locator("[name='fields.phone']")).ToHaveValueAsync("0812-3456-7890");
        var (id, _) = await visit.SendReportAsync();
        await portal.Host.DrainAsync();

        Assert.Equal([id], await FiledAsync(visit, kelurahan));
        await visit.GoAsync("/luring");
        await Expect(visit.Page.Locator("[data-none]")).ToBeVisibleAsync();
    }

    // The phone has the shell of the portal, and then no signal.
    private async Task<Visit> SignalLostAsync()
    {
        var visit = await portal.VisitAsync(Phone);
        await visit.GoAsync("/");
        await visit.Page.WaitForFunctionAsync("() => navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)");
        await SignalAsync(visit, false);
        return visit;
    }

    private static Task SignalAsync(Visit visit, bool there) => visit.Page.Context.SetOfflineAsync(!there);

    private static async Task<string> WriteAsync(Visit visit, int place, string title = Reports.Title)
    {
        await visit.GoAsync("/layanan/sambat");
        await Expect(visit.Page).ToHaveTitleAsync("Laporan tanpa sinyal · Kota Malang");
        await visit.PressAsync($"main a[href='{Reports.FormPath}']");
        await visit.WriteReportAsync(place, Reports.Photo, title: title);
        var kelurahan = await visit.Page.InputValueAsync("[name='place.kelurahan']");
        await visit.PressAsync(Reports.SendButton);
        await visit.Page.WaitForURLAsync("**/luring");
        return kelurahan;
    }

    private static async Task<IEnumerable<string?>> FiledAsync(Visit visit, string kelurahan)
    {
        var answer = await visit.Page.APIRequest.GetAsync($"/api/v1/submissions?kelurahan={kelurahan}");
        Assert.True(answer.Ok, await answer.TextAsync());
        return (await answer.JsonAsync())!.Value.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString());
    }
}
