using System.Net;
using AngleSharp.Html.Parser;
using Kota.Functions.Reports.UseCases;
using Kota.Kernel.Security;
using Kota.Kernel.Text;
using Kota.Portal.Maps;
using Kota.Portal.Pages;
using Kota.Portal.Rendering;
using Kota.TestKit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Kota.HostTests.Portal;

/// <summary>What pages are made of.</summary>
public sealed class ComponentTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Developers_see_every_component_in_both_languages_and_themes()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);

        var page = await new Browser(host).ReadAsync("/_components");

        Assert.Equal(["id light", "id dark", "en light", "en dark"], page.Document.QuerySelectorAll(".sheet").Select(s => $"{s.GetAttribute("lang")} {s.GetAttribute("data-theme")}"));
        foreach (var part in new[] { ".crumbs", ".toast", ".tag.late", "[data-errors]", ".field.wrong", ".filters", ".chosen", "table.list", ".pager", ".chart svg", ".progress", ".timeline", "dialog", ".empty" })
            Assert.Equal(4, page.Document.QuerySelectorAll(".sheet").Count(s => s.QuerySelector(part) is not null));
    }

    [Fact]
    public async Task Nobody_sees_them_in_a_city()
    {
        await using var host = await KotaTestHost.StartAsync(azurite, new KotaTestHostOptions { Settings = new Dictionary<string, string?> { ["Kota__Security__Caller"] = "EasyAuth" } });

        Assert.Equal(HttpStatusCode.NotFound, (await new Browser(host).ReadAsync("/_components")).Status);
    }

    [Theory]
    [InlineData("id", "2,4 hari", "12%")]
    [InlineData("en", "2.4 days", "12%")]
    public async Task The_chart_of_agencies_has_the_table_with_its_numbers_behind_it(string language, string median, string late)
    {
        League league = new(new(2026, 1, 1), new(2026, 3, 31), [new("dlh", "DLH", 1_250, 2.4, 0.12, 5, 4.2), new("dishub", "Dishub", null, null, null, null, null)]);
        var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var context = new PageContext(
            new Words(Languages.Find(language)!), Caller.Guest, null, false, "/kinerja", "", new AssetStore(), new MapTiles(Options.Create(new MapOptions())), DateTimeOffset.UnixEpoch);

        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<LeaguePage>(
            ParameterView.FromDictionary(new Dictionary<string, object?> { ["Page"] = context, ["Model"] = league }))).ToHtmlString());
        var document = new HtmlParser().ParseDocument(html);
        var chart = document.QuerySelector("figure.chart svg[role=img]")!;
        var table = document.GetElementById(chart.GetAttribute("aria-describedby")!)!;

        Assert.Equal([median, "–"], chart.QuerySelectorAll("text[text-anchor]").Select(t => t.TextContent));
        Assert.Equal("100%", chart.QuerySelector("rect.bar")!.GetAttribute("width"));
        Assert.Equal(["DLH", "Dishub"], table.QuerySelectorAll("th[scope=row]").Select(c => c.TextContent));
        Assert.Contains(late, table.QuerySelectorAll("td").Select(c => c.TextContent));
        Assert.Contains(language == "id" ? "1.250" : "1,250", table.QuerySelectorAll("td").Select(c => c.TextContent));
    }

    [Theory]
    [InlineData("id", "Rp1.250.000", "12.500", "2,4")]
    [InlineData("en", "Rp1,250,000", "12,500", "2.4")]
    public void Numbers_and_money_are_written_as_readers_write_them(string language, string money, string number, string days)
    {
        var t = new Words(Languages.Find(language)!);

        Assert.Equal((money, number, days), (t.Money(1_250_000), t.Number(12_500), t.Number(2.4, 1)));
    }
}
