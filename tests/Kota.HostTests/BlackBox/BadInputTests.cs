using System.Text;

namespace Kota.HostTests.BlackBox;

/// <summary>Bad input gets a clear answer: a problem with the fields that are wrong, never a 500.</summary>
[Trait("Kind", "BlackBox")]
public sealed class BadInputTests(City city) : IClassFixture<City>
{
    private const string Good = """{"category":"damaged-road","fields":{"title":"Lubang di jalan","description":"Lubang besar di depan pasar, sudah dua minggu."},"place":{"kelurahan":"35.73.05.1004"}}""";

    [Theory]
    [InlineData("""{"category":""", "/category", "json-malformed")]
    [InlineData("null", "", "json-null")]
    [InlineData("""{"colour":"red"}""", "/colour", "json-unknown-member")]
    [InlineData("""{"category":"damaged-road","category":"other"}""", "/category", "json-duplicate-member")]
    [InlineData("""{"category":"damaged-road","fields":null}""", "/fields", "json-wrong-type")]
    [InlineData("""{"category":5}""", "/category", "json-wrong-type")]
    [InlineData("""{"place":{"rw":"three"}}""", "/place/rw", "json-wrong-type")]
    [InlineData("""{}""", "/category", "category-required")]
    [InlineData("""{"category":"no-such"}""", "/category", "category-unknown")]
    [InlineData("""{"category":"damaged-road","fields":{"title":"x"}}""", "/fields/description", "required")]
    [InlineData("""{"category":"damaged-road","fields":{"nickname":"x"}}""", "/fields/nickname", "unknown-field")]
    [InlineData("""{"category":"damaged-road","fields":{"phone":"12"}}""", "/fields/phone", "phone-form")]
    [InlineData("""{"category":"damaged-road","place":{"lat":-7.95}}""", "/place/lon", "place-half-point")]
    public async Task Json_that_breaks_a_rule_is_refused_with_its_place(string json, string pointer, string code)
    {
        using var response = await city.SubmitJsonAsync(json);

        Assert.Contains(code, Visitor.ErrorsOf(await Visitor.ProblemAsync(response, 400))[pointer]);
    }

    [Theory]
    [InlineData("""{"lat":-6.2,"lon":106.8}""", "/place", "outside-city")]
    [InlineData("""{"kelurahan":"35.73.09.9999"}""", "/place/kelurahan", "kelurahan-unknown")]
    [InlineData("""{"kelurahan":"35.73.05.1004","rw":8}""", "/place/rw", "rw-unknown")]
    public async Task A_place_outside_the_city_is_refused(string place, string pointer, string code)
    {
        using var response = await city.SubmitJsonAsync(Good.Replace("""{"kelurahan":"35.73.05.1004"}""", place, StringComparison.Ordinal));

        Assert.Equal([code], Visitor.ErrorsOf(await Visitor.ProblemAsync(response, 400))[pointer]);
    }

    [Fact]
    public async Task A_position_alone_finds_its_kelurahan()
    {
        using var reporter = city.Guest();
        using var response = await city.SubmitJsonAsync(Good.Replace("""{"kelurahan":"35.73.05.1004"}""", """{"lat":-7.9442,"lon":112.6083}""", StringComparison.Ordinal));
        var receipt = await Visitor.JsonAsync(response, 201);

        var view = await reporter.ReadAsync(receipt.GetProperty("id").GetString()!);

        Assert.Equal("Dinoyo", view.GetProperty("place").GetProperty("kelurahanName").GetString());
    }

    [Fact]
    public async Task A_version_that_never_was_is_stale_however_long_its_number()
    {
        using var reporter = city.Guest();
        var ticket = await reporter.ReportAsync();
        using var response = await reporter.SendAsync(
            HttpMethod.Post, $"/api/v1/submissions/{ticket.Id}/transitions", System.Net.Http.Json.JsonContent.Create(new { action = "reply", inputs = new { text = "Ya." } }),
            ("If-Match", "\"999999999999\""), ("X-Kota-Pin", ticket.Pin));

        await Visitor.ProblemAsync(response, 412, "stale");
    }

