namespace Kota.BrowserTests;

/// <summary>Pages on small screens and in large letters.</summary>
public sealed class LayoutTests(PortalFixture portal)
{
    private const string Sideways = """
        () => {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width)
            return [];
          const wide = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > width + 0.5);
          return [`${document.documentElement.scrollWidth} of ${width} pixels`, ...wide.slice(0, 5).map(e => e.outerHTML.slice(0, 120))];
        }
        """;

    public static TheoryData<string> Pages => PortalPages.Names;

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task No_page_scrolls_sideways_on_320_pixels_or_with_letters_twice_as_large(string page)
    {
        await using var visit = await portal.OpenAsync(page, new Visitor { Screen = Screen.Narrow, Language = "en" });
        await visit.UnfoldAsync();
        Assert.Empty(await visit.Page.EvaluateAsync<string[]>(Sideways));

        await DoubleLettersAsync(visit);
        foreach (var screen in new[] { Screen.Phone, Screen.Desktop })
        {
            await visit.Page.SetViewportSizeAsync(screen.Width, screen.Height);
            Assert.Empty(await visit.Page.EvaluateAsync<string[]>(Sideways));
        }
    }

    // The reader's own choice in the settings of the browser, not the zoom of the page.
    private static async Task DoubleLettersAsync(Visit visit)
    {
        var session = await visit.Page.Context.NewCDPSessionAsync(visit.Page);
        await session.SendAsync("Page.setFontSizes", new Dictionary<string, object> { ["fontSizes"] = new { standard = 32, @fixed = 26 } });
        Assert.Equal("32px", await visit.Page.EvaluateAsync<string>("() => getComputedStyle(document.documentElement).fontSize"));
    }
}
