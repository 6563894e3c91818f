using System.Net;
using Kota.HostTests.BlackBox;
using Kota.TestKit;

namespace Kota.HostTests.Portal;

/// <summary>The inbox of an agency and the way through its cases, without a script.</summary>
public sealed class InboxFlowTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Late_ones_come_first_then_those_with_time_left_then_those_on_which_no_clock_runs()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var (waiting, late) = (await ReportAsync(host), await ReportAsync(host));
        using var head = await Visitor.SignInAsync(host, "kepala-dpuprpkp");
        using (var asked = await head.ActAsync(waiting, 2, "ask", new { question = "Seberapa lebar lubangnya?" }))
            await Visitor.JsonAsync(asked, 200);
        host.Clock.Advance(TimeSpan.FromHours(30));
        var soon = await ReportAsync(host);
        var officer = await SignInAsync(host, "petugas-dpuprpkp");

        var inbox = await officer.ReadAsync("/kelola");

        PageRules.Hold(inbox, "id");
        Assert.Equal([late, soon, waiting], Ids(inbox));
        Assert.Equal(["Terlambat 6 jam", "Tinggal 24 jam", "Tidak ada batas yang berjalan"], inbox.Document.QuerySelectorAll("td .late:first-child, td .soon, td[data-label='Batas waktu'] > .meta").Select(e => e.TextContent.Trim()));
        Assert.Equal(["3 terbuka", "1 terlambat", "0 jatuh tempo hari ini", "2 belum ada penangan"], Numbers(inbox));
        Assert.Equal([late, soon], Ids(await officer.ReadAsync("/kelola?handler=none")));
        Assert.Equal([late], Ids(await officer.ReadAsync(inbox.Document.QuerySelector(".numbers a[href*=late]")!.GetAttribute("href")!)));
        var (first, second) = (await officer.ReadAsync("/kelola?take=1"), await officer.ReadAsync("/kelola?take=2"));
        Assert.Equal([soon], Ids(await officer.ReadAsync(first.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!)));
        Assert.Equal([waiting], Ids(await officer.ReadAsync(second.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!)));
        using var api = await head.SendAsync(HttpMethod.Get, "/api/v1/agencies/dpuprpkp/submissions", null);
        Assert.Equal(soon, (await Visitor.JsonAsync(api, 200)).GetProperty("items").EnumerateArray().First().GetProperty("id").GetString());
    }

    [Fact]
    public async Task Who_has_a_case_and_what_is_due_today_are_filters()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var (mine, free) = (await ReportAsync(host), await ReportAsync(host));
        using (var own = await Visitor.SignInAsync(host, "petugas-dpuprpkp"))
        using (var accepted = await own.ActAsync(mine, 2, "accept"))
            await Visitor.JsonAsync(accepted, 200);
        await host.DrainAsync();
        // To the next morning: the 24 hours of the first response end then.
        host.Clock.Advance(TimeSpan.FromHours(20));
        var officer = await SignInAsync(host, "petugas-dpuprpkp");

        Assert.Equal([mine], Ids(await officer.ReadAsync("/kelola?handler=me")));
        Assert.Equal([free], Ids(await officer.ReadAsync("/kelola?due=today")));
        Assert.Contains("Anda", (await officer.ReadAsync("/kelola?handler=me")).Document.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await officer.ReadAsync("/kelola?due=tomorrow")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await officer.ReadAsync("/kelola?handler=him")).Status);
    }

    [Fact]
    public async Task A_case_knows_its_neighbours_in_the_list_also_once_it_was_dealt_with()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        for (var i = 0; i < 3; i++)
        {
            await ReportAsync(host);
            host.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var officer = await SignInAsync(host, "petugas-dpuprpkp");
        var inbox = await officer.ReadAsync("/kelola?state=forwarded");
        var ids = Ids(inbox);
        var middle = await officer.ReadAsync(inbox.Document.QuerySelectorAll("tbody th a")[1].GetAttribute("href")!);
        PageRules.Hold(middle, "id");
        Assert.Contains(ids[0], middle.Document.QuerySelector("a[rel=prev]")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Contains("2 dari 3", middle.Text, StringComparison.Ordinal);

        var after = await officer.SendAsync(middle.Action("accept"));
        await host.DrainAsync();
        after = await officer.ReadAsync(after.Path);

        Assert.Contains(ids[2], after.Document.QuerySelector("a[rel=next]")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal("/kelola?state=forwarded", after.Document.QuerySelectorAll(".crumbs a")[^1].GetAttribute("href"));
    }

    [Fact]
    public async Task A_case_that_did_not_change_costs_no_page()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var id = await ReportAsync(host);
        using var officer = await Visitor.SignInAsync(host, "petugas-dpuprpkp");
        using var first = await officer.SendAsync(HttpMethod.Get, $"/kelola/kasus/{id}", null);
        var tag = first.Headers.ETag!.ToString();

        using var same = await officer.SendAsync(HttpMethod.Get, $"/kelola/kasus/{id}", null, ("If-None-Match", tag));
        using (var accepted = await officer.ActAsync(id, 2, "accept"))
            await Visitor.JsonAsync(accepted, 200);
        using var other = await officer.SendAsync(HttpMethod.Get, $"/kelola/kasus/{id}", null, ("If-None-Match", tag));
        using var elsewhere = await Visitor.SignInAsync(host, "petugas-dishub");
        using var refused = await elsewhere.SendAsync(HttpMethod.Get, $"/kelola/kasus/{id}", null, ("If-None-Match", other.Headers.ETag!.ToString()));

        Assert.Equal([304, 200, 403], new[] { same, other, refused }.Select(r => (int)r.StatusCode));
        Assert.Empty(await same.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_follows_from_an_action_is_said_before_it_is_taken_and_comes_true()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var id = await ReportAsync(host);
        host.Clock.Advance(TimeSpan.FromHours(1));
        var officer = await SignInAsync(host, "petugas-dpuprpkp");

        var page = await officer.ReadAsync($"/kelola/kasus/{id}");

        PageRules.Hold(page, "id");
        var accept = Follows(page, "accept");
        Assert.Contains(accept, s => s.Contains("“Dikerjakan”", StringComparison.Ordinal));
        Assert.Contains("Tanggapan pertama tidak dihitung lagi.", accept);
        Assert.Contains("Penyelesaian tetap berjalan: paling lambat 12 Februari 2026 pukul 09.00 WIB.", accept);
        Assert.Contains("Anda menjadi penangannya.", accept);
        Assert.Contains("Penyelesaian berhenti sementara.", Follows(page, "ask"));
        Assert.Contains("Hanya pelapor dan petugas yang membaca: Pertanyaan.", Follows(page, "ask"));
        Assert.Contains("Giliran pindah ke dinas yang Anda pilih.", Follows(page, "not_ours"));
        Assert.Contains("Tanggapan pertama mulai dihitung: paling lambat 4 Februari 2026 pukul 10.00 WIB.", Follows(page, "not_ours"));
        var after = await officer.SendAsync(page.Action("accept"));
        Assert.Contains("12 Februari 2026 pukul 09.00 WIB", after.Document.QuerySelector(".state")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Anda", after.Document.QuerySelector(".state")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_fills_the_answer_with_the_facts_of_the_case_after_what_was_typed()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        await Templates.AddAsync(host, "answer", "Laporan {id} tentang {category} di {kelurahan}, {date}, sudah ditangani.");
        var id = await ReportAsync(host);
        var officer = await SignInAsync(host, "petugas-dpuprpkp");
        var page = await officer.ReadAsync($"/kelola/kasus/{id}");

        var filled = await officer.SendAsync(page.Action("answer"), new() { ["inputs.text"] = "Terima kasih.", ["contoh"] = "sample", ["isi"] = "1" });

        PageRules.Hold(filled, "id");
        Assert.Equal($"Terima kasih.\n\nLaporan {id} tentang Jalan rusak di Dinoyo, 3 Februari 2026, sudah ditangani.", filled.Document.QuerySelector("#answer textarea")!.TextContent);
        Assert.NotNull(filled.Document.QuerySelector("#answer[open]"));
        Assert.Empty(filled.Document.QuerySelectorAll("#ask [data-template]"));
        var answered = await officer.SendAsync(filled.Action("answer"), null, Reports.Photo());
        Assert.Contains("sudah ditangani.", answered.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_are_kept_renamed_and_removed_for_the_officer_alone()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var officer = await SignInAsync(host, "petugas-dpuprpkp");
        var page = await officer.ReadAsync("/kelola?due=late&kelurahan=35.73.05.1004");

        var kept = await officer.SendAsync(Saving(page), new() { ["nama"] = " Dinoyo terlambat " });
        PageRules.Hold(kept, "id");
        var device = await SignInAsync(host, "petugas-dpuprpkp");
        var link = (await device.ReadAsync("/kelola")).Document.QuerySelector("#tersimpan nav a")!;
        Assert.Equal(("Dinoyo terlambat", "/kelola?due=late&kelurahan=35.73.05.1004"), (link.TextContent, link.GetAttribute("href")));
        var colleague = await SignInAsync(host, "kepala-dpuprpkp");
        Assert.Null((await colleague.ReadAsync("/kelola")).Document.QuerySelector("#tersimpan nav a"));

        var taken = await officer.SendAsync(Saving(await officer.ReadAsync("/kelola?handler=me")), new() { ["nama"] = "DINOYO terlambat" });
        Assert.Equal(HttpStatusCode.BadRequest, taken.Status);
        PageRules.Hold(taken, "id");
        Assert.Equal("DINOYO terlambat", taken.Document.QuerySelector("#tersimpan [role=alert] ~ .field input")!.GetAttribute("value"));
        Assert.Equal(HttpStatusCode.BadRequest, (await officer.SendAsync(Saving(page), new() { ["nama"] = "" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await officer.SendAsync(Saving(page), new() { ["nama"] = new string('x', 41) })).Status);

        var renamed = await officer.SendAsync(Renaming(kept), new() { ["nama"] = "Pagi" });
        Assert.Equal("Pagi", renamed.Document.QuerySelector("#tersimpan nav a")!.TextContent);
        var gone = await officer.SendAsync(Renaming(renamed), new() { ["hapus"] = "1" });
        Assert.Null(gone.Document.QuerySelector("#tersimpan nav a"));
        Assert.Equal(HttpStatusCode.NotFound, (await officer.SendAsync(Renaming(renamed), new() { ["nama"] = "Lagi" })).Status);
        for (var i = 0; i < 20; i++)
            await officer.SendAsync(Saving(page), new() { ["nama"] = $"Saringan {i}" });
        Assert.Contains("Paling banyak 20", (await officer.SendAsync(Saving(page), new() { ["nama"] = "Satu lagi" })).Text, StringComparison.Ordinal);
    }

    private static AngleSharp.Html.Dom.IHtmlFormElement Saving(PageSeen page) => page.Document.Forms.Single(f => f.GetAttribute("action") == "/kelola/saringan" && f.QuerySelector("[name=saringan]") is null);

    private static AngleSharp.Html.Dom.IHtmlFormElement Renaming(PageSeen page) => page.Form("/kelola/saringan", "[name=saringan]");

    private static List<string> Ids(PageSeen page) => [.. page.Document.QuerySelectorAll("tbody th a").Select(a => a.GetAttribute("href")!.Split('/')[^1].Split('?')[0])];

    private static IEnumerable<string> Numbers(PageSeen page) => page.Document.QuerySelectorAll(".numbers a").Select(a => a.TextContent.Trim());

    private static List<string> Follows(PageSeen page, string action) => [.. page.Document.QuerySelectorAll($"#{action} .follows li").Select(l => l.TextContent)];

    private static async Task<Browser> SignInAsync(KotaTestHost host, string person)
    {
        var browser = new Browser(host);
        await browser.SignInAsync(person);
        return browser;
    }

    private static async Task<string> ReportAsync(KotaTestHost host)
    {
        using var guest = new Visitor(host.NewClient());
        var id = (await guest.ReportAsync()).Id;
        await host.DrainAsync();
        return id;
    }
}
