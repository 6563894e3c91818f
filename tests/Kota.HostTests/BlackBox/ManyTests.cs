using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Kota.HostTests.BlackBox;

/// <summary>One action on many submissions: an outcome for each, nothing twice.</summary>
[Trait("Kind", "BlackBox")]
public sealed class ManyTests(City city) : IClassFixture<City>
{
    private const string Path = "/api/v1/agencies/dpuprpkp/transitions";

    [Fact]
    public async Task Each_has_an_outcome_of_its_own()
    {
        using var officer = await city.SignInAsync("petugas-dpuprpkp");
        var (fine, taken, changed) = (await ForwardedAsync(), await ForwardedAsync(), await ForwardedAsync());
        using (var accepted = await officer.ActAsync(taken, 2, "accept"))
            await Visitor.JsonAsync(accepted, 200);
        using (var commented = await officer.SendAsync(HttpMethod.Post, $"/api/v1/submissions/{changed}/comments", JsonContent.Create(new { text = "Sudah dilihat." })))
            await Visitor.JsonAsync(commented, 201);

        using var response = await SendAsync(officer, "accept", [(fine, 2), (taken, 3), (changed, 2), ("SBT-0000-0000-0000-0", 1), ("nonsense", 1)]);

        var answer = await Visitor.JsonAsync(response, 200);
        var results = answer.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(["done", "refused", "changed", "refused", "refused"], results.Select(r => r.GetProperty("outcome").GetString()));
        Assert.Equal((1, 1, 3), (answer.GetProperty("done").GetInt32(), answer.GetProperty("changed").GetInt32(), answer.GetProperty("refused").GetInt32()));
        Assert.Equal(3, results[0].GetProperty("version").GetInt32());
        Assert.Equal("in_progress", Visitor.StateOf(results[0]));
        Assert.Equal(["action-not-now", "stale", "unknown-submission", "unknown-submission"], results.Skip(1).Select(r => r.GetProperty("problem").GetProperty("code").GetString()));
    }

    [Fact]
    public async Task The_same_request_once_more_does_what_is_left_and_nothing_twice()
    {
        using var officer = await city.SignInAsync("petugas-dpuprpkp");
        var (first, second) = (await ForwardedAsync(), await ForwardedAsync());
        var (key, inputs) = (Guid.NewGuid().ToString(), new { reason = "Ini rambu, bukan jalan.", agency = "dishub" });
        using var one = await SendAsync(officer, "not_ours", [(first, 2)], inputs, key);
        await Visitor.JsonAsync(one, 200);

        using var both = await SendAsync(officer, "not_ours", [(first, 2), (second, 2)], inputs, key);
        using var other = await SendAsync(officer, "accept", [(first, 2)], null, key);

        var results = (await Visitor.JsonAsync(both, 200)).GetProperty("results").EnumerateArray().ToList();
        Assert.Equal([("done", true), ("done", false)], results.Select(r => (r.GetProperty("outcome").GetString(), r.GetProperty("replayed").GetBoolean())));
        Assert.Single(await officer.TimelineAsync(first), s => s.GetProperty("action").GetProperty("code").GetString() == "not_ours");
        var reused = Assert.Single((await Visitor.JsonAsync(other, 200)).GetProperty("results").EnumerateArray());
        Assert.Equal("key-reused", reused.GetProperty("problem").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Eight_of_the_same_at_once_act_once()
    {
        using var officer = await city.SignInAsync("petugas-dpuprpkp");
        var ids = new[] { await ForwardedAsync(), await ForwardedAsync() };
        var key = Guid.NewGuid().ToString();

        var responses = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SendAsync(officer, "accept", [(ids[0], 2), (ids[1], 2)], null, key)));

        foreach (var response in responses)
            Assert.Equal(2, (await Visitor.JsonAsync(response, 200)).GetProperty("done").GetInt32());
        foreach (var id in ids)
            Assert.Single(await officer.TimelineAsync(id), s => s.GetProperty("action").GetProperty("code").GetString() == "accept");
    }

