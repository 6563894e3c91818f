using System.Text.Json;
using Kota.TestKit;

namespace Kota.HostTests.BlackBox;

/// <summary>A citizen's report from pothole to rating, over HTTP alone.</summary>
[Trait("Kind", "BlackBox")]
public sealed class ReportToAnswerTests(City city) : IClassFixture<City>
{
    [Fact]
    public async Task A_report_is_routed_answered_reopened_answered_again_and_rated()
    {
        using var reporter = city.Guest();
        using var officer = await city.SignInAsync("petugas-dpuprpkp");
        using var other = await city.SignInAsync("petugas-dishub");
        var photo = SamplePhotos.Jpeg();
        var ticket = await reporter.ReportAsync(photo);

        var report = await reporter.AwaitStateAsync(ticket.Id, "forwarded");
        Assert.Equal("dpuprpkp", report.GetProperty("agency").GetProperty("code").GetString());
        var version = Visitor.VersionOf(report);

        using (var refused = await other.ActAsync(ticket.Id, version, "accept"))
            await Visitor.ProblemAsync(refused, 403, "forbidden");
        using (var accepted = await officer.ActAsync(ticket.Id, version, "accept", new { promised = "2099-01-05" }))
            Assert.Equal("in_progress", Visitor.StateOf(await Visitor.JsonAsync(accepted, 200)));
        using (var bare = await officer.ActAsync(ticket.Id, version + 1, "answer", new { text = "Sudah ditambal." }))
            Assert.Equal(["photo-required"], Visitor.ErrorsOf(await Visitor.ProblemAsync(bare, 400))["/inputs/photos"]);
        using (var answered = await officer.AnswerAsync(ticket.Id, version + 1, "Sudah ditambal.", photo))
            Assert.Equal("answered", Visitor.StateOf(await Visitor.JsonAsync(answered, 200)));
        using (var reopened = await reporter.ActAsync(ticket.Id, version + 2, "reopen", new { reason = "Masih berlubang." }, ticket.Pin))
            Assert.Equal("in_progress", Visitor.StateOf(await Visitor.JsonAsync(reopened, 200)));
        using (var again = await officer.AnswerAsync(ticket.Id, version + 3, "Ditambal ulang.", SamplePhotos.Jpeg(seed: 2)))
            Assert.Equal("answered", Visitor.StateOf(await Visitor.JsonAsync(again, 200)));
        using (var rated = await reporter.ActAsync(ticket.Id, version + 4, "rate", new { rating = 5 }, ticket.Pin))
            Assert.Equal("closed", Visitor.StateOf(await Visitor.JsonAsync(rated, 200)));

        var steps = await reporter.TimelineAsync(ticket.Id, ticket.Pin);
        Assert.Equal(
            ["submit", "forward_by_rule", "accept", "answer", "reopen", "answer", "rate"],
            steps.Select(s => s.GetProperty("action").GetProperty("code").GetString()));
    }

    [Fact]
    public async Task The_agency_finds_the_report_in_its_inbox_and_nobody_elses()
    {
        using var reporter = city.Guest();
        using var officer = await city.SignInAsync("petugas-dpuprpkp");
        var ticket = await reporter.ReportAsync();
        await reporter.AwaitStateAsync(ticket.Id, "forwarded");

        await Eventually.TrueAsync(async () => await InboxHasAsync(officer, "dpuprpkp", "?order=due&kelurahan=35.73.05.1004&take=100", ticket.Id), "the report is in the inbox");

        using var foreign = await officer.SendAsync(HttpMethod.Get, "/api/v1/agencies/dishub/submissions", null);
        await Visitor.ProblemAsync(foreign, 403);
        using var nobody = await reporter.SendAsync(HttpMethod.Get, "/api/v1/agencies/dpuprpkp/submissions", null);
        await Visitor.ProblemAsync(nobody, 401);
    }

    [Fact]
    public async Task A_signed_in_citizen_finds_the_own_reports_and_needs_no_pin()
    {
        using var citizen = await city.SignInAsync("warga");
        using var response = await citizen.SubmitAsync(Visitor.Pothole(title: "Jalan ambles"));
        var receipt = await Visitor.JsonAsync(response, 201);
        var id = receipt.GetProperty("id").GetString()!;
        Assert.False(receipt.TryGetProperty("pin", out _));

        await Eventually.TrueAsync(async () => await ListHasAsync(citizen, "/api/v1/me/submissions?take=100", id), "the report is in the own list");
    }

