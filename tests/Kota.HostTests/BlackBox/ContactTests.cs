using System.Net.Http.Json;
using System.Text.Json;

namespace Kota.HostTests.BlackBox;

/// <summary>Where officials get notices: their heads keep it, and what it was stays without the address.</summary>
[Trait("Kind", "BlackBox")]
public sealed class ContactTests(City city) : IClassFixture<City>
{
    [Fact]
    public async Task Each_version_of_a_contact_stays_without_its_address()
    {
        using var head = await city.SignInAsync("kepala-dpuprpkp");
        var path = NewPath();

        var first = await Visitor.JsonAsync(await PutAsync(head, path, 0, "satu@example.invalid"), 200);
        Assert.Equal(first.GetRawText(), (await Visitor.JsonAsync(await PutAsync(head, path, 0, "satu@example.invalid"), 200)).GetRawText());
        await Visitor.ProblemAsync(await PutAsync(head, path, 0, "dua@example.invalid"), 412, "stale");
        await Visitor.JsonAsync(await PutAsync(head, path, 1, "dua@example.invalid", daily: true), 200);

        var versions = await VersionsAsync(head, path);
        Assert.Equal([2, 1], versions.Select(Visitor.VersionOf));
        Assert.Equal([true, false], versions.Select(v => v.GetProperty("daily").GetBoolean()));
        Assert.All(versions, v => Assert.DoesNotContain("example.invalid", v.GetRawText(), StringComparison.Ordinal));
        Assert.All(versions, v => Assert.NotEmpty(v.GetProperty("changedBy").GetString()!));
    }

    [Fact]
    public async Task A_contact_that_was_removed_and_comes_back_has_one_history()
    {
        using var head = await city.SignInAsync("kepala-dpuprpkp");
        var path = NewPath();
        await Visitor.JsonAsync(await PutAsync(head, path, 0, "satu@example.invalid"), 200);
        using (var stale = await head.SendAsync(HttpMethod.Delete, path, null, ("If-Match", "\"7\"")))
            await Visitor.ProblemAsync(stale, 412, "stale");
        using (var removed = await head.SendAsync(HttpMethod.Delete, path, null, ("If-Match", "\"1\"")))
            await Visitor.JsonAsync(removed, 200);
        using (var gone = await head.SendAsync(HttpMethod.Get, path, null))
            await Visitor.ProblemAsync(gone, 404, "unknown-contact");

        Assert.Equal(3, Visitor.VersionOf(await Visitor.JsonAsync(await PutAsync(head, path, 0, "dua@example.invalid"), 200)));

        var versions = await VersionsAsync(head, path);
        Assert.Equal([(3, false), (2, true), (1, false)], versions.Select(v => (Visitor.VersionOf(v), v.GetProperty("removed").GetBoolean())));
        using var list = await head.SendAsync(HttpMethod.Get, "/api/v1/agencies/dpuprpkp/contacts", null);
        Assert.Single((await Visitor.JsonAsync(list, 200)).EnumerateArray(), c => path.EndsWith(c.GetProperty("subject").GetString()!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_else_reads_what_a_contact_was_and_one_that_never_was_has_no_history()
    {
        using var head = await city.SignInAsync("kepala-dpuprpkp");
        using var officer = await city.SignInAsync("petugas-dpuprpkp");

        using (var refused = await officer.SendAsync(HttpMethod.Get, NewPath() + "/versions", null))
            await Visitor.ProblemAsync(refused, 403);
        using (var elsewhere = await head.SendAsync(HttpMethod.Get, NewPath().Replace("dpuprpkp", "dishub", StringComparison.Ordinal) + "/versions", null))
            await Visitor.ProblemAsync(elsewhere, 403);
        using var never = await head.SendAsync(HttpMethod.Get, NewPath() + "/versions", null);
        await Visitor.ProblemAsync(never, 404, "unknown-contact");
    }

    private static string NewPath() => $"/api/v1/agencies/dpuprpkp/contacts/uji{Guid.NewGuid():N}";

    private static Task<HttpResponseMessage> PutAsync(Visitor head, string path, int version, string email, bool daily = false) =>
        head.SendAsync(HttpMethod.Put, path, JsonContent.Create(new { email, role = "officer", daily }), ("If-Match", $"\"{version}\""));

    private static async Task<IReadOnlyList<JsonElement>> VersionsAsync(Visitor head, string path)
    {
        using var response = await head.SendAsync(HttpMethod.Get, path + "/versions", null);
        return [.. (await Visitor.JsonAsync(response, 200)).EnumerateArray()];
    }
}
