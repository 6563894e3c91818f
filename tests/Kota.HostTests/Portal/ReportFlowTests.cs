using System.Net;
using Kota.TestKit;
using static Kota.HostTests.Portal.Reports;

namespace Kota.HostTests.Portal;

/// <summary>The whole way of a report with nothing but forms and links.</summary>
public sealed class ReportFlowTests(AzuriteFixture azurite)
{
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
        var inbox = await officer.ReadAsync("/kelola");
        PageRules.Hold(inbox, "en");
        var link = inbox.Document.QuerySelector("table.list a")!.GetAttribute("href")!;
        Assert.Equal($"/kelola/kasus/{id}", link.Split('?')[0]);
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
    public async Task A_service_with_other_fields_has_its_form_in_steps_and_is_held_against_its_own_rules()
    {
        await using var host = await KotaTestHost.StartAsync(azurite, new KotaTestHostOptions
        {
            Settings = new Dictionary<string, string?> { ["Kota:Services:Folder"] = Path.Combine(AppContext.BaseDirectory, "Services") },
        });
        const string FormOfTrees = "/layanan/pohon/lapor";
        var guest = new Browser(host);
        var form = (await guest.ReadAsync(FormOfTrees)).Form(FormOfTrees);
        Assert.Equal(3, form.QuerySelectorAll("[data-step]").Length);
        Assert.NotNull(form.QuerySelector("#langkah-1 [name='fields.trees']"));
        Assert.NotNull(form.QuerySelector("#langkah-3 [name='fields.contact']"));
        var filled = new Dictionary<string, string?>
        {
            ["fields.purpose"] = "Peneduh di halaman balai RW.",
            ["fields.trees"] = "30",
            ["fields.species"] = "trembesi",
        };

        // A script asks what is wrong so far; nothing is sent.
        var check = await guest.SendAsync(form, new(filled) { ["check"] = "true" });
        Assert.Equal(HttpStatusCode.OK, check.Status);
        Assert.Equal(
            ["lapor-fields-contact", "lapor-fields-trees", "lapor-place"],
            check.Document.QuerySelectorAll("[data-errors] a").Select(a => a.GetAttribute("href")![1..]).Order(StringComparer.Ordinal));
        Assert.NotNull(check.Document.QuerySelector("#lapor-fields-trees-error"));

        filled = new(filled) { ["fields.trees"] = "3", ["fields.contact"] = "0812-3456-7890", ["place.kelurahan"] = "35.73.05.1004" };
        check = await guest.SendAsync(form, new(filled) { ["check"] = "true" });
        Assert.Null(check.Document.QuerySelector(".error, [data-errors], .receipt"));
        var receipt = await guest.SendAsync(form, filled);
        Assert.StartsWith("PHN-", receipt.Document.QuerySelector(".receipt .code")!.TextContent, StringComparison.Ordinal);
    }
}
