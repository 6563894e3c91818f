using System.Net.Http.Json;
using System.Text.Json;
using Kota.HostTests.BlackBox;
using Kota.TestKit;

namespace Kota.HostTests.Engine;

/// <summary>The city admin changes rules while Kota runs. Each test has a city of its own, since rules hold for all of it.</summary>
public sealed class RuleTests(AzuriteFixture azurite)
{
    private const string Path = "/api/v1/services/sambat/rules/";

    [Fact]
    public async Task A_rule_for_a_kelurahan_goes_before_one_for_the_city_and_both_before_the_file()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var admin = await Visitor.SignInAsync(host, "admin");
        using var guest = new Visitor(host.NewClient());
        await ChangeAsync(admin, "routing", 0, new
        {
            rules = new object[]
            {
                new { category = "damaged-road", agency = "dishub", from = "2026-01-01" },
                new { category = "damaged-road", agency = "dlh", from = "2026-01-01", kelurahan = "35.73.05.1004" },
                new { category = "damaged-road", agency = "satpol-pp", from = "2026-02-04" },
                new { category = "damaged-road", agency = "disdikbud", from = "2025-01-01", to = "2026-02-02", kelurahan = "35.73.05.1004" },
            },
        });
        var here = await guest.ReportAsync();
        var there = await ReportAsync(guest, "35.73.05.1003", "Lubang di jalan lain.");
        await host.DrainAsync();

        Assert.Equal("dlh", AgencyOf(await guest.ReadAsync(here.Id)));
        Assert.Equal("dishub", AgencyOf(await guest.ReadAsync(there.Id)));

