using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Kota.BrowserTests;

/// <summary>Officers who work through many reports: by keys, with many at once, and beside others.</summary>
public sealed class OfficerTests(PortalFixture portal)
{
    [Fact]
    public async Task Five_cases_are_accepted_without_a_mouse()
    {
        var ids = await ReportAsync(5);
        await using var visit = await portal.VisitAsync(new Visitor { Reader = Reader.Officer });
        var keys = visit.Page.Keyboard;
        await visit.GoAsync("/kelola?order=newest&take=5");
        var rows = visit.Page.Locator("table.inbox tbody th a");
        await keys.PressAsync("j");
        await Expect(rows.Nth(0)).ToBeFocusedAsync();
        await keys.PressAsync("j");
        await Expect(rows.Nth(1)).ToBeFocusedAsync();
        await keys.PressAsync("ArrowUp");
        await Expect(rows.Nth(0)).ToBeFocusedAsync();
        await keys.PressAsync("x");
        await Expect(visit.Page.Locator("[data-picked]")).ToHaveTextAsync("1 dipilih");

        await keys.PressAsync("o");
        for (var done = 0; done < 5; done++)
        {
            await visit.Page.Locator("#accept").WaitForAsync();
            await keys.PressAsync("t");
            await Expect(visit.Page.Locator("#accept[open] [name='inputs.promised']")).ToBeFocusedAsync();
            await keys.PressAsync("Enter");
            await visit.DoneAsync("accept");
            if (done < 4)
                await keys.PressAsync("j");
        }

        await keys.PressAsync("g");
        await keys.PressAsync("i");
        await Expect(visit.Page).ToHaveURLAsync(new Regex(@"/kelola\?order=newest"));
        await portal.Host.DrainAsync();
        await visit.GoAsync("/kelola?order=newest&take=5&handler=me");
        foreach (var id in ids)
            await Expect(visit.Page.Locator($"a[href^='/kelola/kasus/{id}']")).ToHaveCountAsync(1);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Keys_rest_while_somebody_types_and_when_they_are_switched_off()
    {
        await using var visit = await portal.VisitAsync(new Visitor { Reader = Reader.Officer });
        var keys = visit.Page.Keyboard;
        await visit.GoAsync($"/kelola/kasus/{portal.City.Asked}?ke=0");
        var here = visit.Page.Url;
        await keys.PressAsync("c");
        await keys.TypeAsync("jk?");
        await Expect(visit.Page.Locator("#komentar textarea")).ToHaveValueAsync("jk?");
        Assert.Equal(here, visit.Page.Url);

        await visit.GoAsync("/kelola");
        await keys.PressAsync("/");
        await Expect(visit.Page.Locator("#due")).ToBeFocusedAsync();
        await visit.Page.Locator("#isi").FocusAsync();
        await keys.PressAsync("?");
        await visit.Page.UncheckAsync("[data-keys-on]");
        await keys.PressAsync("Escape");
        await keys.PressAsync("j");
        Assert.Equal(0, await visit.Page.Locator("table.inbox :focus").CountAsync());

        await visit.GoAsync("/kelola");
        await keys.PressAsync("?");
        await Expect(visit.Page.Locator("#pintasan")).ToBeHiddenAsync();
        await visit.PressAsync("[data-opens=pintasan]");
        await visit.Page.CheckAsync("[data-keys-on]");
        await keys.PressAsync("Escape");
        await Expect(visit.Page.Locator("[data-opens=pintasan]")).ToBeFocusedAsync();
        await keys.PressAsync("j");
        await Expect(visit.Page.Locator("table.inbox tbody th a").First).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData("phone", true)]
    [InlineData("phone", false)]
    [InlineData("desktop", true)]
    [InlineData("desktop", false)]
    public async Task Many_are_chosen_in_the_inbox_foreseen_and_asked_about_at_once(string device, bool javaScript)
    {
        var ids = await ReportAsync(2);
        await using var visit = await portal.VisitAsync(
            new Visitor { Reader = Reader.Officer, Screen = device == "phone" ? Screen.Phone : Screen.Desktop, JavaScript = javaScript });
        // The clock stands still otherwise, and what came at once has no order.
        portal.Host.Clock.Advance(TimeSpan.FromSeconds(1));
        await visit.GoAsync("/kelola?order=newest&take=3");
        await visit.PressAsync("[data-pick-all]");
        await Expect(visit.Page.Locator(".tick input:checked")).ToHaveCountAsync(3);
        await visit.Page.Locator(".tick input").Nth(2).UncheckAsync();
        if (javaScript)
            await Expect(visit.Page.Locator("[data-picked]")).ToHaveTextAsync("2 dipilih");
        await visit.PressAsync(".bulk button");

        await visit.CheckAsync("ask", new() { ["inputs.question"] = "Seberapa lebar lubangnya?" });
        await Expect(visit.Page.Locator("tbody .follows")).ToHaveCountAsync(2);
        await visit.PressAsync("form[action='/kelola/banyak/lakukan'] button");

        await Expect(visit.Page.Locator("main p[role=status]")).ToHaveTextAsync("2 berhasil, 0 sudah berubah, 0 ditolak.");
        foreach (var id in ids)
            await Expect(visit.Page.Locator("tbody")).ToContainTextAsync(id);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task The_filters_keep_the_focus_and_the_address_when_the_list_is_drawn_anew()
    {
        await using var visit = await portal.VisitAsync(new Visitor { Reader = Reader.Officer });
        await visit.GoAsync("/kelola");
        await visit.Page.Locator("#due").FocusAsync();

        await visit.Page.SelectOptionAsync("#due", "late");

        await Expect(visit.Page).ToHaveURLAsync(new Regex("due=late"));
        await Expect(visit.Page.Locator("#due")).ToBeFocusedAsync();
        await Expect(visit.Page.Locator("#jumlah")).ToHaveTextAsync(new Regex(@"^\d+ laporan ditampilkan$"));
        await Expect(visit.Page.Locator(".numbers a[aria-current]")).ToHaveTextAsync(new Regex("terlambat"));
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task What_somebody_else_does_is_shown_and_what_is_being_typed_stays()
    {
        var id = (await ReportAsync(1))[0];
        await using var visit = await portal.VisitAsync(new Visitor { Reader = Reader.Officer });
        await visit.Page.Clock.InstallAsync();
        await visit.GoAsync($"/kelola/kasus/{id}");
        await using var colleague = await portal.VisitAsync(new Visitor { Reader = Reader.Officer });
        await colleague.GoAsync($"/kelola/kasus/{id}");
        await colleague.ActAsync("accept");
        await colleague.DoneAsync("accept");

        await visit.Page.Clock.RunForAsync(31_000);
        await Expect(visit.Page.Locator("#berubah")).ToContainTextAsync("Dikerjakan");
        await Expect(visit.Page.Locator("#kini .tag").First).ToHaveTextAsync("Dikerjakan");
        await Expect(visit.Page.Locator("#accept")).ToHaveCountAsync(0);

        await visit.PressAsync("#ask > summary");
        await visit.Page.FillAsync("#ask textarea", "Seberapa lebar");
        await colleague.ActAsync("komentar", new() { ["text"] = "Sudah kami lihat." });
        await colleague.Page.Locator(".timeline").GetByText("Sudah kami lihat.").WaitForAsync();
        await visit.Page.Clock.RunForAsync(31_000);
        await Expect(visit.Page.Locator("#langkah")).ToContainTextAsync("Sudah kami lihat.");
        await Expect(visit.Page.Locator("#ask textarea")).ToHaveValueAsync("Seberapa lebar");
        await Expect(visit.Page.Locator("#berubah")).ToContainTextAsync("Yang Anda ketik tetap ada");
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_template_fills_the_question(bool javaScript)
    {
        await using var visit = await portal.VisitAsync(new Visitor { Reader = Reader.Officer, JavaScript = javaScript });
        await visit.GoAsync($"/kelola/kasus/{portal.City.Open}");
        if (await visit.Page.Locator("#ask[open]").CountAsync() == 0)
            await visit.PressAsync("#ask > summary");
        await visit.Page.FillAsync("#ask textarea", "Terima kasih.");
        await visit.Page.SelectOptionAsync("#ask [name=contoh]", SmallCity.Template);

        await visit.PressAsync("#ask button[name=isi]");

        await Expect(visit.Page.Locator("#ask textarea")).ToHaveValueAsync($"Terima kasih.\n\nTentang laporan {portal.City.Open}: seberapa lebar lubangnya?");
        if (javaScript)
            await Expect(visit.Page.Locator("#ask textarea")).ToBeFocusedAsync();
    }

    private async Task<List<string>> ReportAsync(int count)
    {
        await using var guest = await portal.VisitAsync(new Visitor());
        var ids = new List<string>();
        for (var i = 0; i < count; i++)
        {
            await guest.FillReportAsync(portal.NewPlace());
            portal.Host.Clock.Advance(TimeSpan.FromSeconds(1));
            ids.Add((await guest.SendReportAsync()).Id);
        }

        await portal.Host.DrainAsync();
        return ids;
    }
}
