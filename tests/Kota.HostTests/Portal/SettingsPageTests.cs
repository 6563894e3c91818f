using System.Net;
using Kota.Kernel.Security;
using Kota.TestKit;

namespace Kota.HostTests.Portal;

/// <summary>The pages of the settings: the city's people read, the city admin changes, over the version that was seen.</summary>
public sealed class SettingsPageTests(AzuriteFixture azurite)
{
    private const string Routing = "/kelola/aturan/sambat/routing";

    private static readonly string Officer = Caller.SubjectOf("dev", "petugas-dpuprpkp");

    [Fact]
    public async Task Every_page_is_whole_in_both_languages()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        foreach (var language in new[] { "id", "en" })
        {
            var admin = await SignInAsync(host, "admin", language);
            var auditor = await SignInAsync(host, "auditor", language);
            foreach (var path in new[] { "", "katalog/sambat", "aturan/sambat/routing", "aturan/sambat/templates", "aturan/sambat/reasons", "aturan/sambat/banned-words", "aturan/sambat/routing/riwayat", "libur", "libur/riwayat", "stiker" })
            {
                var read = await auditor.ReadAsync("/kelola/" + (path.Length == 0 ? "pengaturan" : path));
                Assert.Equal(HttpStatusCode.OK, read.Status);
                PageRules.Hold(read, language);
                Assert.Empty(read.Document.QuerySelectorAll("main button[name=do]"));
            }

            foreach (var path in new[] { "pengaturan", "orang", "orang?agency=dpuprpkp", $"orang/{Officer}", $"orang/{Officer}/riwayat", $"kontak/dpuprpkp/{Officer}", "stiker/PASAR7", "pesan-gagal", "pesan-gagal?antrean=submission-changed" })
            {
                var read = await admin.ReadAsync("/kelola/" + path);
                Assert.Equal(HttpStatusCode.OK, read.Status);
                PageRules.Hold(read, language);
            }
        }
    }

    [Fact]
    public async Task Rules_are_added_changed_and_removed_without_a_script_and_an_old_version_is_used_again()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var admin = await SignInAsync(host, "admin");
        var page = await admin.ReadAsync(Routing);
        Assert.Empty(page.Document.QuerySelectorAll(".editrow"));

        page = await admin.SendAsync(page.Form(Routing), Press("add"));
        page = await admin.SendAsync(page.Form(Routing), Press("add", ("rules.0.category", "damaged-road"), ("rules.0.agency", "dishub"), ("rules.0.from", "2026-02-01")));
        Assert.Equal(2, page.Document.QuerySelectorAll(".editrow").Length);
        Assert.Equal("dishub", page.Document.QuerySelector("[name='rules.0.agency'] option[selected]")!.GetAttribute("value"));
        page = await admin.SendAsync(page.Form(Routing), Press("save", ("rules.1.category", "street-light"), ("rules.1.agency", "dlh"), ("rules.1.from", "2026-02-01")));
        Assert.Equal(Routing + "?kabar=tersimpan", page.Path);
        Assert.NotNull(page.Document.QuerySelector("[data-toast]"));

        page = await admin.SendAsync(page.Form(Routing), Press("save", ("rules.0.remove", "true")));
        Assert.Equal("street-light", Assert.Single(page.Document.QuerySelectorAll(".editrow")).QuerySelector("[name='rules.0.category'] option[selected]")!.GetAttribute("value"));

        var history = await admin.ReadAsync(Routing + "/riwayat");
        PageRules.Hold(history, "id");
        Assert.Equal(2, history.Document.QuerySelectorAll(".timeline > li").Length);
        Assert.Contains("damaged-road", history.Text, StringComparison.Ordinal);
        var again = await admin.ReadAsync(history.Document.QuerySelector(".timeline a")!.GetAttribute("href")!);
        Assert.Equal(2, again.Document.QuerySelectorAll(".editrow").Length);
        again = await admin.SendAsync(again.Form(Routing), Press("save"));
        Assert.Equal(2, again.Document.QuerySelectorAll(".editrow").Length);
        Assert.Contains("Versi 3", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_over_an_old_version_is_told_so_and_keeps_what_was_typed_even_after_an_error()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var (first, second) = (await SignInAsync(host, "admin"), await SignInAsync(host, "admin"));
        var seen = await second.ReadAsync("/kelola/aturan/sambat/banned-words");
        var form = seen.Form("/kelola/aturan/sambat/banned-words");
        await first.SendAsync(form, Press("save", ("words", "pungli")));

        var wrong = await second.SendAsync(form, Press("save", ("words", "preman\n" + new string('x', 500))));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        PageRules.Hold(wrong, "id");
        Assert.NotNull(wrong.Document.QuerySelector(".field.wrong [name=words]"));
        Assert.Contains("preman", wrong.Document.QuerySelector("[name=words]")!.TextContent, StringComparison.Ordinal);

        var stale = await second.SendAsync(wrong.Form("/kelola/aturan/sambat/banned-words"), Press("save", ("words", "preman")));
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.Status);
        PageRules.Hold(stale, "id");
        Assert.NotNull(stale.Document.QuerySelector("[role=alert]"));
        Assert.Equal("preman", stale.Document.QuerySelector("[name=words]")!.TextContent.Trim());

        var saved = await second.SendAsync(stale.Form("/kelola/aturan/sambat/banned-words"), Press("save"));
        Assert.Equal("preman", saved.Document.QuerySelector("[name=words]")!.TextContent.Trim());
    }

    [Theory]
    [InlineData("templates", "templates", "code=maaf", "action=answer", "name.id=Maaf", "name.en=Sorry", "text.id=Mohon maaf.", "text.en=We are sorry.")]
    [InlineData("reasons", "lists", "list=reject/reason", "code=palsu", "name.id=Palsu", "name.en=False")]
    public async Task Templates_and_reasons_are_saved_and_what_is_missing_is_said_beside_its_input(string kind, string list, params string[] row)
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var (admin, path) = (await SignInAsync(host, "admin"), "/kelola/aturan/sambat/" + kind);
        var cells = row.Select(c => c.Split('=')).Select(c => ($"{list}.0.{c[0]}", (string?)c[1])).ToArray();
        var page = await admin.SendAsync((await admin.ReadAsync(path)).Form(path), Press("add"));

        var wrong = await admin.SendAsync(page.Form(path), Press("save", [.. cells.SkipLast(1)]));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        PageRules.Hold(wrong, "id");
        Assert.NotNull(wrong.Document.QuerySelector($".field.wrong [name='{cells[^1].Item1}']"));

        var saved = await admin.SendAsync(wrong.Form(path), Press("save", cells[^1]));
        Assert.Equal(path + "?kabar=tersimpan", saved.Path);
        Assert.Single(saved.Document.QuerySelectorAll(".editrow"));
    }

    [Fact]
    public async Task Days_off_ahead_are_changed_and_those_behind_stay()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var admin = await SignInAsync(host, "admin");
        var page = await admin.ReadAsync("/kelola/libur");
        var days = page.Document.QuerySelectorAll(".editrow").Length;

        page = await admin.SendAsync(page.Form("/kelola/libur"), Press("add"));
        var name = $"days.{days}.";
        (string, string?)[] row = [(name + "date", "2026-04-01"), (name + "kind", "national"), (name + "id", "HUT Kota Malang"), (name + "en", "City day"), (name + "status", "decreed")];
        var wrong = await admin.SendAsync(page.Form("/kelola/libur"), Press("save", row));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.NotNull(wrong.Document.QuerySelector($".field.wrong [name='{name}source']"));
        var saved = await admin.SendAsync(wrong.Form("/kelola/libur"), Press("save", (name + "source", "SK Wali Kota 1/2026")));

        PageRules.Hold(saved, "id");
        Assert.Equal("/kelola/libur?kabar=tersimpan", saved.Path);
        Assert.Contains(saved.Document.QuerySelectorAll("input"), i => i.GetAttribute("value") == "HUT Kota Malang");
        Assert.Contains("HUT Kota Malang", (await admin.ReadAsync("/kelola/libur/riwayat")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("petugas-dishub", Routing)]
    [InlineData("auditor", "/kelola/libur")]
    [InlineData("kepala-dpuprpkp", "/kelola/stiker/PASAR7")]
    [InlineData("petugas-dpuprpkp", "/kelola/pesan-gagal")]
    public async Task Others_who_send_a_form_are_refused(string person, string path)
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var admin = await SignInAsync(host, "admin");
        var other = await SignInAsync(host, person);
        var page = await admin.ReadAsync(path);
        var form = page.Document.Forms.FirstOrDefault(f => f.GetAttribute("action") == path && f.Method == "post") ?? (await admin.ReadAsync(Routing)).Form(Routing);
        form.SetAttribute("action", path);

        var refused = await other.SendAsync(form, Press("save"));

        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        PageRules.Hold(refused, "id");
    }

    internal static Dictionary<string, string?> Press(string button, params (string Name, string? Value)[] typed) =>
        new(typed.Select(t => KeyValuePair.Create(t.Name, t.Value))) { ["do"] = button };

    internal static async Task<Browser> SignInAsync(KotaTestHost host, string person, string language = "id")
    {
        var browser = new Browser(host, language);
        await browser.SignInAsync(person);
        return browser;
    }
}
