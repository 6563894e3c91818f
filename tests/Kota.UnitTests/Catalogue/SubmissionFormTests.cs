using System.Text.Json;
using Kota.Functions.Submissions.Catalogue;
using Kota.Kernel.Http;

namespace Kota.UnitTests.Catalogue;

public sealed class SubmissionFormTests
{
    private const string Report = """ "fields":{"title":"Lubang di jalan","description":"Lubang dalam di tengah jalan sejak Senin."} """;
    private const string Request = """ "fields":{"purpose":"Jalan kampung kami panas.","trees":3,"species":"trembesi","contact":"081234567890"} """;

    private static readonly ServiceDefinition Pohon = ServiceCatalogue.Load(ServiceFile.InFolder(ServiceJson.Folder), Known.Agencies).Find("pohon")!;

    [Theory]
    [InlineData($$"""{"category":"damaged-road","place":{"kelurahan":"35.73.02.1003","rw":4},{{Report}}}""", null)]
    [InlineData($$"""{"category":"misconduct","anonymous":true,"secret":true,{{Report}}}""", null)]
    [InlineData($$"""{"category":"permits","place":{},{{Report}}}""", null)]
    [InlineData("{ " + Report + "}", "/category category-required")]
    [InlineData($$"""{"category":"sport",{{Report}}}""", "/category category-unknown")]
    [InlineData($$"""{"category":"waste",{{Report}}}""", "/place place-required")]
    [InlineData($$"""{"category":"waste","place":{},{{Report}}}""", "/place place-required")]
    [InlineData($$"""{"category":"permits","place":{"rw":4},{{Report}}}""", "/place/kelurahan place-rw-kelurahan")]
    [InlineData($$"""{"category":"permits","place":{"lat":-7.97},{{Report}}}""", "/place/lon place-half-point")]
    [InlineData($$"""{"category":"permits","place":{"lon":112.6},{{Report}}}""", "/place/lat place-half-point")]
    [InlineData($$"""{"category":"permits","place":{"lat":-90.1,"lon":112.6},{{Report}}}""", "/place/lat place-latitude")]
    [InlineData($$"""{"category":"permits","place":{"lat":-7.9,"lon":180.1},{{Report}}}""", "/place/lon place-longitude")]
    public void A_report_is_held_against_SAMBAT(string json, string? error) => Assert.Equal(error, Errors(Known.Sambat, json));

    [Theory]
    [InlineData($$"""{"place":{"lat":-7.97,"lon":112.63},{{Request}}}""", null)]
    [InlineData($$"""{"place":{"kelurahan":"35.73.02.1003"},{{Request}}}""", null)]
    [InlineData("{ " + Request + "}", "/place place-required")]
    [InlineData($$"""{"category":"waste","place":{"kelurahan":"35.73.02.1003"},{{Request}}}""", "/category category-unknown")]
    [InlineData($$"""{"anonymous":true,"place":{"kelurahan":"35.73.02.1003"},{{Request}}}""", "/anonymous anonymous-not-offered")]
    [InlineData($$"""{"secret":true,"place":{"kelurahan":"35.73.02.1003"},{{Request}}}""", "/secret secret-not-offered")]
    public void A_request_is_held_against_a_service_dropped_in_as_a_file(string json, string? error) => Assert.Equal(error, Errors(Pohon, json));

    [Fact]
    public void A_service_without_places_takes_none() =>
        Assert.Equal("/place place-not-offered", Errors(Pohon with { Place = null }, $$"""{"place":{"kelurahan":"35.73.02.1003"},{{Request}}}"""));

    private static string? Errors(ServiceDefinition service, string json)
    {
        var body = JsonSerializer.Deserialize<SubmissionBody>(json, JsonBody.Options)!;
        var result = SubmissionForm.Check(service, body, new FormContext(new DateOnly(2026, 11, 24), Known.Agencies));
        return result.IsValid ? null : string.Join(", ", result.Errors.Select(e => $"{e.Pointer} {e.Code}"));
    }
}
