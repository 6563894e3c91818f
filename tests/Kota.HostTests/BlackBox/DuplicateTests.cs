using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Kota.TestKit;

namespace Kota.HostTests.BlackBox;

/// <summary>What is there already is offered before it is sent again, and followed instead: each person once, counted exactly.</summary>
public sealed class DuplicateTests(AzuriteFixture azurite) : IAsyncDisposable
{
    // On the border of two cells of six characters (112.60986 E), so that a neighbour has to be read.
    private const double Lat = -7.9425, Border = 112.60986328125;

    private KotaTestHost? host;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => host?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Cases_of_the_category_within_150_metres_are_offered_nearest_first_over_the_border_of_cells()
    {
        using var guest = await GuestAsync();
        var near = await ReportAsync(guest, new { lat = Lat, lon = Border + 0.0002 });
        var nearest = await ReportAsync(guest, new { lat = Lat, lon = Border - 0.0002 });
        await ReportAsync(guest, new { lat = Lat, lon = Border + 0.0030 });
        await ReportAsync(guest, new { lat = Lat, lon = Border }, "street-light");
        await ReportAsync(guest, new { lat = Lat, lon = Border }, secret: true);
        await host!.DrainAsync();

        var found = await SimilarAsync(guest, At(Border - 0.0003));

        Assert.Equal([nearest.Id, near.Id], found.Select(f => f.GetProperty("id").GetString()));
        Assert.Equal([11, 55], found.Select(f => f.GetProperty("distance").GetInt32()));
        Assert.Equal(["Lubang di jalan", "Lubang di jalan"], found.Select(f => f.GetProperty("title").GetString()));
        Assert.Equal(0, found[0].GetProperty("followers").GetInt32());
    }

    [Fact]
    public async Task Without_a_point_cases_that_name_the_same_rw_are_offered_and_old_ones_are_not()
    {
        using var guest = await GuestAsync();
        var same = await ReportAsync(guest, new { kelurahan = "35.73.05.1004", rw = 3 });
        await ReportAsync(guest, new { kelurahan = "35.73.05.1004", rw = 4 });
        await host!.DrainAsync();
        const string Query = "category=damaged-road&kelurahan=35.73.05.1004&rw=3";

        var found = Assert.Single(await SimilarAsync(guest, Query));
        Assert.Equal(same.Id, found.GetProperty("id").GetString());
        Assert.False(found.TryGetProperty("distance", out _));

        host.Clock.Advance(TimeSpan.FromDays(61));
        Assert.Empty(await SimilarAsync(guest, Query));
    }

    [Theory]
    [InlineData("lat=-7.9&lon=112.6", "/category", "category-required")]
    [InlineData("category=nothing&lat=-7.9&lon=112.6", "/category", "category-unknown")]
    [InlineData("category=damaged-road&lat=-7.9", "/lon", "place-half-point")]
    [InlineData("category=damaged-road&lat=91&lon=112.6", "/lat", "place-latitude")]
    [InlineData("category=damaged-road&lat=NaN&lon=112.6", "/lat", "field-type-number")]
    [InlineData("category=damaged-road&kelurahan=35.73.05.1004", "/rw", "required")]
    [InlineData("category=damaged-road&kelurahan=1&rw=1", "/kelurahan", "kelurahan-unknown")]
    [InlineData("category=damaged-road&kelurahan=35.73.05.1004&rw=999", "/rw", "rw-unknown")]
    [InlineData("category=damaged-road", "/kelurahan", "required")]
    public async Task A_query_that_says_too_little_or_nonsense_is_refused_at_its_place(string query, string pointer, string code)
    {
        using var guest = await GuestAsync();
        using var response = await guest.SendAsync(HttpMethod.Get, "/api/v1/services/sambat/similar?" + query, null);
        Assert.Contains(code, Visitor.ErrorsOf(await Visitor.ProblemAsync(response, 400))[pointer]);
    }

    [Fact]
    public async Task Thirty_two_who_follow_at_once_are_thirty_two_and_a_repeat_adds_nobody()
    {
        using var guest = await GuestAsync();
        var ticket = await ReportAsync(guest, new { lat = Lat, lon = Border });
        await host!.DrainAsync();
        var keys = Enumerable.Range(0, 32).Select(_ => Guid.NewGuid().ToString()).ToList();

        await Task.WhenAll(keys.Select(async key =>
        {
            using var response = await FollowAsync(guest, ticket.Id, key);
            await Visitor.JsonAsync(response, 201);
        }));
        using (var again = await FollowAsync(guest, ticket.Id, keys[0]))
        {
            Assert.Equal("true", Assert.Single(again.Headers.GetValues("Idempotency-Replayed")));
            Assert.Equal(32, (await Visitor.JsonAsync(again, 201)).GetProperty("followers").GetInt32());
        }

        using (var other = await FollowAsync(guest, ticket.Id, keys[0], new { phone = "0812-3456-7890" }))
            await Visitor.ProblemAsync(other, 422, "key-reused");
        await host.DrainAsync();
        var view = await guest.ReadAsync(ticket.Id);
        Assert.Equal(32, view.GetProperty("followers").GetInt32());
        Assert.Equal(32, Assert.Single(await SimilarAsync(guest, At(Border))).GetProperty("followers").GetInt32());
        Assert.Equal(2, Visitor.VersionOf(view));
    }

