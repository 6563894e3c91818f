using System.Text.Json;
using System.Xml.Linq;
using Kota.TestKit;

namespace Kota.HostTests.BlackBox;

/// <summary>Everybody may list what is public, and nothing else.</summary>
[Trait("Kind", "BlackBox")]
public sealed class PublicListTests(City city) : IClassFixture<City>
{
    [Fact]
    public async Task A_public_report_is_listed_and_on_the_map_and_a_secret_one_is_not()
    {
        using var guest = city.Guest();
        var open = await guest.ReportAsync();
        var form = Visitor.Pothole();
        form.Add(new StringContent("true"), "secret");
        using var sent = await guest.SubmitAsync(form);
        var secret = (await Visitor.JsonAsync(sent, 201)).GetProperty("id").GetString();
        await guest.AwaitStateAsync(open.Id, "forwarded");

        await Eventually.TrueAsync(async () => (await ListAsync(guest, "?category=damaged-road&kelurahan=35.73.05.1004&status=open&take=100")).Any(i => i.GetProperty("id").GetString() == open.Id), "the list has the report");
        var item = (await ListAsync(guest, "?take=100")).First(i => i.GetProperty("id").GetString() == open.Id);
        Assert.Equal("/laporan/" + open.Id, item.GetProperty("url").GetString());
        Assert.DoesNotContain(await ListAsync(guest, "?take=100"), i => i.GetProperty("id").GetString() == secret);
        Assert.DoesNotContain(await ListAsync(guest, "?status=closed&take=100"), i => i.GetProperty("id").GetString() == open.Id);
        Assert.DoesNotContain(await ListAsync(guest, "?to=2026-01-01&take=100"), i => i.GetProperty("id").GetString() == open.Id);

        using var answer = await guest.SendAsync(HttpMethod.Get, "/api/v1/submissions.geojson?category=damaged-road", null);
        Assert.Equal("application/geo+json", answer.Content.Headers.ContentType?.MediaType);
        var feature = (await Visitor.JsonAsync(answer, 200)).GetProperty("features").EnumerateArray().First(f => f.GetProperty("id").GetString() == open.Id);
        Assert.Equal("Point", feature.GetProperty("geometry").GetProperty("type").GetString());
        Assert.InRange(feature.GetProperty("geometry").GetProperty("coordinates")[0].GetDouble(), 112.5, 112.8);
        Assert.False(feature.GetProperty("properties").GetProperty("exact").GetBoolean());
    }

    [Fact]
    public async Task The_feed_names_each_case_and_says_when_nothing_is_new()
    {
        using var guest = city.Guest();
        var ticket = await guest.ReportAsync();
        XElement? entry = null;
        System.Net.Http.Headers.EntityTagHeaderValue? tag = null;
        const string Path = "/api/v1/submissions.atom?category=damaged-road&take=100";
        await Eventually.TrueAsync(async () =>
        {
            using var response = await guest.SendAsync(HttpMethod.Get, Path, null);
            Assert.Equal("application/atom+xml", response.Content.Headers.ContentType?.MediaType);
            tag = response.Headers.ETag;
            var feed = XDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Root!;
            entry = feed.Elements(feed.Name.Namespace + "entry").FirstOrDefault(e => e.Element(feed.Name.Namespace + "id")!.Value.EndsWith("/laporan/" + ticket.Id, StringComparison.Ordinal));
            return entry is not null;
        }, "the feed has the report");

        Assert.Contains("Lubang di jalan", entry!.Element(entry.Name.Namespace + "title")!.Value, StringComparison.Ordinal);
        using var again = await guest.SendAsync(HttpMethod.Get, Path, null, ("If-None-Match", tag!.Tag));
        Assert.True((int)again.StatusCode is 200 or 304, again.StatusCode.ToString());
        Assert.True(again.StatusCode == System.Net.HttpStatusCode.NotModified || again.Headers.ETag != tag);
    }

    [Fact]
    public async Task Pages_follow_each_other_without_a_gap_or_a_repeat()
    {
        using var guest = city.Guest();
        var mine = new HashSet<string>();
        for (var n = 0; n < 5; n++)
            mine.Add((await guest.ReportAsync()).Id);
        await Eventually.TrueAsync(async () => (await ListAsync(guest, "?take=100")).Count(i => mine.Contains(i.GetProperty("id").GetString()!)) == 5, "all five are listed");

        var seen = new List<string>();
        for (var cursor = ""; cursor is not null;)
        {
            using var response = await guest.SendAsync(HttpMethod.Get, "/api/v1/submissions?take=2&cursor=" + cursor, null);
            var page = await Visitor.JsonAsync(response, 200);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Superset(mine, seen.ToHashSet());
    }

    [Theory]
    [InlineData("service=nonsense", "/service")]
    [InlineData("category=nonsense", "/category")]
    [InlineData("kelurahan=1", "/kelurahan")]
    [InlineData("state=nonsense", "/state")]
    [InlineData("status=both", "/status")]
    [InlineData("from=2026-02-30", "/from")]
    [InlineData("from=2026-03-01&to=2026-02-01", "/to")]
    [InlineData("take=101", "/take")]
    [InlineData("cursor=%3F", "/cursor")]
    [InlineData("cursor=b3BkfGRpc2h1YnxvcGVuCng", "/cursor")]
    public async Task A_filter_that_cannot_be_is_refused(string query, string pointer)
    {
        using var guest = city.Guest();
        using var response = await guest.SendAsync(HttpMethod.Get, "/api/v1/submissions?" + query, null);

        Assert.NotEmpty(Visitor.ErrorsOf(await Visitor.ProblemAsync(response, 400))[pointer]);
    }

    private static async Task<IReadOnlyList<JsonElement>> ListAsync(Visitor guest, string query)
    {
        using var response = await guest.SendAsync(HttpMethod.Get, "/api/v1/submissions" + query, null);
        return [.. (await Visitor.JsonAsync(response, 200)).GetProperty("items").EnumerateArray()];
    }
}