    [Fact]
    public async Task A_photo_comes_back_upright_as_webp_without_its_metadata()
    {
        using var reporter = city.Guest();
        var ticket = await reporter.ReportAsync(SamplePhotos.SidewaysWithPosition());

        using var response = await reporter.SendAsync(HttpMethod.Get, $"/api/v1/submissions/{ticket.Id}/attachments/1?size=320", null);

        Assert.Equal("image/webp", response.Content.Headers.ContentType?.MediaType);
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        using var picture = NetVips.Image.NewFromBuffer(bytes);
        Assert.Equal((160, 320), (picture.Width, picture.Height));
        Assert.DoesNotContain(picture.GetFields(), f => f.StartsWith("exif", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Photos_of_a_comment_that_is_not_public_are_shown_to_insiders_only()
    {
        using var reporter = city.Guest();
        var ticket = await reporter.ReportAsync(SamplePhotos.Jpeg(60, 40));
        var form = new MultipartFormDataContent { { new StringContent("Hanya untuk petugas."), "text" } };
        Visitor.AddPhoto(form, SamplePhotos.Jpeg(60, 40, seed: 7));
        using (var said = await reporter.SendAsync(HttpMethod.Post, $"/api/v1/submissions/{ticket.Id}/comments", form, ("X-Kota-Pin", ticket.Pin)))
            await Visitor.JsonAsync(said, 201);

        Assert.Single((await reporter.ReadAsync(ticket.Id)).GetProperty("photos").EnumerateArray());
        Assert.Equal(2, (await reporter.ReadAsync(ticket.Id, ticket.Pin)).GetProperty("photos").GetArrayLength());
        using var hidden = await reporter.SendAsync(HttpMethod.Get, $"/api/v1/submissions/{ticket.Id}/attachments/2", null);
        await Visitor.ProblemAsync(hidden, 404);
        using var shown = await reporter.SendAsync(HttpMethod.Get, $"/api/v1/submissions/{ticket.Id}/attachments/2", null, ("X-Kota-Pin", ticket.Pin));
        Assert.Equal(200, (int)shown.StatusCode);
    }

    [Fact]
    public async Task A_secret_report_is_hidden_from_the_public_and_shown_to_its_reporter_and_agency()
    {
        using var reporter = city.Guest();
        using var body = Visitor.Pothole();
        body.Add(new StringContent("true"), "secret");
        using var response = await reporter.SubmitAsync(body);
        var receipt = await Visitor.JsonAsync(response, 201);
        var (id, pin) = (receipt.GetProperty("id").GetString()!, receipt.GetProperty("pin").GetString()!);

        using (var hidden = await reporter.SendAsync(HttpMethod.Get, $"/api/v1/submissions/{id}", null))
            await Visitor.ProblemAsync(hidden, 404);
        Assert.True((await reporter.ReadAsync(id, pin)).GetProperty("secret").GetBoolean());
        using var wrong = await reporter.SendAsync(HttpMethod.Get, $"/api/v1/submissions/{id}", null, ("X-Kota-Pin", "not-it"));
        await Visitor.ProblemAsync(wrong, 404, "unknown-submission");
    }

    [Fact]
    public async Task An_anonymous_reporters_name_is_hidden_from_the_public_and_the_agency()
    {
        using var reporter = city.Guest();
        using var officer = await city.SignInAsync("petugas-dpuprpkp");
        using var body = Visitor.Pothole();
        body.Add(new StringContent("true"), "anonymous");
        body.Add(new StringContent("Siti Rahasia"), "fields.name");
        using var response = await reporter.SubmitAsync(body);
        var receipt = await Visitor.JsonAsync(response, 201);
        var (id, pin) = (receipt.GetProperty("id").GetString()!, receipt.GetProperty("pin").GetString()!);
        await reporter.AwaitStateAsync(id, "forwarded");

        Assert.DoesNotContain("Siti", (await reporter.ReadAsync(id)).GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("Siti", (await officer.ReadAsync(id)).GetRawText(), StringComparison.Ordinal);
        Assert.Contains("Siti", (await reporter.ReadAsync(id, pin)).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_come_in_the_language_of_the_reader()
    {
        using var reporter = city.Guest();
        var ticket = await reporter.ReportAsync();
        using var english = await reporter.SendAsync(HttpMethod.Get, $"/api/v1/submissions/{ticket.Id}", null, ("Accept-Language", "en-US,en;q=0.9"));
        using var indonesian = await reporter.SendAsync(HttpMethod.Get, $"/api/v1/submissions/{ticket.Id}", null);

        Assert.Equal("Damaged road", NameOf(await Visitor.JsonAsync(english, 200), "category"));
        Assert.Equal("Jalan rusak", NameOf(await Visitor.JsonAsync(indonesian, 200), "category"));
    }

    private static string? NameOf(JsonElement view, string member) => view.GetProperty(member).GetProperty("name").GetString();

    private static Task<bool> InboxHasAsync(Visitor visitor, string agency, string query, string id) =>
        ListHasAsync(visitor, $"/api/v1/agencies/{agency}/submissions{query}", id);

    private static async Task<bool> ListHasAsync(Visitor visitor, string path, string id)
    {
        using var response = await visitor.SendAsync(HttpMethod.Get, path, null);
        var page = await Visitor.JsonAsync(response, 200);
        return page.GetProperty("items").EnumerateArray().Any(i => i.GetProperty("id").GetString() == id);
    }
}
