using Kota.TestKit;
using Microsoft.Playwright;

namespace Kota.BrowserTests;

/// <summary>Every page as the browser shows it, with nothing of the test in it: pictures for people who review, a silent console.</summary>
public sealed class PictureTests(PortalFixture portal)
{
    public static TheoryData<string> Pages => PortalPages.Names;

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_page_is_pictured_and_says_nothing_on_the_console(string page)
    {
        foreach (var screen in new[] { Screen.Phone, Screen.Desktop })
        {
            await using var visit = await portal.OpenAsync(page, new Visitor { Screen = screen });
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await visit.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
                var name = scheme == ColorScheme.Light ? page : page + "-dark";
                await visit.Page.ScreenshotAsync(new() { Path = Repository.PathOf($"artifacts/screenshots/{screen.Name}/{name}.png"), FullPage = true });
            }

            Assert.Empty(visit.Complaints);
        }
    }

    [Fact]
    public async Task What_the_content_security_policy_forbids_is_heard_of()
    {
        await using var visit = await portal.VisitAsync(new Visitor());
        await visit.GoAsync("/");

        await visit.Page.RunAndWaitForConsoleMessageAsync(
            () => visit.Page.EvaluateAsync("() => document.body.setAttribute('onclick', 'alert()')"), new() { Predicate = m => m.Type == "error" });

        Assert.Contains(visit.Complaints, c => c.Contains("Content Security Policy", StringComparison.Ordinal));
    }
}