    [Fact]
    public async Task Somebody_signed_in_follows_once_and_stops_and_a_guest_stops_with_the_token_alone()
    {
        using var guest = await GuestAsync();
        using var citizen = await SignInAsync("warga");
        var ticket = await ReportAsync(guest, new { lat = Lat, lon = Border });
        for (var i = 0; i < 2; i++)
        {
            using var response = await FollowAsync(citizen, ticket.Id, null);
            var following = await Visitor.JsonAsync(response, 201);
            Assert.Equal(1, following.GetProperty("followers").GetInt32());
            Assert.False(following.TryGetProperty("token", out _));
        }

        using var mine = await FollowAsync(guest, ticket.Id, Guid.NewGuid().ToString(), new { email = "siti@example.org", phone = "0812-3456-7890" });
        var token = (await Visitor.JsonAsync(mine, 201)).GetProperty("token").GetString()!;
        Assert.DoesNotContain("812345", (await guest.ReadAsync(ticket.Id, ticket.Pin)).GetRawText(), StringComparison.Ordinal);

        Assert.Equal(401, await UnfollowAsync(guest, ticket.Id, null));
        Assert.Equal(401, await UnfollowAsync(guest, ticket.Id, token[..^1] + (token[^1] == '0' ? '1' : '0')));
        Assert.Equal(204, await UnfollowAsync(guest, ticket.Id, token));
        Assert.Equal(204, await UnfollowAsync(guest, ticket.Id, token));
        Assert.Equal(204, await UnfollowAsync(citizen, ticket.Id, null));
        Assert.Equal(0, (await guest.ReadAsync(ticket.Id)).GetProperty("followers").GetInt32());
    }

    [Fact]
    public async Task Who_gives_no_key_or_a_bad_contact_or_an_unknown_or_secret_id_or_the_own_report_is_refused()
    {
        using var guest = await GuestAsync();
        var open = await ReportAsync(guest, new { lat = Lat, lon = Border });
        var secret = await ReportAsync(guest, new { lat = Lat, lon = Border }, secret: true);
        var key = Guid.NewGuid().ToString();

        using (var keyless = await FollowAsync(guest, open.Id, null))
            await Visitor.ProblemAsync(keyless, 400);
        using (var bad = await FollowAsync(guest, open.Id, key, new { email = "siti@", phone = "12" }))
            Assert.Equal(["/email", "/phone"], Visitor.ErrorsOf(await Visitor.ProblemAsync(bad, 400)).Select(e => e.Key).Order());
        using (var hidden = await FollowAsync(guest, secret.Id, key))
            await Visitor.ProblemAsync(hidden, 404);
        using var own = await guest.SendAsync(
            HttpMethod.Post, $"/api/v1/submissions/{open.Id}/followers", JsonContent.Create(new { }), ("Idempotency-Key", key), ("X-Kota-Pin", open.Pin));
        await Visitor.ProblemAsync(own, 409, "follower-is-reporter");
    }

    private static string At(double lon) => string.Create(CultureInfo.InvariantCulture, $"category=damaged-road&lat={Lat}&lon={lon}");

    private static Task<HttpResponseMessage> FollowAsync(Visitor visitor, string id, string? key, object? body = null) =>
        visitor.SendAsync(HttpMethod.Post, $"/api/v1/submissions/{id}/followers", JsonContent.Create(body ?? new { }), ("Idempotency-Key", key));

    private static async Task<int> UnfollowAsync(Visitor visitor, string id, string? token)
    {
        using var response = await visitor.SendAsync(HttpMethod.Delete, $"/api/v1/submissions/{id}/followers", null, ("X-Kota-Follower", token));
        return (int)response.StatusCode;
    }

    private static async Task<IReadOnlyList<JsonElement>> SimilarAsync(Visitor visitor, string query)
    {
        using var response = await visitor.SendAsync(HttpMethod.Get, "/api/v1/services/sambat/similar?" + query, null);
        return [.. (await Visitor.JsonAsync(response, 200)).EnumerateArray()];
    }

    private static async Task<Ticket> ReportAsync(Visitor visitor, object place, string category = "damaged-road", bool secret = false)
    {
        var body = new { category, secret, place, fields = new { title = "Lubang di jalan", description = "Lubang besar di depan pasar, sudah dua minggu." } };
        using var response = await visitor.SubmitAsync(JsonContent.Create(body));
        var receipt = await Visitor.JsonAsync(response, 201);
        return new Ticket(receipt.GetProperty("id").GetString()!, receipt.GetProperty("pin").GetString()!);
    }

    private async Task<Visitor> GuestAsync()
    {
        host ??= await KotaTestHost.StartAsync(azurite);
        return new Visitor(host.NewClient());
    }

    private async Task<Visitor> SignInAsync(string person)
    {
        var visitor = new Visitor(host!.NewClient(cookies: true));
        using var response = await visitor.SendAsync(HttpMethod.Post, "/.auth/login/dev", JsonContent.Create(new { person }));
        await Visitor.JsonAsync(response, 200);
        return visitor;
    }
}
