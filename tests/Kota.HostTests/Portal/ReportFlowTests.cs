using System.Net;
using Kota.TestKit;
using NetVips;

namespace Kota.HostTests.Portal;

/// <summary>The whole way of a report with nothing but forms and links.</summary>
public sealed class ReportFlowTests(AzuriteFixture azurite)
{
    private const string FormPath = "/layanan/sambat/lapor";

    private static readonly Dictionary<string, string?> Report = new()
    {
        ["category"] = "damaged-road",
        ["fields.title"] = "Lubang di depan pasar Dinoyo",
        ["fields.description"] = "Lubang sedalam tiga puluh sentimeter, sudah dua motor terjatuh.",
        ["fields.name"] = "Siti Aminah",
        ["fields.phone"] = "0812-3456-7890",
        ["place.kelurahan"] = "35.73.05.1004",
        ["place.rw"] = "2",
    };

    [Fact]
    public async Task A_guest_reports_follows_and_rates_and_an_officer_answers()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var guest = new Browser(host);
        var receipt = await guest.SendAsync((await guest.ReadAsync(FormPath)).Form(FormPath), Report, Photo());
        Assert.Equal(HttpStatusCode.OK, receipt.Status);
        PageRules.Hold(receipt, "id");
        var codes = receipt.Document.QuerySelectorAll(".code").Select(c => c.TextContent).ToList();
        var (id, pin) = (codes[0], codes[1]);
        Assert.Matches("^[0-9]{6}$", pin);
        Assert.NotNull(receipt.Document.QuerySelector("svg.qr path"));
        await host.DrainAsync();

        var officer = new Browser(host, "en");
        await officer.SignInAsync("petugas-dpuprpkp");
        var inbox = await officer.ReadAsync("/petugas");
        PageRules.Hold(inbox, "en");
        var link = inbox.Document.QuerySelector("table.list a")!.GetAttribute("href")!;
        Assert.Equal($"/petugas/{id}", link);
        var work = await officer.ReadAsync(link);
        PageRules.Hold(work, "en");
        Assert.Contains("Siti Aminah", work.Text, StringComparison.Ordinal);
        work = await officer.SendAsync(work.Action("accept"), new() { ["inputs.promised"] = "2026-02-10" });
        Assert.Contains("10 February 2026", work.Text, StringComparison.Ordinal);

        var refused = await officer.SendAsync(work.Action("answer"), new() { ["inputs.text"] = "The hole is filled." });
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        PageRules.Hold(refused, "en");
        Assert.Equal("The hole is filled.", refused.Document.QuerySelector("#answer textarea")!.TextContent);
        Assert.NotNull(refused.Document.QuerySelector("#answer[open] .error"));
        work = await officer.SendAsync(refused.Action("answer"), null, Photo());
        Assert.Equal(HttpStatusCode.OK, work.Status);
        await host.DrainAsync();

        var stranger = await new Browser(host).ReadAsync($"/lacak/{id}");
        PageRules.Hold(stranger, "id");
        Assert.DoesNotContain("Siti Aminah", stranger.Text, StringComparison.Ordinal);
        Assert.Empty(stranger.Document.QuerySelectorAll("main form"));
        Assert.Equal("Lubang di depan pasar Dinoyo", stranger.Document.QuerySelector("meta[property='og:title']")!.GetAttribute("content"));

        var later = new Browser(host);
        var found = await later.SendAsync((await later.ReadAsync("/lacak")).Form("/lacak"), new() { ["id"] = id, ["pin"] = pin });
        Assert.Equal($"/lacak/{id}", found.Path);
        Assert.DoesNotContain(pin, found.Path, StringComparison.Ordinal);
        Assert.Contains("Siti Aminah", found.Text, StringComparison.Ordinal);
        var rated = await later.SendAsync(found.Action("rate"), new() { ["inputs.rating"] = "5" });
        PageRules.Hold(rated, "id");
        Assert.Contains("5 dari 5", rated.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(rated.Document.Forms, f => f.QuerySelector("input[name=action]") is not null);
    }

    [Fact]
    public async Task Errors_stand_at_the_fields_and_in_the_summary_and_what_was_typed_is_kept()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        foreach (var language in new[] { "id", "en" })
        {
            var guest = new Browser(host, language);
            var wrong = new Dictionary<string, string?>(Report) { ["category"] = "", ["fields.title"] = "Lubang", ["fields.phone"] = "12", ["place.rw"] = "" };

            var page = await guest.SendAsync((await guest.ReadAsync(FormPath)).Form(FormPath), wrong);

            Assert.Equal(HttpStatusCode.BadRequest, page.Status);
            PageRules.Hold(page, language);
            Assert.Equal("Lubang", page.Document.QuerySelector("[name='fields.title']")!.GetAttribute("value"));
            Assert.Equal(Report["fields.description"], page.Document.QuerySelector("[name='fields.description']")!.TextContent);
            foreach (var name in new[] { "category", "fields.title", "fields.phone" })
            {
                var input = page.Document.QuerySelector($"[name='{name}']")!;
                Assert.NotNull(page.Document.QuerySelector($"[role=alert] a[href='#{input.Id}']"));
                Assert.Contains($"{input.Id}-error", input.GetAttribute("aria-describedby")!.Split(' '));
                Assert.Equal("true", input.GetAttribute("aria-invalid"));
            }

            var receipt = await guest.SendAsync(page.Form(FormPath), new(Report));
            Assert.Equal(HttpStatusCode.OK, receipt.Status);
        }
    }

    [Fact]
    public async Task The_same_form_sent_twice_files_once_and_shows_the_same_receipt()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var guest = new Browser(host);
        var form = (await guest.ReadAsync(FormPath)).Form(FormPath);

        var first = await guest.SendAsync(form, Report);
        var second = await guest.SendAsync(form, Report);
        var changed = await guest.SendAsync(form, new(Report) { ["fields.title"] = "Lubang yang lain sama sekali" });

        Assert.Equal(Codes(first), Codes(second));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, changed.Status);
        Assert.NotEqual(Codes(first), Codes(await guest.SendAsync(changed.Form(FormPath))));

        static IEnumerable<string> Codes(PageSeen page) => page.Document.QuerySelectorAll(".code").Select(c => c.TextContent);
    }

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
        var seen = await one.ReadAsync($"/petugas/{id}");
        await two.SendAsync((await two.ReadAsync($"/petugas/{id}")).Action("accept"));

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
    public async Task A_secret_report_opens_only_with_its_pin_and_a_wrong_pin_is_said_at_the_field()
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
        Assert.Contains("lacak-pin-error", wrong.Document.QuerySelector("[name=pin]")!.GetAttribute("aria-describedby")!.Split(' '));
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
        for (string? path = "/petugas?late=true&take=2"; path is not null;)
        {
            var page = await officer.ReadAsync(path);
            PageRules.Hold(page, "id");
            Assert.All(page.Document.QuerySelectorAll("table.list tbody tr"), row => Assert.Contains("Terlambat", row.TextContent, StringComparison.Ordinal));
            seen.AddRange(page.Document.QuerySelectorAll("table.list tbody a").Select(a => a.GetAttribute("href")!.Split('/')[^1]));
            path = page.Document.QuerySelector(".pager a[rel=next]")?.GetAttribute("href");
        }

        Assert.Equal(sent.Order(), seen.Order());
    }

    private static byte[] Photo() => Image.Black(64, 48).PngsaveBuffer();
}
