using System.Net.Http.Headers;
using System.Text;
using Kota.TestKit;

namespace Kota.HostTests.BlackBox;

/// <summary>Bodies of the wrong kind, size or make get a clear answer: media types, forms, photos.</summary>
[Trait("Kind", "BlackBox")]
public sealed class BadBodyTests(City city) : IClassFixture<City>
{
    private const string Good = """{"category":"damaged-road","fields":{"title":"Lubang di jalan","description":"Lubang besar di depan pasar, sudah dua minggu."},"place":{"kelurahan":"35.73.05.1004"}}""";

    [Theory]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("text/plain")]
    public async Task Another_media_type_is_refused_with_those_that_are_read(string type)
    {
        using var reporter = city.Guest();
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(Good));
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var response = await reporter.SubmitAsync(body);

        var problem = await Visitor.ProblemAsync(response, 415, "media-type");
        Assert.Contains("multipart/form-data", problem.GetProperty("title").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_that_must_be_decoded_whole_has_a_lower_limit()
    {
        using var reporter = city.Guest();
        using var response = await reporter.SubmitAsync(Visitor.Pothole(SamplePhotos.Bomb(4100)));

        Assert.Equal(["photo-too-many-pixels"], Visitor.ErrorsOf(await Visitor.ProblemAsync(response, 400))["/photos/0"]);
    }

    [Fact]
    public async Task A_text_is_no_photo()
    {
        using var reporter = city.Guest();
        using var response = await reporter.SubmitAsync(Visitor.Pothole("This is text, whatever its name says."u8.ToArray()));

        Assert.Equal(["photo-type"], Visitor.ErrorsOf(await Visitor.ProblemAsync(response, 400))["/photos/0"]);
    }

    [Fact]
    public async Task A_photo_that_is_cut_short_or_a_bomb_is_refused()
    {
        using var reporter = city.Guest();
        var whole = SamplePhotos.Jpeg();
        using var cut = await reporter.SubmitAsync(Visitor.Pothole(whole[..(whole.Length / 2)]));
        using var bomb = await reporter.SubmitAsync(Visitor.Pothole(SamplePhotos.Bomb(9000)));

        Assert.Equal(["photo-broken"], Visitor.ErrorsOf(await Visitor.ProblemAsync(cut, 400))["/photos/0"]);
        Assert.Equal(["photo-too-many-pixels"], Visitor.ErrorsOf(await Visitor.ProblemAsync(bomb, 400))["/photos/0"]);
    }

    [Theory]
    [InlineData("--x\r\nContent-Disposition: form-data; name=\"category\"\r\n\r\nother")]
    [InlineData("--x\r\nContent-Disposition: form-data; name=\"category\"\r\nContent-Type: text/plain; charset=utf-7\r\n\r\nother\r\n--x--\r\n")]
    [InlineData("no part at all")]
    [InlineData("")]
    public async Task A_form_that_is_cut_short_or_cannot_be_decoded_is_refused(string text)
    {
        using var reporter = city.Guest();
        foreach (var path in new[] { "/api/v1/services/sambat/submissions", "/lacak", "/bahasa" })
        {
            var body = new ByteArrayContent(Encoding.ASCII.GetBytes(text));
            body.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
            using var response = await reporter.SendAsync(HttpMethod.Post, path, body);

            // Pages answer with a page.
            Assert.Equal(400, (int)response.StatusCode);
        }
    }

    [Theory]
    [InlineData("/lacak")]
    [InlineData("/bahasa")]
    [InlineData("/layanan/sambat/lapor")]
    public async Task A_page_takes_forms_only(string path)
    {
        using var reporter = city.Guest();
        using var response = await reporter.SendAsync(HttpMethod.Post, path, new StringContent(Good, Encoding.UTF8, "application/json"));

        Assert.Equal(415, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("/\t/elsewhere.example")]
    [InlineData("//elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("https://elsewhere.example")]
    [InlineData("/lacak\r\nSet-Cookie: x=y")]
    [InlineData("/caf\u00e9")]
    public async Task A_form_leads_to_no_other_site_and_breaks_no_header(string returnUrl)
    {
        using var reporter = city.Guest();
        using var form = new FormUrlEncodedContent([new("lang", "en"), new("returnUrl", returnUrl)]);
        using var response = await reporter.SendAsync(HttpMethod.Post, "/bahasa", form);

        Assert.Equal(303, (int)response.StatusCode);
        Assert.Equal("/", response.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Six_photos_are_one_too_many()
    {
        using var reporter = city.Guest();
        var form = Visitor.Pothole();
        for (var i = 0; i < 6; i++)
            Visitor.AddPhoto(form, SamplePhotos.Jpeg(40, 30, seed: i), $"{i}.jpg");
        using var response = await reporter.SubmitAsync(form);

        Assert.Equal(["photos-too-many"], Visitor.ErrorsOf(await Visitor.ProblemAsync(response, 400))["/photos"]);
    }

    [Fact]
    public async Task Sixty_megabytes_are_too_large()
    {
        using var reporter = city.Guest();
        using var response = await reporter.SubmitAsync(Visitor.Pothole(new byte[60_000_000]));

        await Visitor.ProblemAsync(response, 413);
    }

    [Fact]
    public async Task Json_over_64_KiB_is_too_large()
    {
        using var response = await city.SubmitJsonAsync($$"""{"category":"{{new string('x', 70_000)}}"}""");

        await Visitor.ProblemAsync(response, 413, "json-too-large");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData(null)]
    public async Task Other_media_types_are_not_read(string? type)
    {
        using var reporter = city.Guest();
        var body = new ByteArrayContent(Encoding.UTF8.GetBytes(Good));
        body.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        using var response = await reporter.SubmitAsync(body);

        await Visitor.ProblemAsync(response, 415, "media-type");
    }
}
