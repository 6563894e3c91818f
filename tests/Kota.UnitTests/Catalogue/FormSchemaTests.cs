using System.Text.Json;
using System.Text.Json.Nodes;
using Kota.Functions.Submissions.Catalogue;
using Kota.Kernel.Http;
using Kota.Kernel.Text;
using NJsonSchema;

namespace Kota.UnitTests.Catalogue;

public sealed class FormSchemaTests
{
    private const string Report = """{"title":"Lubang di jalan","description":"Lubang dalam di tengah jalan sejak Senin."}""";

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"text":"Jalan rusak","lines":"satu","code":"AB123","whole":5,"fraction":0.5,"yes":false,"day":"2026-11-24"}""")]
    [InlineData("""{"pick":"small","phone":"+62 812 3456 7890","email":"budi@contoh.id","nik":"3573014107900001","agency":"dlh"}""")]
    [InlineData("""{"phone":"(0341) 366922"}""")]
    [InlineData("""{"phone":"0341 366922"}""")]
    [InlineData("""{"phone":"62-812-3456-789"}""")]
    [InlineData("""{"phone":"0712345678"}""")]
    [InlineData("""{"text":"abc"}""")]
    [InlineData("""{"text":""}""")]
    [InlineData("""{"text":"1234567890123"}""")]
    [InlineData("""{"text":null}""")]
    [InlineData("""{"text":5}""")]
    [InlineData("""{"lines":""}""")]
    [InlineData("""{"code":"AB12"}""")]
    [InlineData("""{"code":"xAB123"}""")]
    [InlineData("""{"whole":0}""")]
    [InlineData("""{"whole":11}""")]
    [InlineData("""{"whole":5.5}""")]
    [InlineData("""{"whole":"5"}""")]
    [InlineData("""{"fraction":0.51}""")]
    [InlineData("""{"fraction":"0.5"}""")]
    [InlineData("""{"yes":"true"}""")]
    [InlineData("""{"day":"24-11-2026"}""")]
    [InlineData("""{"day":5}""")]
    [InlineData("""{"pick":"huge"}""")]
    [InlineData("""{"email":"budi"}""")]
    [InlineData("""{"nik":"357301410790000"}""")]
    [InlineData("""{"nik":"35730141079000011"}""")]
    [InlineData("""{"colour":"red"}""")]
    public async Task Schema_and_validator_agree(string json)
    {
        var schema = await Parse(FormSchema.ForFields(Sample.Fields, Languages.English));

        var byRules = FormValidator.Validate(Sample.Fields, Values(json), new FormContext(new DateOnly(2026, 11, 24), Known.Agencies), "");

        Assert.Equal(byRules.IsValid, schema.Validate(json).Count == 0);
    }

    [Theory]
    [InlineData("title", true)]
    [InlineData("description", true)]
    [InlineData("address", false)]
    public async Task Schema_and_validator_agree_on_what_is_required(string missing, bool required)
    {
        var values = Values("""{"title":"Lubang di jalan","description":"Lubang dalam di tengah jalan sejak Senin.","address":"Jalan Ijen 1"}""");
        values.Remove(missing);
        var schema = await Parse(FormSchema.ForFields(Known.Sambat.Fields, Languages.Indonesian));

        var byRules = FormValidator.Validate(Known.Sambat.Fields, values, new FormContext(new DateOnly(2026, 11, 24), Known.Agencies), "");

        Assert.Equal(required, !byRules.IsValid);
        Assert.Equal(required, schema.Validate(JsonSerializer.Serialize(values)).Count > 0);
    }

    [Theory]
    [InlineData($$$"""{"category":"permits","fields":{{{Report}}}}""", true)]
    [InlineData($$$"""{"category":"damaged-road","fields":{{{Report}}},"place":{"kelurahan":"35.73.02.1003","rw":4}}""", true)]
    [InlineData($$$"""{"category":"damaged-road","fields":{{{Report}}},"place":{"lat":-7.97,"lon":112.63},"anonymous":true,"secret":false}""", true)]
    [InlineData($$$"""{"category":"damaged-road","fields":{{{Report}}}}""", false)]
    [InlineData($$$"""{"fields":{{{Report}}}}""", false)]
    [InlineData("""{"category":"permits"}""", false)]
    [InlineData($$$"""{"category":"sport","fields":{{{Report}}}}""", false)]
    [InlineData($$$"""{"category":"permits","fields":{{{Report}}},"place":{"rw":4}}""", false)]
    [InlineData($$$"""{"category":"permits","fields":{{{Report}}},"place":{"lat":-7.97}}""", false)]
    [InlineData($$$"""{"category":"permits","fields":{{{Report}}},"place":{"lat":-97,"lon":112.63}}""", false)]
    [InlineData($$$"""{"category":"permits","fields":{{{Report}}},"anonymous":"yes"}""", false)]
    [InlineData($$$"""{"category":"permits","fields":{{{Report}}},"urgent":true}""", false)]
    public async Task A_submission_to_SAMBAT_is_described_whole(string body, bool good)
    {
        var schema = await Parse(FormSchema.ForSubmission(Known.Sambat, Languages.English));

        Assert.Equal(good, schema.Validate(body).Count == 0);
        Assert.Equal(good, KeepsRules(body));
    }

    [Fact]
    public async Task An_RW_has_a_number_from_one()
    {
        var schema = await Parse(FormSchema.ForSubmission(Known.Sambat, Languages.English));

        Assert.NotEmpty(schema.Validate($$$"""{"category":"permits","fields":{{{Report}}},"place":{"kelurahan":"35.73.02.1003","rw":0}}"""));
    }

    [Theory]
    [InlineData("works", false)]
    [InlineData("information", true)]
    public async Task A_field_required_for_a_kind_is_so_in_the_schema(string kind, bool good)
    {
        var service = Known.Sambat with { Fields = [.. Known.Sambat.Fields.Select(f => f.Name == "address" ? f with { RequiredForKinds = ["works"] } : f)] };
        var schema = await Parse(FormSchema.ForSubmission(service, Languages.English));
        var category = service.Categories.First(c => c.Kind == kind).Code;

        Assert.Equal(good, schema.Validate($$$"""{"category":"{{{category}}}","fields":{{{Report}}},"place":{"kelurahan":"35.73.02.1003"}}""").Count == 0);
    }

    [Fact]
    public void A_service_without_categories_or_hiding_does_not_offer_them()
    {
        var pohon = ServiceCatalogue.Load(ServiceFile.InFolder(ServiceJson.Folder), Known.Agencies).Find("pohon")!;

        var schema = FormSchema.ForSubmission(pohon, Languages.English);

        Assert.Equal(["fields", "place", "channel"], ((JsonObject)schema["properties"]!).Select(p => p.Key));
        Assert.Equal(["fields", "place"], ((JsonArray)schema["required"]!).Select(n => n!.GetValue<string>()));
    }

    [Fact]
    public void It_speaks_the_language_and_marks_what_the_vocabulary_cannot_say()
    {
        var fields = FormSchema.ForSubmission(Known.Sambat, Languages.Indonesian)["properties"]!["fields"]!["properties"]!;

        Assert.Equal("Nama Anda", fields["name"]!["title"]!.GetValue<string>());
        Assert.Equal("general", fields["name"]!["x-personal"]!.GetValue<string>());
        Assert.Null(fields["title"]!["x-personal"]);
        Assert.True(fields["description"]!["x-multiline"]!.GetValue<bool>());
        Assert.Equal("notFuture", fields["eventDate"]!["x-dates"]!.GetValue<string>());
        Assert.Equal("Jalan rusak", FormSchema.ForSubmission(Known.Sambat, Languages.Indonesian)["properties"]!["category"]!["x-titles"]!["damaged-road"]!.GetValue<string>());
    }

    private static bool KeepsRules(string body)
    {
        try
        {
            var input = JsonSerializer.Deserialize<SubmissionBody>(body, JsonBody.Options)!;
            return SubmissionForm.Check(Known.Sambat, input, new FormContext(new DateOnly(2026, 11, 24), Known.Agencies)).IsValid;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static Task<JsonSchema> Parse(JsonObject schema) => JsonSchema.FromJsonAsync(schema.ToJsonString(), TestContext.Current.CancellationToken);

    private static Dictionary<string, JsonElement> Values(string json) => JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json)!;
}
