using AngleSharp.Html.Dom;

namespace Kota.HostTests.Portal;

/// <summary>What holds for every page: for people who see, hear or feel it, and for the content security policy.</summary>
internal static class PageRules
{
    public static void Hold(PageSeen page, string language)
    {
        var document = page.Document;
        Assert.StartsWith("text/html", page.Response.Content.Headers.ContentType!.ToString(), StringComparison.Ordinal);
        Assert.Equal(language, document.DocumentElement.GetAttribute("lang"));
        Assert.NotEqual("", document.Title);
        Assert.Single(document.QuerySelectorAll("h1"));
        Assert.NotNull(document.QuerySelector("meta[name=viewport]"));
        Assert.Equal("#isi", document.QuerySelector("body > a.skip")!.GetAttribute("href"));
        Assert.All(new[] { "header", "nav", "main#isi", "footer" }, landmark => Assert.NotNull(document.QuerySelector(landmark)));
        NothingInline(document);
        References(document);
        Labels(document);
        Headings(document);
    }

    private static void NothingInline(IHtmlDocument document)
    {
        Assert.Empty(document.QuerySelectorAll("[style], style, script:not([src]), [onclick], [onload], [onsubmit]"));
        Assert.All(document.QuerySelectorAll("link[href], img[src]"), e => Assert.StartsWith("/", e.GetAttribute("href") ?? e.GetAttribute("src")));
        Assert.All(document.QuerySelectorAll("script, link[rel=stylesheet], link[rel=modulepreload]"), e =>
        {
            Assert.StartsWith("/assets/", e.GetAttribute("src") ?? e.GetAttribute("href"));
            Assert.StartsWith("sha384-", e.GetAttribute("integrity"));
        });
        Assert.All(document.QuerySelectorAll("img"), i => Assert.NotNull(i.GetAttribute("alt")));
    }

    private static void References(IHtmlDocument document)
    {
        var ids = document.QuerySelectorAll("[id]").Select(e => e.Id!).ToList();
        Assert.Equal(ids.Distinct(), ids);
        var named = document.All.SelectMany(e => new[] { "aria-labelledby", "for" }.Select(e.GetAttribute)).OfType<string>().ToList();
        named.AddRange(document.QuerySelectorAll(".field [aria-describedby]").SelectMany(e => e.GetAttribute("aria-describedby")!.Split(' ')));
        named.AddRange(document.QuerySelectorAll("a[href^='#']").Select(a => a.GetAttribute("href")![1..]));
        Assert.All(named, id => Assert.Contains(id, ids));
    }

    private static void Labels(IHtmlDocument document)
    {
        var controls = document.QuerySelectorAll("input, select, textarea").Where(c => c.GetAttribute("type") != "hidden");
        Assert.All(controls, c => Assert.True(
            c.Closest("label") is not null || (c.Id is { } id && document.QuerySelector($"label[for='{id}']") is not null), $"No label for {c.OuterHtml}"));
        Assert.All(document.QuerySelectorAll("button, a"), e => Assert.NotEqual("", e.TextContent.Trim() + e.QuerySelector("img")?.GetAttribute("alt")));
    }

    private static void Headings(IHtmlDocument document)
    {
        var level = 0;
        foreach (var heading in document.QuerySelectorAll("main h1, main h2, main h3, main h4"))
        {
            var own = heading.LocalName[1] - '0';

            // A summary of errors or a notice may stand above the title of the page.
            if (heading.Closest("[role=alert]") is not null)
                continue;
            Assert.True(own <= level + 1, $"{heading.OuterHtml} follows a heading of level {level}");
            level = own;
        }
    }
}
