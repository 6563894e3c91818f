using System.Net.Http.Json;
using Kota.TestKit;

namespace Kota.HostTests.BlackBox;

/// <summary>A client that asks again gets the same answer and makes nothing twice.</summary>
[Trait("Kind", "BlackBox")]
public sealed class ReplayTests(City city) : IClassFixture<City>
{
    [Fact]
    public async Task The_same_request_with_the_same_key_gets_the_same_answer()
    {
        using var reporter = city.Guest();
        var (key, photo) = (Guid.NewGuid().ToString(), SamplePhotos.Jpeg());
        using var first = await reporter.SubmitAsync(Visitor.Pothole(photo), key);
        var receipt = await Visitor.JsonAsync(first, 201);
        await reporter.AwaitStateAsync(receipt.GetProperty("id").GetString()!, "forwarded");

        using var second = await reporter.SubmitAsync(Visitor.Pothole(photo), key);

        Assert.Equal(receipt.GetRawText(), (await Visitor.JsonAsync(second, 201)).GetRawText());
        Assert.False(first.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(["true"], second.Headers.GetValues("Idempotency-Replayed"));
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        Assert.Equal(first.Headers.Location, second.Headers.Location);
    }

    [Fact]
    public async Task Another_request_with_the_same_key_is_refused()
    {
        using var reporter = city.Guest();
        var (key, photo) = (Guid.NewGuid().ToString(), SamplePhotos.Jpeg());
        using var first = await reporter.SubmitAsync(Visitor.Pothole(photo), key);
        await Visitor.JsonAsync(first, 201);

        using var otherText = await reporter.SubmitAsync(Visitor.Pothole(photo, "Jalan lain lagi"), key);
        using var otherPhoto = await reporter.SubmitAsync(Visitor.Pothole(SamplePhotos.Jpeg(seed: 9)), key);

        await Visitor.ProblemAsync(otherText, 422, "key-reused");
        await Visitor.ProblemAsync(otherPhoto, 422, "key-reused");
    }

    [Fact]
    public async Task Twenty_four_comments_at_once_are_all_kept()
    {
        using var reporter = city.Guest();
        var ticket = await reporter.ReportAsync();

        var responses = await Task.WhenAll(Enumerable.Range(0, 24).Select(n => reporter.SendAsync(
            HttpMethod.Post, $"/api/v1/submissions/{ticket.Id}/comments", JsonContent.Create(new { text = $"Keterangan {n}." }), ("X-Kota-Pin", ticket.Pin))));

        foreach (var response in responses)
            await Visitor.JsonAsync(response, 201);
        Assert.Equal(24, (await reporter.TimelineAsync(ticket.Id, ticket.Pin)).Count(s => s.GetProperty("action").GetProperty("code").GetString() == "comment"));
    }

    [Fact]
    public async Task Thirty_two_at_once_make_one_submission()
    {
        using var reporter = city.Guest();
        var key = Guid.NewGuid().ToString();

        var responses = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => reporter.SubmitAsync(Visitor.Pothole(), key)));

