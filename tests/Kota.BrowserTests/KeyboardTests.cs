using static Microsoft.Playwright.Assertions;

namespace Kota.BrowserTests;

/// <summary>The portal for those who use no mouse.</summary>
public sealed class KeyboardTests(PortalFixture portal)
{
    // Where the keyboard is, and what is wrong with how that looks.
    private const string Stop = """
        selector => {
          const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
          const name = e.tagName + (e.id ? '#' + e.id : '') + ' ' + (e.name ?? e.textContent).trim().slice(0, 30);
          const fault = style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2 ? 'has no visible focus'
            : box.width === 0 || box.right < 0 || box.bottom <= 0 || box.top >= innerHeight ? 'is out of sight'
            : null;
          return e.matches(selector) ? 'there' : e === document.body ? 'end' : fault ? `${name} ${fault}` : 'seen';
        }
        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_report_is_filled_in_and_sent_without_a_mouse(bool javaScript)
    {
        await using var visit = await portal.VisitAsync(new Visitor { JavaScript = javaScript });
        await visit.GoAsync(Reports.FormPath);

        await TypeAsync(visit, "[name=category]", "Jalan rusak");
        await TypeAsync(visit, "[name='fields.title']", Reports.Title);
        await TypeAsync(visit, "[name='fields.description']", Reports.Description);
        await NextAsync(visit, javaScript);
        await TypeAsync(visit, "[name='place.kelurahan']", "Tunjungsekar");
        await TypeAsync(visit, "[name='place.rw']", "2");
        await NextAsync(visit, javaScript);
        await TypeAsync(visit, "[name='fields.phone']", "0812-3456-7890");
        await TabToAsync(visit, "[name=anonymous]");
        await visit.Page.Keyboard.PressAsync("Space");
        await TabToAsync(visit, Reports.SendButton);
        await visit.Page.Keyboard.PressAsync("Enter");

        await visit.Page.Locator(".receipt .code").First.WaitForAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_failed_send_moves_the_focus_to_the_summary_whose_links_lead_to_the_inputs(bool javaScript)
    {
        await using var visit = await portal.VisitAsync(new Visitor { JavaScript = javaScript });
        await visit.GoAsync(Reports.FormPath);
        await TabToAsync(visit, javaScript ? "[data-next]" : Reports.SendButton);
        await visit.Page.Keyboard.PressAsync("Enter");

        await Expect(visit.Page.Locator("[role=alert]")).ToBeFocusedAsync();
        await TabToAsync(visit, "[role=alert] a[href$='fields-title']");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Expect(visit.Page.Locator("[name='fields.title']")).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData("report-form-refused")]
    [InlineData("track-refused")]
    [InlineData("case-officer-refused")]
    public async Task The_summary_of_errors_has_the_focus_on_every_form_that_comes_back(string page)
    {
        await using var visit = await portal.OpenAsync(page, new Visitor { Screen = Screen.Phone });

        await Expect(visit.Page.Locator("[role=alert]")).ToBeFocusedAsync();
        await Expect(visit.Page.Locator("[role=alert]")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task The_first_stop_leads_past_the_navigation()
    {
        await using var visit = await portal.VisitAsync(new Visitor());
        await visit.GoAsync("/layanan");
        await visit.Page.Keyboard.PressAsync("Tab");
        await Expect(visit.Page.Locator(".skip")).ToBeFocusedAsync();
        await Expect(visit.Page.Locator(".skip")).ToBeInViewportAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.Keyboard.PressAsync("Tab");

        await Expect(visit.Page.Locator("main a").First).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData("home")]
    [InlineData("public-list")]
    [InlineData("sign-in")]
    [InlineData("case-reporter-asked")]
    [InlineData("case-officer")]
    [InlineData("inbox-admin")]
    public async Task The_focus_is_seen_at_every_stop(string page)
    {
        await using var visit = await portal.OpenAsync(page, new Visitor { Screen = Screen.Phone });
        await visit.UnfoldAsync();

        var stops = await TabToAsync(visit, "body");

        Assert.True(stops > 5, $"Only {stops} stops.");
    }

    // The focus moves to the head of the next screen, once it is there.
    private static async Task NextAsync(Visit visit, bool javaScript)
    {
        if (!javaScript)
            return;
        await TabToAsync(visit, "[data-next]");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.Locator("[data-head]:focus").WaitForAsync();
    }

    private static async Task TypeAsync(Visit visit, string selector, string text)
    {
        await TabToAsync(visit, selector);
        await visit.Page.Keyboard.TypeAsync(text);
    }

    /// <summary>Presses Tab until the element has the focus; the focus must be seen on the whole way. Gives the number of stops.</summary>
    private static async Task<int> TabToAsync(Visit visit, string selector)
    {
        for (var stops = 0; stops < 200; stops++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            var stop = await visit.Page.EvaluateAsync<string>(Stop, selector);
            if (stop == "there")
                return stops;
            Assert.Equal("seen", stop);
        }

        Assert.Fail($"Tab does not come to {selector}.");
        return 0;
    }
}
