using System.Net;
using Kota.HostTests.BlackBox;
using Kota.TestKit;

namespace Kota.HostTests.Portal;

/// <summary>One action on many submissions, on the pages of officers and without a script.</summary>
public sealed class BulkFlowTests(AzuriteFixture azurite)
{
    private const string Check = "/kelola/banyak/periksa", Act = "/kelola/banyak/lakukan";

    [Fact]
    public async Task Chosen_ones_are_foreseen_and_then_done_once_each()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var ids = await ReportAsync(host, 3);
        var officer = await SignInAsync(host, "petugas-dpuprpkp");
        var inbox = await officer.ReadAsync("/kelola?pilih=semua");
        PageRules.Hold(inbox, "id");
        Assert.Equal(3, inbox.Document.QuerySelectorAll(".tick input[checked]").Length);

        var choice = await officer.ReadAsync(PathOf(ids.Select(id => (id, 2))));
        PageRules.Hold(choice, "id");
        var review = await officer.SendAsync(FormOf(choice, "accept"), new() { ["inputs.promised"] = "2026-02-10" });
        PageRules.Hold(review, "id");
        Assert.Equal(Check, review.Path);
        Assert.Equal(3, review.Document.QuerySelectorAll("tbody .follows").Length);
        Assert.Contains("Dikerjakan", review.Document.QuerySelector("tbody .follows")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("forwarded", await StateAsync(host, ids[0]));

        var form = review.Form(Act);
        var done = await officer.SendAsync(form, new() { [$"pilih.{ids[2]}"] = null });
        PageRules.Hold(done, "id");
        Assert.Contains("2 berhasil, 0 sudah berubah, 0 ditolak", done.Text, StringComparison.Ordinal);
        Assert.Equal(["in_progress", "in_progress", "forwarded"], [await StateAsync(host, ids[0]), await StateAsync(host, ids[1]), await StateAsync(host, ids[2])]);

        var again = await officer.SendAsync(form);
        Assert.Contains("3 berhasil", again.Text, StringComparison.Ordinal);
        Assert.Equal(2, again.Document.QuerySelectorAll("tbody td").Count(r => r.TextContent.Contains("kiriman sebelumnya", StringComparison.Ordinal)));
        using var reader = await Visitor.SignInAsync(host, "petugas-dpuprpkp");
        Assert.Single(await reader.TimelineAsync(ids[0]), s => s.GetProperty("action").GetProperty("code").GetString() == "accept");
    }

    [Fact]
    public async Task What_somebody_else_changed_meanwhile_is_left_alone_and_said_so()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var ids = await ReportAsync(host, 2);
        var officer = await SignInAsync(host, "petugas-dpuprpkp");
        var review = await officer.SendAsync(FormOf(await officer.ReadAsync(PathOf(ids.Select(id => (id, 2)))), "accept"));
        using (var head = await Visitor.SignInAsync(host, "kepala-dpuprpkp"))
        using (var asked = await head.ActAsync(ids[0], 2, "ask", new { question = "Seberapa lebar lubangnya?" }))
            await Visitor.JsonAsync(asked, 200);

        var done = await officer.SendAsync(review.Form(Act));

