using System.Net.Http.Json;
using System.Text.Json;

namespace Kota.HostTests.BlackBox;

/// <summary>The city admin says who is what, with the version that was seen and a history.</summary>
[Trait("Kind", "BlackBox")]
public sealed class PeopleTests(City city) : IClassFixture<City>
{
    [Fact]
    public async Task A_person_gets_roles_and_each_change_stays_readable()
    {
        using var admin = await city.SignInAsync("admin");
        var subject = "p" + Guid.NewGuid().ToString("N")[..20];
        await PutAsync(admin, subject, 0, new { roles = new[] { "officer" }, agency = "dishub" }, 200);
        var second = await PutAsync(admin, subject, 1, new { roles = new[] { "agencyHead" }, agency = "dishub", until = "2099-12-31" }, 200);
        Assert.Equal((2, "2099-12-31"), (second.GetProperty("version").GetInt32(), second.GetProperty("until").GetString()));

        // The same again, as after a lost answer, is no mistake; another's view of the first version is.
        await PutAsync(admin, subject, 1, new { roles = new[] { "agencyHead" }, agency = "dishub", until = "2099-12-31" }, 200);
        await PutAsync(admin, subject, 1, new { roles = Array.Empty<string>() }, 412);
        using var history = await admin.SendAsync(HttpMethod.Get, $"/api/v1/people/{subject}/versions", null);
        Assert.Equal([2, 1], (await Visitor.JsonAsync(history, 200)).EnumerateArray().Select(v => v.GetProperty("version").GetInt32()));
        using var listed = await admin.SendAsync(HttpMethod.Get, "/api/v1/agencies/dishub/people", null);
        Assert.Contains((await Visitor.JsonAsync(listed, 200)).EnumerateArray(), p => p.GetProperty("subject").GetString() == subject);
    }

    [Fact]
    public async Task Bad_wishes_name_their_fields_and_nobody_takes_the_city_from_themselves()
    {
        using var admin = await city.SignInAsync("admin");
        await WrongAsync(admin, "some", new { roles = new[] { "officer" } }, "/agency");
        await WrongAsync(admin, "some", new { roles = new[] { "wardHead" }, kelurahan = "1" }, "/kelurahan");
        await WrongAsync(admin, "some", new { roles = new[] { "seller" }, until = "2020-01-01" }, "/until");
        await WrongAsync(admin, "some", new { roles = new[] { "king" } }, "/roles/0");
        await WrongAsync(admin, "some", new { }, "");
        await WrongAsync(admin, "some", new { roles = Array.Empty<string>(), name = "x" }, "/name");
        await WrongAsync(admin, "a.b", new { roles = Array.Empty<string>() }, "/subject");
        using var me = await admin.SendAsync(HttpMethod.Get, "/api/v1/me", null);
        await WrongAsync(admin, (await Visitor.JsonAsync(me, 200)).GetProperty("subject").GetString()!, new { roles = new[] { "officer" }, agency = "dishub" }, "/roles");
        await PutAsync(admin, "some", null, new { roles = Array.Empty<string>() }, 428);
    }

    private static async Task<JsonElement> PutAsync(Visitor admin, string subject, int? version, object body, int status)
    {
        using var response = await admin.SendAsync(HttpMethod.Put, $"/api/v1/people/{subject}", JsonContent.Create(body), ("If-Match", version is null ? null : $"\"{version}\""));
        return await Visitor.JsonAsync(response, status);
    }

    private static async Task WrongAsync(Visitor admin, string subject, object body, string pointer)
    {
        var problem = await PutAsync(admin, subject, 0, body, 400);
        Assert.Contains(problem.GetProperty("errors").EnumerateArray(), e => e.GetProperty("pointer").GetString() == pointer);
    }
}
