using System.Net;
using Kota.TestKit;
using static Kota.HostTests.Portal.Reports;

namespace Kota.HostTests.Portal;

/// <summary>What happens to a report after it came, on the pages of its reporter and of officers.</summary>
public sealed class CaseFlowTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task An_action_on_an_older_version_keeps_the_text_and_says_so()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var citizen = new Browser(host);
        await citizen.SignInAsync("warga");
        var receipt = await citizen.SendAsync((await citizen.ReadAsync(FormPath)).Form(FormPath), Report);
        var id = receipt.Document.QuerySelector(".code")!.TextContent;
        Assert.Single(receipt.Document.QuerySelectorAll(".code"));
        await host.DrainAsync();
        var (one, two) = (new Browser(host), new Browser(host));
        await one.SignInAsync("petugas-dpuprpkp");
        await two.SignInAsync("kepala-dpuprpkp");
        var seen = await one.ReadAsync($"/kelola/kasus/{id}");
        await two.SendAsync((await two.ReadAsync($"/kelola/kasus/{id}")).Action("accept"));

        var stale = await one.SendAsync(seen.Action("ask"), new() { ["inputs.question"] = "Seberapa lebar lubangnya?" });

        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.Status);
        PageRules.Hold(stale, "id");
        Assert.Equal("Seberapa lebar lubangnya?", stale.Document.QuerySelector("#ask textarea")!.TextContent);
        var asked = await one.SendAsync(stale.Action("ask"));
        Assert.Equal(HttpStatusCode.OK, asked.Status);
        await host.DrainAsync();

        var mine = await citizen.ReadAsync("/saya");
        PageRules.Hold(mine, "id");
        var own = await citizen.ReadAsync(mine.Document.QuerySelector("table.list a")!.GetAttribute("href")!);
        var replied = await citizen.SendAsync(own.Action("reply"), new() { ["inputs.text"] = "Satu meter." });
        Assert.Contains("Satu meter.", replied.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comments_are_kept_from_the_public_unless_they_are_public()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var guest = new Browser(host);
        var receipt = await guest.SendAsync((await guest.ReadAsync(FormPath)).Form(FormPath), Report);
        var path = $"/lacak/{receipt.Document.QuerySelector(".code")!.TextContent}";
        var page = await guest.ReadAsync(path);

        var empty = await guest.SendAsync(page.Form(path + "/komentar"));
        Assert.Equal(HttpStatusCode.BadRequest, empty.Status);
        PageRules.Hold(empty, "id");
        page = await guest.SendAsync(empty.Form(path + "/komentar"), new() { ["text"] = "Hanya untuk petugas." });
        page = await guest.SendAsync(page.Form(path + "/komentar"), new() { ["text"] = "Untuk semua orang.", ["public"] = "true" }, Photo());
        Assert.Contains("Hanya untuk petugas.", page.Text, StringComparison.Ordinal);

        var stranger = await new Browser(host).ReadAsync(path);
        Assert.DoesNotContain("Hanya untuk petugas.", stranger.Text, StringComparison.Ordinal);
        Assert.Contains("Untuk semua orang.", stranger.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_report_opens_only_with_its_pin_and_a_wrong_pin_tells_nothing_of_it()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var guest = new Browser(host);
        var receipt = await guest.SendAsync((await guest.ReadAsync(FormPath)).Form(FormPath), new(Report) { ["secret"] = "true" });
        var codes = receipt.Document.QuerySelectorAll(".code").Select(c => c.TextContent).ToList();
        var stranger = new Browser(host);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.ReadAsync($"/lacak/{codes[0]}")).Status);
        var form = (await stranger.ReadAsync("/lacak")).Form("/lacak");

        var wrong = await stranger.SendAsync(form, new() { ["id"] = codes[0], ["pin"] = codes[1] == "000000" ? "000001" : "000000" });

        PageRules.Hold(wrong, "id");
        Assert.Equal(HttpStatusCode.NotFound, wrong.Status);
        Assert.Contains("lacak-id-error", wrong.Document.QuerySelector("[name=id]")!.GetAttribute("aria-describedby")!.Split(' '));
        Assert.Equal(HttpStatusCode.OK, (await stranger.SendAsync(form, new() { ["id"] = codes[0].ToLowerInvariant(), ["pin"] = codes[1] })).Status);
    }

    [Fact]
    public async Task The_inbox_pages_by_links_and_says_in_words_what_is_late()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var guest = new Browser(host);
        var sent = new HashSet<string>();
        for (var i = 0; i < 3; i++)
        {
            var receipt = await guest.SendAsync((await guest.ReadAsync(FormPath)).Form(FormPath), Report);
            sent.Add(receipt.Document.QuerySelector(".code")!.TextContent);
        }

        await host.DrainAsync();
        host.Clock.Advance(TimeSpan.FromDays(2));
        var officer = new Browser(host);
        await officer.SignInAsync("petugas-dpuprpkp");
        var seen = new List<string>();
        for (string? path = "/kelola?late=true&take=2"; path is not null;)
        {
            var page = await officer.ReadAsync(path);
            PageRules.Hold(page, "id");
            Assert.All(page.Document.QuerySelectorAll("table.list tbody tr"), row => Assert.Contains("Terlambat", row.TextContent, StringComparison.Ordinal));
            seen.AddRange(page.Document.QuerySelectorAll("table.list tbody a").Select(a => a.GetAttribute("href")!.Split('/')[^1].Split('?')[0]));
            path = page.Document.QuerySelector(".pager a[rel=next]")?.GetAttribute("href");
        }

        Assert.Equal(sent.Order(), seen.Order());
    }
}