    [Fact]
    public async Task A_form_that_another_site_posts_is_refused_although_it_brings_no_cookie()
    {
        using var reporter = city.Guest();
        using var response = await reporter.SendAsync(
            HttpMethod.Post, "/.auth/login/dev", System.Net.Http.Json.JsonContent.Create(new { person = "warga" }), ("Origin", "https://elsewhere.example"));

        await Visitor.ProblemAsync(response, 403, "other-origin");
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_stale_version_a_missing_one_and_a_malformed_one_are_told_apart()
    {
        using var reporter = city.Guest();
        using var officer = await city.SignInAsync("petugas-dpuprpkp");
        var ticket = await reporter.ReportAsync();
        var version = Visitor.VersionOf(await reporter.AwaitStateAsync(ticket.Id, "forwarded"));
        HttpContent Accept() => new StringContent("""{"action":"accept"}""", Encoding.UTF8, "application/json");

        using var stale = await officer.ActAsync(ticket.Id, version - 1, "accept");
        using var missing = await officer.SendAsync(HttpMethod.Post, $"/api/v1/submissions/{ticket.Id}/transitions", Accept());
        using var malformed = await officer.SendAsync(HttpMethod.Post, $"/api/v1/submissions/{ticket.Id}/transitions", Accept(), ("If-Match", "two"));

        await Visitor.ProblemAsync(stale, 412, "stale");
        await Visitor.ProblemAsync(missing, 428, "if-match-needed");
        await Visitor.ProblemAsync(malformed, 400);
    }

    [Theory]
    [InlineData("/api/v1/submissions/SBT-0000-0000-0000-0")]
    [InlineData("/api/v1/submissions/SBT-0000-0000-0000-1")]
    [InlineData("/api/v1/submissions/nonsense/timeline")]
    [InlineData("/api/v1/services/no-such")]
    public async Task What_does_not_exist_is_not_found(string path)
    {
        using var guest = city.Guest();
        using var response = await guest.SendAsync(HttpMethod.Get, path, null);

        await Visitor.ProblemAsync(response, 404);
    }

    [Fact]
    public async Task A_path_of_no_function_is_not_found()
    {
        using var guest = city.Guest();
        using var response = await guest.SendAsync(HttpMethod.Get, "/api/v1/no/such/path", null);

        // The Functions host answers this one itself, with no body.
        Assert.Equal(404, (int)response.StatusCode);
    }

    [Fact]
    public async Task An_action_that_does_not_fit_the_state_is_a_conflict_and_an_unknown_one_an_error()
    {
        using var reporter = city.Guest();
        var ticket = await reporter.ReportAsync();
        var version = Visitor.VersionOf(await reporter.AwaitStateAsync(ticket.Id, "forwarded"));

        using var early = await reporter.ActAsync(ticket.Id, version, "rate", new { rating = 3 }, ticket.Pin);
        using var unknown = await reporter.ActAsync(ticket.Id, version, "explode", null, ticket.Pin);
        using var nobody = await reporter.ActAsync(ticket.Id, version, "accept");

        await Visitor.ProblemAsync(early, 409, "action-not-now");
        Assert.Equal(["unknown-action"], Visitor.ErrorsOf(await Visitor.ProblemAsync(unknown, 400))["/action"]);
        await Visitor.ProblemAsync(nobody, 401);
    }

    [Theory]
    [InlineData("?state=no_such", "/state")]
    [InlineData("?take=1000", "/take")]
    [InlineData("?late=maybe", "/late")]
    [InlineData("?order=random", "/order")]
    [InlineData("?kelurahan=1", "/kelurahan")]
    [InlineData("?cursor=%25%25", "/cursor")]
    [InlineData("?cursor=b3BkfGRpc2h1YnxvcGVuCng", "/cursor")]
    [InlineData("?state=closed&order=due", "/state")]
    [InlineData("?state=closed&late=true", "/state")]
    public async Task A_list_says_which_parameter_is_wrong(string query, string pointer)
    {
        using var officer = await city.SignInAsync("petugas-dpuprpkp");
        using var response = await officer.SendAsync(HttpMethod.Get, "/api/v1/agencies/dpuprpkp/submissions" + query, null);

        Assert.NotEmpty(Visitor.ErrorsOf(await Visitor.ProblemAsync(response, 400))[pointer]);
    }

    [Fact]
    public async Task A_cookie_from_another_origin_cannot_change_anything()
    {
        using var officer = await city.SignInAsync("petugas-dpuprpkp");
        using var response = await officer.SendAsync(
            HttpMethod.Post, "/api/v1/services/sambat/submissions", new StringContent(Good, Encoding.UTF8, "application/json"), ("Sec-Fetch-Site", "cross-site"));

        await Visitor.ProblemAsync(response, 403, "other-origin");
    }

    [Fact]
    public async Task Guessing_pins_is_stopped()
    {
        using var reporter = city.Guest();
        var ticket = await reporter.ReportAsync();
        var statuses = new List<int>();
        for (var i = 0; i < 8; i++)
        {
            using var response = await reporter.SendAsync(HttpMethod.Get, $"/api/v1/submissions/{ticket.Id}", null, ("X-Kota-Pin", $"guess{i}"));
            statuses.Add((int)response.StatusCode);
        }

        Assert.Equal(401, statuses[0]);
        Assert.Equal(429, statuses[^1]);
    }
}
