using System.Net;
using Kota.Kernel.Security;
using Kota.TestKit;
using static Kota.HostTests.Portal.SettingsPageTests;

namespace Kota.HostTests.Portal;

/// <summary>The pages of people: roles, where they get notices, and what one hands over to another.</summary>
public sealed class PeoplePageTests(AzuriteFixture azurite)
{
    private const string People = "/kelola/orang", OfAgency = People + "?agency=dpuprpkp";

    private static readonly string Officer = Caller.SubjectOf("dev", "petugas-dpuprpkp"), Head = Caller.SubjectOf("dev", "kepala-dpuprpkp");

    [Fact]
    public async Task The_city_admin_gives_and_takes_roles_and_sees_who_changed_them()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var admin = await SignInAsync(host, "admin");
        var path = $"{People}/{Officer}";
        var page = await admin.ReadAsync($"{People}?orang={Officer}");
        Assert.Equal(path, page.Path);
        var form = page.Form(path);

        var wrong = await admin.SendAsync(form, Press("save", ("agency", "")));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        PageRules.Hold(wrong, "id");
        Assert.NotNull(wrong.Document.QuerySelector(".field.wrong [name=agency]"));
        Assert.NotNull(wrong.Document.QuerySelector("[name='roles.Officer'][checked]"));

        var saved = await admin.SendAsync(wrong.Form(path), Press("save", ("agency", "dishub"), ("roles.Officer", null), ("roles.AgencyHead", "true")));
        Assert.Equal(path + "?kabar=tersimpan", saved.Path);
        Assert.Null(saved.Document.QuerySelector("[name='roles.Officer'][checked]"));
        Assert.Contains(Caller.SubjectOf("dev", "admin"), (await admin.ReadAsync(path + "/riwayat")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Officer, (await admin.ReadAsync(OfAgency)).Text, StringComparison.Ordinal);

        var stale = await admin.SendAsync(form, Press("save", ("agency", "dlh")));
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.Status);
        Assert.Equal("dlh", stale.Document.QuerySelector("[name=agency] option[selected]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task The_city_admin_cannot_lock_the_city_out()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var admin = await SignInAsync(host, "admin");
        var path = $"{People}/{Caller.SubjectOf("dev", "admin")}";

        var refused = await admin.SendAsync((await admin.ReadAsync(path)).Form(path), Press("save", ("roles.CityAdmin", null)));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        PageRules.Hold(refused, "id");
        Assert.NotNull(refused.Document.QuerySelector("#orang-roles .error"));
    }

    [Fact]
    public async Task A_head_sees_the_people_of_the_own_agency_and_of_no_other()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var head = await SignInAsync(host, "kepala-dpuprpkp");

        var page = await head.ReadAsync(People);

        PageRules.Hold(page, "id");
        Assert.Contains(Officer, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Document.QuerySelectorAll("main a"), a => a.GetAttribute("href") == $"{People}/{Officer}");
        Assert.Equal(HttpStatusCode.Forbidden, (await head.ReadAsync(People + "?agency=dishub")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await head.ReadAsync($"{People}/{Officer}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await SignInAsync(host, "petugas-dpuprpkp")).ReadAsync(People)).Status);
    }

    [Fact]
    public async Task A_head_says_where_people_get_notices_and_who_hears_for_them()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var head = await SignInAsync(host, "kepala-dpuprpkp");
        await EnterAsync(head, Head, "kepala@example.invalid", "agencyHead");
        var path = $"/kelola/kontak/dpuprpkp/{Officer}";
        var page = await head.ReadAsync(path);

        (string, string?)[] typed = [("email", "petugas@example.invalid"), ("role", "officer"), ("away.from", "2026-02-10"), ("away.to", "2026-02-01"), ("away.deputy", Head)];
        var wrong = await head.SendAsync(page.Form(path), Press("save", typed));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        PageRules.Hold(wrong, "id");
        Assert.NotNull(wrong.Document.QuerySelector(".field.wrong [name='away.to']"));
        Assert.Equal(Head, wrong.Document.QuerySelector("[name='away.deputy'] option[selected]")!.GetAttribute("value"));

        var saved = await head.SendAsync(wrong.Form(path), Press("save", ("away.to", "2026-02-12")));
        Assert.Equal(path + "?kabar=tersimpan", saved.Path);
        var list = await head.ReadAsync(People);
        PageRules.Hold(list, "id");
        Assert.Contains("petugas@example.invalid", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("example.invalid", (await head.ReadAsync(path + "/riwayat")).Text, StringComparison.Ordinal);

        var gone = await head.SendAsync(saved.Document.Forms.Single(f => f.QuerySelector("button[value=delete]") is not null), Press("delete"));
        Assert.Equal(OfAgency + "&kabar=tersimpan", gone.Path);
        Assert.DoesNotContain("petugas@example.invalid", gone.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_officer_leaves_goes_to_another_once_and_how_far_it_is_can_be_seen()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var head = await SignInAsync(host, "kepala-dpuprpkp");
        await EnterAsync(head, Head, "kepala@example.invalid", "agencyHead");
        var form = (await head.ReadAsync(People)).Form(People, "[name=to]");

        var wrong = await head.SendAsync(form, new() { ["from"] = Head, ["to"] = Head });
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        PageRules.Hold(wrong, "id");
        Assert.NotNull(wrong.Document.QuerySelector(".field.wrong [name=to]"));

        var again = wrong.Form(People, "[name=to]");
        await head.SendAsync(again, new() { ["from"] = Officer });
        var done = await head.SendAsync(again, new() { ["from"] = Officer });
        Assert.NotNull(done.Document.QuerySelector("[data-toast]"));
        await host.DrainAsync();

        var list = await head.ReadAsync(People);
        PageRules.Hold(list, "id");
        Assert.Contains("selesai", Assert.Single(list.Document.QuerySelectorAll("main table:last-of-type tbody tr"), r => r.QuerySelector("th")!.TextContent == Officer).TextContent, StringComparison.Ordinal);
    }

    private static async Task EnterAsync(Browser head, string subject, string email, string role)
    {
        var path = $"/kelola/kontak/dpuprpkp/{subject}";
        var saved = await head.SendAsync((await head.ReadAsync(path)).Form(path), Press("save", ("email", email), ("role", role)));
        Assert.Equal(path + "?kabar=tersimpan", saved.Path);
    }
}
