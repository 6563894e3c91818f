using System.Text.Json;
using Kota.Kernel.Delivery;
using Kota.TestKit;

namespace Kota.HostTests.BlackBox;

/// <summary>Short messages come from the city's gateway as signed webhooks and become reports.</summary>
[Trait("Kind", "BlackBox")]
public sealed class SmsTests(City city) : IClassFixture<City>
{
    private const string Report = "Lampu jalan padam di Jl Veteran sejak kemarin malam, gelap sekali.";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("SAMBAT " + Report)]
    [InlineData("  sambat\n" + Report)]
    [InlineData("Sambat: " + Report + "\u0000\r\n")]
    public async Task A_message_becomes_a_report_and_the_reply_has_id_and_pin(string text)
    {
        using var citizen = city.Guest();
        using var answered = await SendAsync(Message(text, "0812-9999-0001"), NewId());
        var answer = await Visitor.JsonAsync(answered, 200);
        var (id, reply) = (answer.GetProperty("id").GetString()!, answer.GetProperty("reply").GetString()!);

        AssertGsm(reply);
        Assert.Contains(id, reply, StringComparison.Ordinal);
        var seen = await citizen.ReadAsync(id, PinIn(reply));
        Assert.Equal(("sms", "other"), (seen.GetProperty("channel").GetString(), seen.GetProperty("category").GetProperty("code").GetString()));
        Assert.Equal(Report, seen.GetProperty("fields").GetProperty("title").GetString());
        Assert.Equal(Report, seen.GetProperty("fields").GetProperty("description").GetString());
        Assert.Equal("+6281299990001", seen.GetProperty("personal").GetProperty("phone").GetString());
        Assert.False((await citizen.ReadAsync(id)).TryGetProperty("personal", out _));
    }

    [Fact]
    public async Task No_rule_forwards_it_and_the_city_admin_can()
    {
        using var answered = await SendAsync(Message("SAMBAT " + Report), NewId());
        var id = (await Visitor.JsonAsync(answered, 200)).GetProperty("id").GetString()!;
        using var admin = await city.SignInAsync("admin");

        var seen = await admin.ReadAsync(id);
        Assert.Equal("received", Visitor.StateOf(seen));
        using var forwarded = await admin.ActAsync(id, Visitor.VersionOf(seen), "forward", new { agency = "dpuprpkp" });
        Assert.Equal("forwarded", Visitor.StateOf(await Visitor.JsonAsync(forwarded, 200)));
    }

    [Fact]
    public async Task The_same_message_twice_is_one_report_with_the_same_answer()
    {
        var id = NewId();
        var message = Message("SAMBAT " + Report);
        using var first = await SendAsync(message, id);
        using var second = await SendAsync(message, id, DateTimeOffset.UtcNow.AddSeconds(20));
        using var other = await SendAsync(message.Replace("gelap", "sunyi", StringComparison.Ordinal), id);

        Assert.Equal((await Visitor.JsonAsync(first, 200)).GetRawText(), (await Visitor.JsonAsync(second, 200)).GetRawText());
        await Visitor.ProblemAsync(other, 422, "key-reused");
    }

    [Theory]
    [InlineData("")]
    [InlineData("SAMBAT")]
    [InlineData("SAMBAT gelap")]
    [InlineData("SAMBATAN " + Report)]
    [InlineData("Halo, apa kabar? Kapan lampu jalan diperbaiki?")]
    public async Task Anything_else_is_answered_with_how_to_write(string text)
    {
        using var answered = await SendAsync(Message(text), NewId());
        var answer = await Visitor.JsonAsync(answered, 200);

        AssertGsm(answer.GetProperty("reply").GetString()!);
        Assert.StartsWith("Tulis SAMBAT", answer.GetProperty("reply").GetString(), StringComparison.Ordinal);
        Assert.False(answer.TryGetProperty("id", out _));
    }

    [Fact]
    public async Task A_title_is_whole_words_and_a_single_long_word_is_cut()
    {
        using var admin = await city.SignInAsync("admin");
        Assert.Equal(string.Join(' ', Enumerable.Repeat("lubang", 17)), await TitleAsync(string.Join(' ', Enumerable.Repeat("lubang", 40))));
        Assert.Equal(new string('a', 120), await TitleAsync(new string('a', 300)));
        Assert.Equal("di " + new string('b', 117), await TitleAsync("di " + new string('b', 300)));

        async Task<string?> TitleAsync(string report)
        {
            using var answered = await SendAsync(Message("SAMBAT " + report), NewId());
            var id = (await Visitor.JsonAsync(answered, 200)).GetProperty("id").GetString()!;
            return (await admin.ReadAsync(id)).GetProperty("fields").GetProperty("title").GetString();
        }
    }

    [Fact]
    public async Task One_number_reports_ten_times_an_hour_and_holds_no_other_back()
    {
        var ids = new List<string>();
        for (var i = 0; i < SmsPerHour; i++)
        {
            ids.Add(NewId());
            using var taken = await SendAsync(Message($"SAMBAT {Report} ({i})", "+6281377770000"), ids[i]);
            Assert.True((await Visitor.JsonAsync(taken, 200)).TryGetProperty("id", out _));
        }

        using var held = await SendAsync(Message("SAMBAT " + Report, "+6281377770000"), NewId());
        var reply = await Visitor.JsonAsync(held, 200);
        Assert.False(reply.TryGetProperty("id", out _));
        AssertGsm(reply.GetProperty("reply").GetString()!);
        using var again = await SendAsync(Message($"SAMBAT {Report} (0)", "0813 7777 0000"), ids[0]);
        Assert.True((await Visitor.JsonAsync(again, 200)).TryGetProperty("id", out _));
        using var other = await SendAsync(Message("SAMBAT " + Report, "+6281377770001"), NewId());
        Assert.True((await Visitor.JsonAsync(other, 200)).TryGetProperty("id", out _));
    }

    [Fact]
    public async Task An_unsigned_wrongly_signed_or_stale_message_is_refused()
    {
        using var client = city.Guest();
        using var bare = await client.SendAsync(HttpMethod.Post, Sms.Path, new StringContent(Message("SAMBAT " + Report), System.Text.Encoding.UTF8, "application/json"));
        await Visitor.ProblemAsync(bare, 401, "webhook-signature");
        using var wrong = await SendAsync(Message("SAMBAT " + Report), NewId(), secret: "whsec_a290YSBhbm90aGVyIHNlY3JldCBvZiB0ZXN0cyE=");
        await Visitor.ProblemAsync(wrong, 401, "webhook-signature");
        using var old = await SendAsync(Message("SAMBAT " + Report), NewId(), DateTimeOffset.UtcNow.AddMinutes(-20));
        await Visitor.ProblemAsync(old, 401, "webhook-stale");
        using var ahead = await SendAsync(Message("SAMBAT " + Report), NewId(), DateTimeOffset.UtcNow.AddMinutes(20));
        await Visitor.ProblemAsync(ahead, 401, "webhook-stale");

        using var changed = Sms.Signed(Message("SAMBAT " + Report), NewId(), DateTimeOffset.UtcNow);
        changed.Content = new StringContent(Message("SAMBAT " + Report, "+6281200000000"), System.Text.Encoding.UTF8, "application/json");
        using var refused = await client.Http.SendAsync(changed, Ct);
        await Visitor.ProblemAsync(refused, 401, "webhook-signature");
    }

    [Fact]
    public async Task One_good_signature_among_several_is_enough()
    {
        using var client = city.Guest();
        using var request = Sms.Signed(Message("SAMBAT " + Report), NewId(), DateTimeOffset.UtcNow);
        var good = request.Headers.GetValues(WebhookSignature.SignatureHeader).Single();
        request.Headers.Remove(WebhookSignature.SignatureHeader);
        request.Headers.TryAddWithoutValidation(WebhookSignature.SignatureHeader, $"v1,AAAA v1a,unknown {good}");
        using var response = await client.Http.SendAsync(request, Ct);

        await Visitor.JsonAsync(response, 200);
    }

    [Theory]
    [InlineData("", "", "json-malformed")]
    [InlineData("""{"from":"+6281234567890"}""", "", "json-missing-member")]
    [InlineData("""{"from":"+6281234567890","text":null}""", "/text", "json-wrong-type")]
    [InlineData("""{"from":5,"text":"SAMBAT"}""", "/from", "json-wrong-type")]
    [InlineData("""{"from":"MALANG","text":"SAMBAT Lampu jalan padam sejak kemarin."}""", "/from", "phone-form")]
    [InlineData("""{"from":"+6281234567890","text":"SAMBAT","to":"1708"}""", "/to", "json-unknown-member")]
    [InlineData("""{"from":"+6281234567890","text":"SAMBAT \ud800 Lampu jalan padam sejak kemarin."}""", "/text", "json-wrong-type")]
    public async Task A_malformed_message_is_refused_at_its_place(string body, string pointer, string code)
    {
        using var response = await SendAsync(body, NewId());

        Assert.Equal([code], Visitor.ErrorsOf(await Visitor.ProblemAsync(response, 400))[pointer]);
    }

    [Fact]
    public async Task Too_long_a_text_too_large_a_body_and_another_media_type_are_refused()
    {
        using var tooLong = await SendAsync(Message("SAMBAT " + new string('x', 5001)), NewId());
        Assert.Equal(["too-long"], Visitor.ErrorsOf(await Visitor.ProblemAsync(tooLong, 400))["/text"]);
        using var large = await SendAsync(Message("SAMBAT " + new string('x', 66_000)), NewId());
        await Visitor.ProblemAsync(large, 413);
        using var client = city.Guest();
        using var request = Sms.Signed(Message("SAMBAT " + Report), NewId(), DateTimeOffset.UtcNow, mediaType: "text/plain");
        using var text = await client.Http.SendAsync(request, Ct);
        await Visitor.ProblemAsync(text, 415);
    }

    private const int SmsPerHour = 10;

    private static string NewId() => "msg_" + Guid.NewGuid().ToString("N");

    private static string Message(string text, string? from = null) =>
        JsonSerializer.Serialize(new { from = from ?? "+62812" + Random.Shared.Next(10_000_000, 99_999_999), text });

    private static string PinIn(string reply) => System.Text.RegularExpressions.Regex.Match(reply, "PIN ([0-9]{6})").Groups[1].Value;

    // The letters of GSM 03.38 that count once; those replies need no others.
    private static void AssertGsm(string reply)
    {
        Assert.InRange(reply.Length, 1, 160);
        Assert.Matches("""\A[A-Za-z0-9 .,:;!?'"()/+<>=*#%&@_-]*\z""", reply);
    }

    private async Task<HttpResponseMessage> SendAsync(string body, string id, DateTimeOffset? at = null, string secret = Sms.Secret)
    {
        using var client = city.Guest();
        using var request = Sms.Signed(body, id, at ?? DateTimeOffset.UtcNow, secret);
        return await client.Http.SendAsync(request, Ct);
    }
}

/// <summary>Without a secret there is no such address.</summary>
public sealed class SmsOffTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Without_a_secret_the_address_does_not_exist()
    {
        await using var host = await KotaTestHost.StartAsync(azurite, new KotaTestHostOptions { Settings = new Dictionary<string, string?> { ["Kota__Sms__Secret"] = "" } });
        using var request = Sms.Signed("""{"from":"+6281234567890","text":"SAMBAT Lampu jalan padam sejak kemarin."}""", "msg_1", host.Clock.GetUtcNow());
        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);

        await Visitor.ProblemAsync(response, 404);
    }
}
