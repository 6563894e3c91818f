using System.Net.Http.Json;
using System.Text.Json;

namespace Kota.HostTests.BlackBox;

/// <summary>Somebody of the city enters what a citizen says at a counter or by phone: the citizen is the reporter.</summary>
[Trait("Kind", "BlackBox")]
public sealed class ChannelTests(City city) : IClassFixture<City>
{
    [Theory]
    [InlineData("petugas-dlh", "counter", "officer")]
    [InlineData("kepala-dpuprpkp", "letter", "officer")]
    [InlineData("lurah-dinoyo", "phone", "officer")]
    [InlineData("admin", "social", "cityAdmin")]
    public async Task The_citizen_is_the_reporter_and_gets_id_and_pin(string person, string channel, string by)
    {
        using var official = await city.SignInAsync(person);
        using var citizen = city.Guest();
        using var sent = await official.SubmitAsync(Report(channel));
        var receipt = await Visitor.JsonAsync(sent, 201);
        var (id, pin) = (receipt.GetProperty("id").GetString()!, receipt.GetProperty("pin").GetString()!);

        Assert.Matches("^[0-9]{6}$", pin);
        var seen = await citizen.ReadAsync(id, pin);
        Assert.Equal(channel, seen.GetProperty("channel").GetString());
        Assert.Equal("Siti Aminah", seen.GetProperty("personal").GetProperty("name").GetString());
        var first = (await citizen.TimelineAsync(id, pin))[0];
        Assert.Equal(("submit", by), (first.GetProperty("action").GetProperty("code").GetString(), first.GetProperty("by").GetString()));

        var everybody = await citizen.ReadAsync(id);
        Assert.False(everybody.TryGetProperty("channel", out _));
        Assert.False(everybody.TryGetProperty("personal", out _));
        using var mine = await official.SendAsync(HttpMethod.Get, "/api/v1/me/submissions", null);
        Assert.DoesNotContain((await Visitor.JsonAsync(mine, 200)).GetProperty("items").EnumerateArray(), s => s.GetProperty("id").GetString() == id);
    }

    [Fact]
    public async Task The_same_key_gives_the_same_id_and_pin_and_another_channel_is_another_request()
    {
        using var officer = await city.SignInAsync("petugas-dlh");
        var key = Guid.NewGuid().ToString();
        using var first = await officer.SubmitAsync(Report("counter"), key);
        using var again = await officer.SubmitAsync(Report("counter"), key);
        using var other = await officer.SubmitAsync(Report("phone"), key);
        using var none = await officer.SubmitAsync(Report(null), key);

        Assert.Equal((await Visitor.JsonAsync(first, 201)).GetRawText(), (await Visitor.JsonAsync(again, 201)).GetRawText());
        Assert.Equal(["true"], again.Headers.GetValues("Idempotency-Replayed"));
        await Visitor.ProblemAsync(other, 422, "key-reused");
        await Visitor.ProblemAsync(none, 422, "key-reused");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("warga")]
    [InlineData("kader-dinoyo")]
    [InlineData("anggota-dprd")]
    [InlineData("auditor")]
    public async Task Nobody_else_enters_reports_for_others(string? person)
    {
        using var caller = person is null ? city.Guest() : await city.SignInAsync(person);
        using var json = await caller.SubmitAsync(Report("counter"));
        var fields = Visitor.Pothole();
        fields.Add(new StringContent("letter"), "channel");
        using var form = await caller.SubmitAsync(fields);

        await Visitor.ProblemAsync(json, 403, "channel-officials");
        await Visitor.ProblemAsync(form, 403, "channel-officials");
    }

    [Fact]
    public async Task What_an_official_reports_without_a_channel_is_their_own()
    {
        using var officer = await city.SignInAsync("petugas-dlh");
        var key = Guid.NewGuid().ToString();
        using var sent = await officer.SubmitAsync(Report(null), key);
        using var said = await officer.SubmitAsync(Report("web"), key);
        var receipt = await Visitor.JsonAsync(sent, 201);

        Assert.False(receipt.TryGetProperty("pin", out _));
        Assert.Equal(receipt.GetRawText(), (await Visitor.JsonAsync(said, 201)).GetRawText());
        var id = receipt.GetProperty("id").GetString()!;
        Assert.Equal("web", (await officer.ReadAsync(id)).GetProperty("channel").GetString());
        Assert.Equal("reporter", (await officer.TimelineAsync(id))[0].GetProperty("by").GetString());
    }

    [Theory]
    [InlineData("\"pigeon\"", "channel-unknown")]
    [InlineData("\"Counter\"", "channel-unknown")]
    [InlineData("\"\"", "channel-unknown")]
    [InlineData("\"sms\"", "channel-unknown")]
    [InlineData("\"open311\"", "channel-unknown")]
    [InlineData("7", "json-wrong-type")]
    public async Task A_channel_that_nobody_may_name_is_refused_at_its_place(string channel, string code)
    {
        using var response = await city.SubmitJsonAsync(
            $$"""{"category":"damaged-road","fields":{"title":"Lubang di jalan","description":"Lubang besar di depan pasar, sudah dua minggu."},"place":{"kelurahan":"35.73.05.1004"},"channel":{{channel}}}""");

        Assert.Equal([code], Visitor.ErrorsOf(await Visitor.ProblemAsync(response, 400))["/channel"]);
    }

    [Fact]
    public async Task The_inbox_says_how_a_report_came()
    {
        using var officer = await city.SignInAsync("petugas-dpuprpkp");
        using var sent = await officer.SubmitAsync(Report("phone"));
        var id = (await Visitor.JsonAsync(sent, 201)).GetProperty("id").GetString()!;
        await officer.AwaitStateAsync(id, "forwarded");

        JsonElement row = default;
        await Kota.TestKit.Eventually.TrueAsync(async () =>
        {
            using var inbox = await officer.SendAsync(HttpMethod.Get, "/api/v1/agencies/dpuprpkp/submissions?take=100", null);
            row = (await Visitor.JsonAsync(inbox, 200)).GetProperty("items").EnumerateArray().FirstOrDefault(s => s.GetProperty("id").GetString() == id);
            return row.ValueKind == JsonValueKind.Object;
        }, $"{id} is in the inbox");
        Assert.Equal("phone", row.GetProperty("channel").GetString());
    }

    [Fact]
    public async Task A_request_through_Open311_says_so()
    {
        using var client = city.Guest();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["api_key"] = "open311-demo-key",
            ["service_code"] = "damaged-road",
            ["lat"] = "-7.9442",
            ["long"] = "112.6083",
            ["description"] = "Lubang sedalam lutut di depan pasar, sudah dua minggu.",
        });
        using var filed = await client.SendAsync(HttpMethod.Post, "/open311/v2/requests.json", form);
        var id = (await Visitor.JsonAsync(filed, 201))[0].GetProperty("service_request_id").GetString()!;
        using var admin = await city.SignInAsync("admin");

        Assert.Equal("open311", (await admin.ReadAsync(id)).GetProperty("channel").GetString());
    }

    private static JsonContent Report(string? channel)
    {
        var body = new Dictionary<string, object>
        {
            ["category"] = "damaged-road",
            ["fields"] = new { title = "Lubang di jalan", description = "Lubang besar di depan Pasar Dinoyo, sudah dua minggu.", name = "Siti Aminah", phone = "0812-3456-7890" },
            ["place"] = new { kelurahan = "35.73.05.1004", rw = 3 },
        };
        if (channel is not null)
            body["channel"] = channel;
        return JsonContent.Create(body);
    }
}
