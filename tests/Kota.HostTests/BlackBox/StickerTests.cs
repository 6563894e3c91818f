using System.Text;
using System.Xml.Linq;

namespace Kota.HostTests.BlackBox;

/// <summary>Stickers with QR codes: the city admin hangs and changes them, the city's people read them, everybody follows them.</summary>
[Trait("Kind", "BlackBox")]
public sealed class StickerTests(City city) : IClassFixture<City>
{
    private const string Good = """{"name":"Halte Dinoyo","service":"sambat","kelurahan":"35.73.05.1004","rw":3,"lat":-7.9442,"lon":112.6083,"category":"damaged-road"}""";

    [Fact]
    public async Task A_sticker_is_hung_changed_and_every_version_stays()
    {
        using var admin = await city.SignInAsync("admin");
        using var auditor = await city.SignInAsync("auditor");
        var code = NewCode();
        var path = $"/api/v1/stickers/{code}";

        var first = await Visitor.JsonAsync(await PutAsync(admin, code, Good, "\"0\""), 200);
        Assert.Equal((code, 1, "Halte Dinoyo", true), (first.GetProperty("code").GetString(), Visitor.VersionOf(first), first.GetProperty("name").GetString(), first.GetProperty("active").GetBoolean()));
        Assert.Equal(first.GetRawText(), (await Visitor.JsonAsync(await PutAsync(admin, code, Good, "\"0\""), 200)).GetRawText());
        await Visitor.ProblemAsync(await PutAsync(admin, code, Good.Replace("Halte", "Pasar", StringComparison.Ordinal), "\"0\""), 412, "stale");
        await Visitor.ProblemAsync(await PutAsync(admin, code, Good, "\"2147483647\""), 412, "stale");
        var changed = await PutAsync(admin, code, """{"name":"Pasar Dinoyo","service":"sambat","kelurahan":"35.73.05.1004","active":false}""", "\"1\"");
        Assert.Equal("\"2\"", changed.Headers.ETag!.Tag);

        using var read = await auditor.SendAsync(HttpMethod.Get, path, null);
        Assert.Equal("\"2\"", read.Headers.ETag!.Tag);
        var now = await Visitor.JsonAsync(read, 200);
        Assert.Equal(("Pasar Dinoyo", false), (now.GetProperty("name").GetString(), now.GetProperty("active").GetBoolean()));
        Assert.False(now.TryGetProperty("rw", out _));
        using var versions = await auditor.SendAsync(HttpMethod.Get, path + "/versions", null);
        Assert.Equal([2, 1], (await Visitor.JsonAsync(versions, 200)).GetProperty("items").EnumerateArray().Select(Visitor.VersionOf));
        using var then = await auditor.SendAsync(HttpMethod.Get, path + "/versions/1", null);
        Assert.Equal(first.GetRawText(), (await Visitor.JsonAsync(then, 200)).GetRawText());
        using var never = await auditor.SendAsync(HttpMethod.Get, path + "/versions/3", null);
        await Visitor.ProblemAsync(never, 404, "sticker-unknown");
    }

