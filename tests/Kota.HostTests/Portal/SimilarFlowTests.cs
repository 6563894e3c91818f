using System.Net;
using Kota.TestKit;
using static Kota.HostTests.Portal.Reports;

namespace Kota.HostTests.Portal;

/// <summary>Duplicates on the form's way: offered once, with all that was typed, without JavaScript.</summary>
public sealed class SimilarFlowTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task A_second_report_of_the_same_is_offered_the_first_keeps_what_was_typed_and_is_sent_all_the_same()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var first = new Browser(host);
        var form = (await first.ReadAsync(FormPath)).Form(FormPath);
        var receipt = await first.SendAsync(form, Report);
        await host.DrainAsync();
        Assert.Equal(Codes(receipt), Codes(await first.SendAsync(form, Report)));

        foreach (var language in new[] { "id", "en" })
        {
            var other = new Browser(host, language);
            var offered = await other.SendAsync((await other.ReadAsync(FormPath)).Form(FormPath), Report, Photo());

            Assert.Equal(HttpStatusCode.OK, offered.Status);
            PageRules.Hold(offered, language);
            Assert.NotEmpty(offered.Document.QuerySelectorAll($"a[href='/lacak/{Codes(receipt)[0]}']"));
            Assert.Equal(Report["fields.description"], offered.Document.QuerySelector("[name='fields.description']")!.TextContent);

            var sent = await other.SendAsync(offered.Form(FormPath));
            Assert.NotEqual(Codes(receipt)[0], Codes(sent)[0]);
        }

        static List<string> Codes(PageSeen page) => [.. page.Document.QuerySelectorAll(".code").Select(c => c.TextContent)];
    }

    [Fact]
    public async Task Following_the_first_instead_leads_to_its_page_and_counts_once_for_each_form()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var first = new Browser(host);
        var receipt = await first.SendAsync((await first.ReadAsync(FormPath)).Form(FormPath), Report);
        var id = receipt.Document.QuerySelector(".code")!.TextContent;
        await host.DrainAsync();
        var other = new Browser(host);
        var offered = await other.SendAsync((await other.ReadAsync(FormPath)).Form(FormPath), Report);

        for (var i = 0; i < 2; i++)
            Assert.Equal($"/lacak/{id}", (await other.SendAsync(offered.Form($"/lacak/{id}/ikuti"))).Path);

        await host.DrainAsync();
        var later = new Browser(host);
        var again = await later.SendAsync((await later.ReadAsync(FormPath)).Form(FormPath), Report);
        Assert.Contains("Diikuti 1 orang", again.Text, StringComparison.Ordinal);
    }
}
