using Microsoft.Playwright;

namespace Kota.BrowserTests;

/// <summary>What axe finds: about half of the failures against WCAG that people meet; the other tests look for some of the rest.</summary>
public sealed class AccessibilityTests(PortalFixture portal)
{
    private const string Look = """
        async () => {
          const found = await axe.run(document, {
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
            resultTypes: ['violations'],
            preload: false,
          });
          return found.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.target.join(' ')} ${n.failureSummary.replace(/\s+/g, ' ')}`));
        }
        """;

    private static readonly string Axe = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "axe.min.js"));

    public static TheoryData<string> Pages => PortalPages.Names;

    [Fact]
    public async Task A_page_that_breaks_rules_is_found_out()
    {
        await using var visit = await portal.VisitAsync(new Visitor { Script = Axe });
        await visit.GoAsync("/");
        await visit.Page.SetContentAsync("<title>x</title><p style='color: #999; background: #fff'>Faint</p><input>");

        var found = await visit.Page.EvaluateAsync<string[]>(Look);

        Assert.All(new[] { "html-has-lang", "color-contrast", "label" }, rule => Assert.Contains(found, f => f.StartsWith(rule + ":", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task No_page_breaks_a_rule_of_WCAG_2_2_AA_in_any_language_or_colour_scheme(string name)
    {
        var found = new List<string>();

        foreach (var language in new[] { "id", "en" })
        {
            await using var visit = await portal.OpenAsync(name, new Visitor { Language = language, Script = Axe });
            await visit.UnfoldAsync();
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await visit.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
                found.AddRange((await visit.Page.EvaluateAsync<string[]>(Look)).Select(v => $"{language}, {scheme}: {v}"));
            }
        }

        Assert.Empty(found);
    }
}