        var receipts = await Task.WhenAll(responses.Select(r => Visitor.JsonAsync(r, 201)));
        Assert.Single(receipts.Select(r => r.GetRawText()).Distinct());
        Assert.Single(responses, r => !r.Headers.Contains("Idempotency-Replayed"));
        var id = receipts[0].GetProperty("id").GetString()!;
        await reporter.AwaitStateAsync(id, "forwarded");
        Assert.Equal(2, (await reporter.TimelineAsync(id)).Count);
    }

    [Fact]
    public async Task An_action_with_a_key_is_taken_once_though_its_version_is_old_by_then()
    {
        using var reporter = city.Guest();
        using var officer = await city.SignInAsync("petugas-dpuprpkp");
        var ticket = await reporter.ReportAsync();
        var version = Visitor.VersionOf(await reporter.AwaitStateAsync(ticket.Id, "forwarded"));
        const string Key = "accept-once";

        using var first = await officer.ActAsync(ticket.Id, version, "accept", key: Key);
        using var second = await officer.ActAsync(ticket.Id, version, "accept", key: Key);
        using var changed = await officer.ActAsync(ticket.Id, version, "accept", new { promised = "2099-01-05" }, key: Key);

        Assert.Equal(version + 1, Visitor.VersionOf(await Visitor.JsonAsync(first, 200)));
        Assert.Equal(version + 1, Visitor.VersionOf(await Visitor.JsonAsync(second, 200)));
        Assert.Equal(["true"], second.Headers.GetValues("Idempotency-Replayed"));
        await Visitor.ProblemAsync(changed, 422, "key-reused");
    }

    [Fact]
    public async Task A_retry_is_recognised_though_the_first_try_took_the_right_away()
    {
        using var reporter = city.Guest();
        using var officer = await city.SignInAsync("petugas-dpuprpkp");
        var ticket = await reporter.ReportAsync();
        var version = Visitor.VersionOf(await reporter.AwaitStateAsync(ticket.Id, "forwarded"));
        var inputs = new { reason = "Ini rambu, bukan jalan.", agency = "dishub" };

        using var first = await officer.ActAsync(ticket.Id, version, "not_ours", inputs, key: "hand-over");
        using var second = await officer.ActAsync(ticket.Id, version, "not_ours", inputs, key: "hand-over");

        await Visitor.JsonAsync(first, 200);
        await Visitor.JsonAsync(second, 200);
        Assert.Equal(["true"], second.Headers.GetValues("Idempotency-Replayed"));
    }

    [Fact]
    public async Task A_comment_with_a_key_is_said_once()
    {
        using var reporter = city.Guest();
        var ticket = await reporter.ReportAsync();
        await reporter.AwaitStateAsync(ticket.Id, "forwarded");
        var key = Guid.NewGuid().ToString();
        Task<HttpResponseMessage> Say(string text) => reporter.SendAsync(
            HttpMethod.Post, $"/api/v1/submissions/{ticket.Id}/comments", JsonContent.Create(new { text }), ("X-Kota-Pin", ticket.Pin), ("Idempotency-Key", key));

        var twice = await Task.WhenAll(Say("Lubangnya makin besar."), Say("Lubangnya makin besar."));
        using var other = await Say("Lubangnya sudah dua.");

        foreach (var response in twice)
            await Visitor.JsonAsync(response, 201);
        await Visitor.ProblemAsync(other, 422, "key-reused");
        Assert.Single(await reporter.TimelineAsync(ticket.Id, ticket.Pin), s => s.GetProperty("action").GetProperty("code").GetString() == "comment");
    }

    [Fact]
    public async Task Ten_comments_at_once_with_photos_all_arrive_and_keep_their_photos_apart()
    {
        using var reporter = city.Guest();
        var ticket = await reporter.ReportAsync();
        await reporter.AwaitStateAsync(ticket.Id, "forwarded");

        var responses = await Task.WhenAll(Enumerable.Range(1, 10).Select(n =>
        {
            var form = new MultipartFormDataContent { { new StringContent($"Foto ke-{n}."), "text" } };
            Visitor.AddPhoto(form, SamplePhotos.Jpeg(60, 40, seed: n));
            return reporter.SendAsync(HttpMethod.Post, $"/api/v1/submissions/{ticket.Id}/comments", form, ("X-Kota-Pin", ticket.Pin));
        }));

        Assert.All(responses, r => Assert.Equal(201, (int)r.StatusCode));
        var numbers = (await reporter.TimelineAsync(ticket.Id, ticket.Pin)).SelectMany(s => s.GetProperty("photos").EnumerateArray()).Select(p => p.GetProperty("number").GetInt32());
        Assert.Equal(Enumerable.Range(1, 10), numbers.Order());
    }

    [Fact]
    public async Task A_guests_key_must_be_random()
    {
        using var reporter = city.Guest();

        using var guessable = await reporter.SubmitAsync(Visitor.Pothole(), "report-1");
        using var timeBased = await reporter.SubmitAsync(Visitor.Pothole(), "c232ab00-9414-11ec-b3c8-9f6bdeced846");

        await Visitor.ProblemAsync(guessable, 400);
        await Visitor.ProblemAsync(timeBased, 400);
    }
}