        Assert.Contains("1 berhasil, 1 sudah berubah, 0 ditolak", done.Text, StringComparison.Ordinal);
        Assert.Equal("needs_info", await StateAsync(host, ids[0]));
        var again = await officer.ReadAsync(done.Document.QuerySelector("main a[href*='pilih.']")!.GetAttribute("href")!);
        Assert.Contains(ids[0], again.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(ids[1], again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_for_all_comes_back_with_its_errors_and_what_was_typed()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var ids = await ReportAsync(host, 2);
        var officer = await SignInAsync(host, "petugas-dpuprpkp");
        var choice = await officer.ReadAsync(PathOf(ids.Select(id => (id, 2))));

        var wrong = await officer.SendAsync(FormOf(choice, "not_ours"), new() { ["inputs.reason"] = "Pendek", ["inputs.agency"] = "dishub" });

        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        PageRules.Hold(wrong, "id");
        Assert.NotNull(wrong.Document.QuerySelector("#not_ours [role=alert]"));
        Assert.Equal("Pendek", wrong.Document.QuerySelector("#not_ours textarea")!.TextContent);
        var review = await officer.SendAsync(FormOf(wrong, "not_ours"), new() { ["inputs.reason"] = "Ini urusan rambu, bukan jalan." });
        Assert.Contains("Dinas Perhubungan", review.Document.QuerySelector(".follows")!.TextContent, StringComparison.Ordinal);
        var back = await officer.SendAsync(review.Form(Act).Clone(review, Check), new() { ["kembali"] = "1" });
        Assert.Equal("Ini urusan rambu, bukan jalan.", back.Document.QuerySelector("#not_ours textarea")!.TextContent);
        var done = await officer.SendAsync(review.Form(Act));
        Assert.Contains("2 berhasil", done.Text, StringComparison.Ordinal);
        Assert.Contains("2 berhasil", (await officer.SendAsync(review.Form(Act))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Duplicates_are_merged_into_one_of_those_that_were_chosen()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var ids = await ReportAsync(host, 3);
        var officer = await SignInAsync(host, "petugas-dpuprpkp");
        var choice = await officer.ReadAsync(PathOf(ids.Select(id => (id, 2))));
        var merge = choice.Document.QuerySelector("datalist")!.Closest("details")!;
        var input = merge.QuerySelector("input[list]")!.GetAttribute("name")!;

        var review = await officer.SendAsync(FormOf(choice, merge.Id!), new() { [input] = ids[0] });
        Assert.Equal(2, review.Document.QuerySelectorAll("tbody input[type=checkbox]").Length);
        var done = await officer.SendAsync(review.Form(Act));

        Assert.Contains("2 berhasil", done.Text, StringComparison.Ordinal);
        Assert.Equal(["forwarded", "merged", "merged"], [await StateAsync(host, ids[0]), await StateAsync(host, ids[1]), await StateAsync(host, ids[2])]);
    }

    [Fact]
    public async Task An_action_that_only_some_allow_is_offered_for_those()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var ids = await ReportAsync(host, 2);
        using (var head = await Visitor.SignInAsync(host, "kepala-dpuprpkp"))
        using (var accepted = await head.ActAsync(ids[0], 2, "accept"))
            await Visitor.JsonAsync(accepted, 200);
        var officer = await SignInAsync(host, "petugas-dpuprpkp");

        var choice = await officer.ReadAsync(PathOf(ids.Select(id => (id, 2))));

        PageRules.Hold(choice, "id");
        Assert.Null(choice.Document.QuerySelector("#accept"));
        Assert.NotNull(choice.Document.QuerySelector("#ask"));
        // Its photos are needed for works on site.
        Assert.Null(choice.Document.QuerySelector("#answer"));
        var only = choice.Document.QuerySelectorAll("main a[href*='pilih.']").First(a => a.TextContent.Contains("Terima", StringComparison.Ordinal));
        Assert.NotNull((await officer.ReadAsync(only.GetAttribute("href")!)).Document.QuerySelector("#accept"));
    }

    [Theory]
    [InlineData("/kelola/banyak", HttpStatusCode.BadRequest)]
    [InlineData("/kelola/banyak?pilih.SBT-0000-0000-0000-0=2", HttpStatusCode.OK)]
    [InlineData("/kelola/banyak?pilih.%3Cscript%3E=x", HttpStatusCode.OK)]
    [InlineData("/kelola/banyak?pilih.=1&daftar=%2F%2Fevil.example", HttpStatusCode.BadRequest)]
    public async Task Addresses_that_name_nothing_are_answered_with_the_way_back(string path, HttpStatusCode status)
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var officer = await SignInAsync(host, "petugas-dpuprpkp");

        var page = await officer.ReadAsync(path);

        Assert.Equal(status, page.Status);
        PageRules.Hold(page, "id");
        Assert.StartsWith("/kelola", page.Document.QuerySelector("main [role=alert] a")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_fifty_are_too_many()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var officer = await SignInAsync(host, "petugas-dpuprpkp");

        var page = await officer.ReadAsync(PathOf(Enumerable.Range(0, 51).Select(n => ($"SBT-0000-0000-00{n:D2}-0", 2))));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("Paling banyak 50", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_report_gets_a_text_with_its_own_facts_from_a_template()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        await Templates.AddAsync(host, "ask", "Laporan {id} di {kelurahan}: seberapa lebar lubangnya?");
        var ids = await ReportAsync(host, 2);
        var officer = await SignInAsync(host, "petugas-dpuprpkp");
        var choice = await officer.ReadAsync(PathOf(ids.Select(id => (id, 2))));

        var filled = await officer.SendAsync(FormOf(choice, "ask"), new() { ["contoh"] = "sample", ["isi"] = "1" });
        Assert.Contains("{id}", filled.Document.QuerySelector("#ask textarea")!.TextContent, StringComparison.Ordinal);
        var review = await officer.SendAsync(FormOf(filled, "ask"));
        await officer.SendAsync(review.Form(Act));

        using var reader = await Visitor.SignInAsync(host, "petugas-dpuprpkp");
        foreach (var id in ids)
        {
            var asked = (await reader.TimelineAsync(id))[^1].GetProperty("inputs").GetProperty("question").GetString();
            Assert.Equal($"Laporan {id} di Dinoyo: seberapa lebar lubangnya?", asked);
        }
    }

    private static async Task<Browser> SignInAsync(KotaTestHost host, string person)
    {
        var browser = new Browser(host);
        await browser.SignInAsync(person);
        return browser;
    }

    private static async Task<string[]> ReportAsync(KotaTestHost host, int count)
    {
        using var guest = new Visitor(host.NewClient());
        var ids = new string[count];
        for (var i = 0; i < count; i++)
            ids[i] = (await guest.ReportAsync()).Id;
        await host.DrainAsync();
        return ids;
    }

    private static async Task<string> StateAsync(KotaTestHost host, string id)
    {
        using var guest = new Visitor(host.NewClient());
        return Visitor.StateOf(await guest.ReadAsync(id));
    }

    private static string PathOf(IEnumerable<(string Id, int Version)> picked) => "/kelola/banyak?" + string.Join('&', picked.Select(p => $"pilih.{p.Id}={p.Version}"));

    private static AngleSharp.Html.Dom.IHtmlFormElement FormOf(PageSeen page, string action) => page.Form(Check, $"input[name=action][value={action}]");
}