    [Fact]
    public async Task Two_admins_at_once_cannot_both_have_their_way()
    {
        using var admin = await city.SignInAsync("admin");
        var code = NewCode();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => PutAsync(admin, code, Good.Replace("Halte", $"Halte {n}", StringComparison.Ordinal), "\"0\"")));

        Assert.Single(answers, a => (int)a.StatusCode == 200);
        Assert.Equal(7, answers.Count(a => (int)a.StatusCode == 412));
    }

    [Fact]
    public async Task The_list_pages_by_code()
    {
        using var admin = await city.SignInAsync("admin");
        var codes = Enumerable.Range(0, 5).Select(_ => NewCode()).Order(StringComparer.Ordinal).ToList();
        foreach (var code in codes)
            await Visitor.JsonAsync(await PutAsync(admin, code, Good, "\"0\""), 200);

        var seen = new List<string>();
        for (var next = ""; next is not null;)
        {
            using var response = await admin.SendAsync(HttpMethod.Get, $"/api/v1/stickers?take=2&cursor={next}", null);
            var page = await Visitor.JsonAsync(response, 200);
            Assert.InRange(page.GetProperty("items").GetArrayLength(), 1, 2);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(s => s.GetProperty("code").GetString()!));
            next = page.TryGetProperty("next", out var cursor) ? cursor.GetString() : null;
        }

        Assert.Equal(seen.Order(StringComparer.Ordinal).Distinct(), seen);
        Assert.Equal(codes, seen.Intersect(codes));
    }

    [Theory]
    [InlineData("""{"name":"Halte",""", "", "json-malformed")]
    [InlineData("""{"service":"sambat","kelurahan":"35.73.05.1004"}""", "", "json-missing-member")]
    [InlineData("""{"name":null,"service":"sambat","kelurahan":"35.73.05.1004"}""", "/name", "json-wrong-type")]
    [InlineData("""{"name":" ","service":"sambat","kelurahan":"35.73.05.1004"}""", "/name", "required")]
    [InlineData("""{"name":"a\u0007b","service":"sambat","kelurahan":"35.73.05.1004"}""", "/name", "field-characters")]
    [InlineData("""{"name":"Halte","service":"none","kelurahan":"35.73.05.1004"}""", "/service", "unknown-service")]
    [InlineData("""{"name":"Halte","service":"sambat","kelurahan":"35.73.09.9999"}""", "/kelurahan", "kelurahan-unknown")]
    [InlineData("""{"name":"Halte","service":"sambat","kelurahan":"35.73.05.1004","rw":8}""", "/rw", "rw-unknown")]
    [InlineData("""{"name":"Halte","service":"sambat","kelurahan":"35.73.05.1004","rw":"3"}""", "/rw", "json-wrong-type")]
    [InlineData("""{"name":"Halte","service":"sambat","kelurahan":"35.73.05.1004","lat":-7.94}""", "/lon", "place-half-point")]
    [InlineData("""{"name":"Halte","service":"sambat","kelurahan":"35.73.05.1004","lat":-97,"lon":112}""", "/lat", "place-latitude")]
    [InlineData("""{"name":"Halte","service":"sambat","kelurahan":"35.73.05.1004","lat":-6.2,"lon":106.8}""", "/lat", "outside-city")]
    [InlineData("""{"name":"Halte","service":"sambat","kelurahan":"35.73.05.1004","category":"none"}""", "/category", "category-unknown")]
    [InlineData("""{"name":"Halte","service":"sambat","kelurahan":"35.73.05.1004","colour":"red"}""", "/colour", "json-unknown-member")]
    public async Task A_sticker_that_breaks_a_rule_is_refused_at_its_place(string json, string pointer, string code)
    {
        using var admin = await city.SignInAsync("admin");

        Assert.Contains(code, Visitor.ErrorsOf(await Visitor.ProblemAsync(await PutAsync(admin, NewCode(), json, "\"0\""), 400)).SelectMany(e => e.Key == pointer || pointer.Length == 0 ? e : Enumerable.Empty<string>()));
    }

    [Theory]
    [InlineData("ABC")]
    [InlineData("ABCDEFGHIJKLM")]
    [InlineData("abcd")]
    [InlineData("AB-CD")]
    [InlineData("AB%7CCD")]
    [InlineData("AB%01CD")]
    [InlineData("ABCD%0A")]
    public async Task A_code_has_4_to_12_capital_letters_or_digits(string code)
    {
        using var admin = await city.SignInAsync("admin");
        using var put = await PutAsync(admin, code, Good, "\"0\"");
        Assert.Equal(["sticker-code"], Visitor.ErrorsOf(await Visitor.ProblemAsync(put, 400))["/code"]);
        foreach (var path in new[] { code, code + ".svg", code + "/versions", code + "/versions/1" })
        {
            using var read = await admin.SendAsync(HttpMethod.Get, "/api/v1/stickers/" + path, null);
            await Visitor.ProblemAsync(read, 404, "sticker-unknown");
        }

        using var followed = await admin.SendAsync(HttpMethod.Get, "/t/" + code, null);
        Assert.Equal(404, (int)followed.StatusCode);
    }

    [Fact]
    public async Task A_change_names_its_version_and_only_the_city_admin_makes_one()
    {
        using var admin = await city.SignInAsync("admin");
        using var officer = await city.SignInAsync("petugas-dlh");
        using var guest = city.Guest();

        await Visitor.ProblemAsync(await PutAsync(admin, NewCode(), Good, null), 428, "if-match-needed");
        await Visitor.ProblemAsync(await PutAsync(admin, NewCode(), Good, "three"), 400);
        await Visitor.ProblemAsync(await PutAsync(officer, NewCode(), Good, "\"0\""), 403);
        await Visitor.ProblemAsync(await PutAsync(guest, NewCode(), Good, "\"0\""), 401);
        using var cursor = await officer.SendAsync(HttpMethod.Get, "/api/v1/stickers?cursor=a|b&take=101", null);
        Assert.Equal(["/cursor", "/take"], Visitor.ErrorsOf(await Visitor.ProblemAsync(cursor, 400)).Select(e => e.Key).Order());
    }

    [Fact]
    public async Task Its_code_can_be_printed_and_leads_to_the_form()
    {
        using var admin = await city.SignInAsync("admin");
        using var guest = city.Guest();
        var code = NewCode();
        await Visitor.JsonAsync(await PutAsync(admin, code, Good, "\"0\""), 200);

        using var svg = await admin.SendAsync(HttpMethod.Get, $"/api/v1/stickers/{code}.svg", null);
        Assert.Equal("image/svg+xml", svg.Content.Headers.ContentType!.MediaType);
        var picture = XDocument.Parse(await svg.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        XNamespace ns = "http://www.w3.org/2000/svg";
        var lines = picture.Descendants(ns + "text").Select(t => t.Value).ToList();
        Assert.Equal(code, lines[0]);
        Assert.EndsWith($"/t/{code}", lines[1], StringComparison.Ordinal);
        Assert.NotEmpty(picture.Descendants(ns + "path"));

        foreach (var typed in new[] { code, code.ToLowerInvariant() })
        {
            using var followed = await guest.SendAsync(HttpMethod.Get, $"/t/{typed}", null);
            Assert.Equal((303, $"/layanan/sambat/lapor?t={code}"), ((int)followed.StatusCode, followed.Headers.Location!.OriginalString));
        }
    }

    [Fact]
    public async Task A_report_made_with_it_says_so()
    {
        using var guest = city.Guest();
        using var sent = await city.SubmitJsonAsync(
            """{"category":"damaged-road","fields":{"title":"Lubang di jalan","description":"Lubang besar di depan pasar, sudah dua minggu."},"place":{"kelurahan":"35.73.05.1004"},"channel":"sticker"}""");
        var receipt = await Visitor.JsonAsync(sent, 201);

        var seen = await guest.ReadAsync(receipt.GetProperty("id").GetString()!, receipt.GetProperty("pin").GetString());
        Assert.Equal("sticker", seen.GetProperty("channel").GetString());
    }

    private static string NewCode() => "T" + Random.Shared.NextInt64(1L << 40).ToString("X10", System.Globalization.CultureInfo.InvariantCulture);

    private static Task<HttpResponseMessage> PutAsync(Visitor visitor, string code, string json, string? version) =>
        visitor.SendAsync(HttpMethod.Put, $"/api/v1/stickers/{code}", new StringContent(json, Encoding.UTF8, "application/json"), ("If-Match", version));
}