        host.Clock.Advance(TimeSpan.FromDays(1));
        var tomorrow = await ReportAsync(guest, "35.73.05.1003", "Lubang di jalan lain.");
        await host.DrainAsync();
        Assert.Equal("satpol-pp", AgencyOf(await guest.ReadAsync(tomorrow.Id)));
    }

    [Fact]
    public async Task Every_version_stays_and_a_change_must_name_the_one_before()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var admin = await Visitor.SignInAsync(host, "admin");
        using var officer = await Visitor.SignInAsync(host, "petugas-dlh");
        object Rules(string agency) => new { rules = new[] { new { category = "damaged-road", agency, from = "2026-01-01" } } };

        var first = await ChangeAsync(admin, "routing", 0, Rules("dlh"));
        Assert.Equal(1, first.GetProperty("version").GetInt32());
        Assert.Equal(1, (await ChangeAsync(admin, "routing", 0, Rules("dlh"))).GetProperty("version").GetInt32());
        using (var stale = await SendAsync(admin, "routing", 0, Rules("dishub")))
            await Visitor.ProblemAsync(stale, 412, "stale");
        using (var ahead = await SendAsync(admin, "routing", 7, Rules("dishub")))
            await Visitor.ProblemAsync(ahead, 412, "stale");
        await ChangeAsync(admin, "routing", 1, Rules("dishub"));

        var versions = await ReadAsync(officer, "routing/versions");
        Assert.Equal([2, 1], versions.GetProperty("items").EnumerateArray().Select(v => v.GetProperty("version").GetInt32()));
        var then = await ReadAsync(officer, "routing/versions/1");
        Assert.Equal("dlh", then.GetProperty("rules").GetProperty("rules")[0].GetProperty("agency").GetString());
        Assert.Equal("dishub", (await ReadAsync(officer, "routing")).GetProperty("rules").GetProperty("rules")[0].GetProperty("agency").GetString());
    }

    [Fact]
    public async Task Two_admins_at_once_cannot_both_have_their_way()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var admin = await Visitor.SignInAsync(host, "admin");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => SendAsync(admin, "banned-words", 0, new { words = new[] { $"kata{n}" } })));

        Assert.Single(answers, a => (int)a.StatusCode == 200);
        Assert.Equal(7, answers.Count(a => (int)a.StatusCode == 412));
    }

    [Fact]
    public async Task A_banned_word_holds_a_report_until_the_city_admin_sends_it_on()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var admin = await Visitor.SignInAsync(host, "admin");
        using var guest = new Visitor(host.NewClient());
        await ChangeAsync(admin, "banned-words", 0, new { words = new[] { "obat kuat", "judol" } });
        var held = await ReportAsync(guest, "35.73.05.1004", "Beli OBAT  kuat di sini, lalu lihat jalan berlubang ini.");
        var fine = await ReportAsync(guest, "35.73.05.1004", "Ada judolan di papan ini, tetapi bukan itu.");
        await host.DrainAsync();

        Assert.Equal("forwarded", Visitor.StateOf(await guest.ReadAsync(fine.Id)));
        using (var hidden = await guest.SendAsync(HttpMethod.Get, $"/api/v1/submissions/{held.Id}", null))
            await Visitor.ProblemAsync(hidden, 404);
        var seen = await guest.ReadAsync(held.Id, held.Pin);
        Assert.Equal("received", Visitor.StateOf(seen));
        Assert.True((await admin.ReadAsync(held.Id)).GetProperty("held").GetBoolean());

        using (var forwarded = await admin.ActAsync(held.Id, Visitor.VersionOf(seen), "forward", new { agency = "dpuprpkp" }))
            await Visitor.JsonAsync(forwarded, 200);
        Assert.Equal("dpuprpkp", AgencyOf(await guest.ReadAsync(held.Id)));
    }

    [Fact]
    public async Task Reasons_of_the_rules_stand_in_place_of_those_of_the_file()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var admin = await Visitor.SignInAsync(host, "admin");
        using var guest = new Visitor(host.NewClient());
        await ChangeAsync(admin, "reasons", 0, new
        {
            lists = new[] { new { action = "reject", input = "reason", options = new[] { new { code = "test-run", name = new { id = "Uji coba", en = "A test" } } } } },
        });
        using var sent = await guest.SubmitAsync(JsonContent.Create(new { category = "other", fields = new { title = "Hal lain", description = "Sesuatu yang lain sama sekali." }, place = new { kelurahan = "35.73.05.1004" } }));
        var id = (await Visitor.JsonAsync(sent, 201)).GetProperty("id").GetString()!;
        await host.DrainAsync();

        using (var old = await admin.ActAsync(id, 1, "reject", new { reason = "too-general", text = "Terlalu umum sekali." }))
            Assert.NotEmpty(Visitor.ErrorsOf(await Visitor.ProblemAsync(old, 400))["/inputs/reason"]);
        using var now = await admin.ActAsync(id, 1, "reject", new { reason = "test-run", text = "Hanya uji coba saja." });
        Assert.Equal("rejected", Visitor.StateOf(await Visitor.JsonAsync(now, 200)));
    }

    [Theory]
    [InlineData("routing", """{"rules":[{"category":"no-such","agency":"nobody","from":"2026-02-02","to":"2026-02-01","kelurahan":"1"}]}""", "/rules/0/category", "/rules/0/agency", "/rules/0/to", "/rules/0/kelurahan")]
    [InlineData("routing", """{"rules":[{"category":"other","agency":"dlh","from":"yesterday"}]}""", "/rules/0/from")]
    [InlineData("routing", """{"rules":[null]}""", "/rules/0")]
    [InlineData("routing", """{}""", "")]
    [InlineData("templates", """{"templates":[{"code":"A","name":{"id":"","en":"x"},"action":"accept","text":{"id":"x","en":"x"}}]}""", "/templates/0/code", "/templates/0/name/id", "/templates/0/action")]
    [InlineData("templates", """{"templates":[null,null]}""", "/templates/0", "/templates/1")]
    [InlineData("reasons", """{"lists":[{"action":"reject","input":"text","options":[]}]}""", "/lists/0/input", "/lists/0/options")]
    [InlineData("banned-words", """{"words":[" "]}""", "/words/0")]
    [InlineData("banned-words", """{"words":["x"],"more":1}""", "/more")]
    public async Task Rules_that_do_not_fit_are_refused_with_their_places(string kind, string json, params string[] pointers)
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var admin = await Visitor.SignInAsync(host, "admin");

        using var response = await admin.SendAsync(HttpMethod.Put, Path + kind, new StringContent(json, null, "application/json"), ("If-Match", "\"0\""));

        var errors = Visitor.ErrorsOf(await Visitor.ProblemAsync(response, 400));
        Assert.All(pointers, p => Assert.NotEmpty(errors[p]));
    }

    [Fact]
    public async Task A_template_is_kept_and_offered_to_officers()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var admin = await Visitor.SignInAsync(host, "admin");
        using var officer = await Visitor.SignInAsync(host, "petugas-dpuprpkp");
        await ChangeAsync(admin, "templates", 0, new
        {
            templates = new[] { new { code = "patched", name = new { id = "Ditambal", en = "Patched" }, action = "answer", text = new { id = "Sudah ditambal.", en = "It was patched." } } },
        });

        var template = (await ReadAsync(officer, "templates")).GetProperty("rules").GetProperty("templates")[0];
        Assert.Equal("Sudah ditambal.", template.GetProperty("text").GetProperty("id").GetString());
        using var unknown = await officer.SendAsync(HttpMethod.Get, Path + "nonsense", null);
        await Visitor.ProblemAsync(unknown, 404, "rules-unknown");
    }

    private static async Task<Ticket> ReportAsync(Visitor guest, string kelurahan, string description)
    {
        using var response = await guest.SubmitAsync(JsonContent.Create(new
        {
            category = "damaged-road",
            fields = new { title = "Lubang di jalan", description },
            place = new { kelurahan },
        }));
        var receipt = await Visitor.JsonAsync(response, 201);
        return new Ticket(receipt.GetProperty("id").GetString()!, receipt.GetProperty("pin").GetString()!);
    }

    private static async Task<JsonElement> ChangeAsync(Visitor admin, string kind, int version, object rules)
    {
        using var response = await SendAsync(admin, kind, version, rules);
        return await Visitor.JsonAsync(response, 200);
    }

    private static Task<HttpResponseMessage> SendAsync(Visitor admin, string kind, int version, object rules) =>
        admin.SendAsync(HttpMethod.Put, Path + kind, JsonContent.Create(rules), ("If-Match", $"\"{version}\""));

    private static async Task<JsonElement> ReadAsync(Visitor visitor, string path)
    {
        using var response = await visitor.SendAsync(HttpMethod.Get, Path + path, null);
        return await Visitor.JsonAsync(response, 200);
    }

    private static string? AgencyOf(JsonElement submission) => submission.GetProperty("agency").GetProperty("code").GetString();
}