    [Fact]
    public async Task What_another_agency_has_is_refused_even_to_the_city_admin()
    {
        using var admin = await city.SignInAsync("admin");
        using var elsewhere = await city.SignInAsync("petugas-dishub");
        var id = await ForwardedAsync();

        using var response = await SendAsync(admin, "ask", [(id, 2)], new { question = "Seberapa lebar lubangnya?" }, path: "/api/v1/agencies/dlh/transitions");
        using var forbidden = await SendAsync(elsewhere, "accept", [(id, 2)]);
        using var own = await SendAsync(elsewhere, "accept", [(id, 2)], path: "/api/v1/agencies/dishub/transitions");
        using var unknown = await SendAsync(admin, "accept", [(id, 2)], path: "/api/v1/agencies/none/transitions");

        Assert.Equal(["not-in-inbox"], Codes(await Visitor.JsonAsync(response, 200)));
        await Visitor.ProblemAsync(forbidden, 403);
        Assert.Equal(["not-in-inbox"], Codes(await Visitor.JsonAsync(own, 200)));
        await Visitor.ProblemAsync(unknown, 404, "agency-unknown");
    }

    [Theory]
    [InlineData("""{"action":"no-such","submissions":[{"id":"a","version":1}]}""", "/action")]
    [InlineData("""{"action":"rate","submissions":[{"id":"a","version":1}]}""", "/action")]
    [InlineData("""{"action":"accept","submissions":[]}""", "/submissions")]
    [InlineData("""{"action":"accept","submissions":[{"id":"a","version":1},{"id":"A","version":2}]}""", "/submissions/1")]
    [InlineData("""{"action":"accept","submissions":[{"id":"a"}]}""", "/submissions/0")]
    [InlineData("""{"action":"accept","submissions":[null]}""", "/submissions/0")]
    [InlineData("""{"action":"accept","submissions":[{"id":"a","version":"1"}]}""", "/submissions/0/version")]
    [InlineData("""{"action":"accept","submissions":[{"id":null,"version":1}]}""", "/submissions/0/id")]
    [InlineData("""{"action":"accept"}""", "")]
    [InlineData("""{"submissions":[]}""", "")]
    [InlineData("""{"action":"accept","submissions":[{"id":"a","version":1}],"more":1}""", "/more")]
    [InlineData("[]", "")]
    [InlineData("{", "")]
    public async Task A_request_that_makes_no_sense_is_refused_as_a_whole(string json, string pointer)
    {
        using var officer = await city.SignInAsync("petugas-dpuprpkp");

        using var response = await officer.SendAsync(HttpMethod.Post, Path, new StringContent(json, Encoding.UTF8, "application/json"));

        Assert.NotEmpty(Visitor.ErrorsOf(await Visitor.ProblemAsync(response, 400))[pointer]);
    }

    [Fact]
    public async Task Fifty_one_are_too_many()
    {
        using var officer = await city.SignInAsync("petugas-dpuprpkp");

        using var response = await SendAsync(officer, "accept", [.. Enumerable.Range(0, 51).Select(n => ($"SBT-{n}", 1))]);

        Assert.NotEmpty(Visitor.ErrorsOf(await Visitor.ProblemAsync(response, 400))["/submissions"]);
    }

    [Fact]
    public async Task Inputs_that_are_wrong_are_refused_by_each()
    {
        using var officer = await city.SignInAsync("petugas-dpuprpkp");
        var id = await ForwardedAsync();

        using var response = await SendAsync(officer, "ask", [(id, 2)], new { question = "Apa?", more = 1 });

        var problem = Assert.Single((await Visitor.JsonAsync(response, 200)).GetProperty("results").EnumerateArray()).GetProperty("problem");
        Assert.NotEmpty(Visitor.ErrorsOf(problem)["/inputs/question"]);
        Assert.NotEmpty(Visitor.ErrorsOf(problem)["/inputs/more"]);
    }

    private async Task<string> ForwardedAsync()
    {
        using var reporter = city.Guest();
        var ticket = await reporter.ReportAsync();
        await reporter.AwaitStateAsync(ticket.Id, "forwarded");
        return ticket.Id;
    }

    private static IEnumerable<string?> Codes(JsonElement answer) => answer.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("problem").GetProperty("code").GetString());

    private static Task<HttpResponseMessage> SendAsync(
        Visitor visitor, string action, (string Id, int Version)[] picked, object? inputs = null, string? key = null, string path = Path) => visitor.SendAsync(
            HttpMethod.Post, path, JsonContent.Create(new { action, submissions = picked.Select(p => new { id = p.Id, version = p.Version }), inputs = inputs ?? new { } }), ("Idempotency-Key", key));
}
