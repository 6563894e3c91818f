using System.Text.Json;
using System.Xml.Linq;
using Kota.TestKit;

namespace Kota.HostTests.BlackBox;

/// <summary>A client written to GeoReport v2 lists, files and follows, in JSON and in XML, and gets the specification's errors.</summary>
[Trait("Kind", "BlackBox")]
public sealed class Open311Tests(City city) : IClassFixture<City>
{
    private const string Home = "/open311/v2/", Key = "open311-demo-key";

    [Fact]
    public async Task Discovery_names_the_endpoint_in_both_formats()
    {
        using var client = city.Guest();

        var json = (await JsonAsync(client, "discovery.json")).GetProperty("endpoints")[0];
        Assert.EndsWith("/open311/v2", json.GetProperty("url").GetString(), StringComparison.Ordinal);
        Assert.Equal(["application/json", "text/xml"], json.GetProperty("formats").EnumerateArray().Select(f => f.GetString()));
        var xml = (await XmlAsync(client, "discovery.xml")).Element("endpoints")!.Element("endpoint")!;
        Assert.Equal("http://wiki.open311.org/GeoReport_v2", xml.Element("specification")!.Value);
        Assert.Equal(["application/json", "text/xml"], xml.Element("formats")!.Elements("format").Select(f => f.Value));
    }

    [Fact]
    public async Task Services_and_their_attributes_are_the_same_in_both_formats()
    {
        using var client = city.Guest();

        var json = await JsonAsync(client, "services.json");
        var xml = await XmlAsync(client, "services.xml");
        Assert.Equal("services", xml.Name.LocalName);
        Assert.Equal(json.EnumerateArray().Select(s => s.GetProperty("service_code").GetString()), xml.Elements("service").Select(s => s.Element("service_code")!.Value));
        Assert.Contains(json.EnumerateArray(), s => s.GetProperty("service_code").GetString() == "damaged-road" && s.GetProperty("metadata").GetBoolean());

        var definition = await JsonAsync(client, "services/damaged-road.json");
        var attributes = (await XmlAsync(client, "services/damaged-road.xml")).Element("attributes")!.Elements("attribute").ToList();
        Assert.Equal(definition.GetProperty("attributes").EnumerateArray().Select(a => a.GetProperty("code").GetString()), attributes.Select(a => a.Element("code")!.Value));
        Assert.Contains(attributes, a => a.Element("code")!.Value == "eventDate" && a.Element("datatype")!.Value == "datetime");
    }

    [Fact]
    public async Task A_request_is_filed_and_followed()
    {
        using var client = city.Guest();
        using var filed = await PostAsync(client, "requests.json", ("service_code", "damaged-road"), ("lat", "-7.9442"), ("long", "112.6083"),
            ("description", "Lubang sedalam lutut di depan pasar, sudah dua minggu."), ("first_name", "Zulaikha"), ("last_name", "Markah"), ("phone", "081299998888"),
            ("attribute[eventDate]", "2026-01-05"));
        var answer = (await Visitor.JsonAsync(filed, 201))[0];
        var id = answer.GetProperty("service_request_id").GetString()!;
        Assert.Matches("PIN [0-9]{6}", answer.GetProperty("service_notice").GetString());
        Assert.True(answer.TryGetProperty("account_id", out _));
        await client.AwaitStateAsync(id, "forwarded");

        JsonElement request = default;
        await Eventually.TrueAsync(async () => (request = (await JsonAsync(client, $"requests/{id}.json"))[0]).GetProperty("agency_responsible").GetString()!.Length > 0, "the request has an agency");
        Assert.Equal("open", request.GetProperty("status").GetString());
        Assert.Equal("damaged-road", request.GetProperty("service_code").GetString());
        Assert.Equal(-7.9442, request.GetProperty("lat").GetDouble());
        Assert.EndsWith("+07:00", request.GetProperty("requested_datetime").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Markah", request.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("99998888", request.GetRawText(), StringComparison.Ordinal);
        var xml = (await XmlAsync(client, $"requests/{id}.xml")).Element("request")!;
        Assert.Equal(request.EnumerateObject().Select(p => p.Name), xml.Elements().Select(e => e.Name.LocalName));
        Assert.Equal(id, (await JsonAsync(client, $"tokens/{id}.json"))[0].GetProperty("service_request_id").GetString());

        await Eventually.TrueAsync(async () => (await JsonAsync(client, "requests.json?service_code=damaged-road&status=open&page_size=50")).EnumerateArray()
            .Any(r => r.GetProperty("service_request_id").GetString() == id), "the list has the request");
        Assert.DoesNotContain((await JsonAsync(client, "requests.json?status=closed")).EnumerateArray(), r => r.GetProperty("service_request_id").GetString() == id);
        Assert.Equal([id], (await JsonAsync(client, $"requests.json?service_request_id={id},SBT-0000-0000-0000-0")).EnumerateArray().Select(r => r.GetProperty("service_request_id").GetString()));
    }

    [Fact]
    public async Task A_client_of_XML_files_and_lists_by_XML_alone()
    {
        using var client = city.Guest();
        using var filed = await PostAsync(client, "requests.xml", ("service_code", "waste"), ("address_id", "35.73.05.1004-RW03"), ("description", "Sampah <menumpuk> & berbau di sudut \"gang\" ini."));
        Assert.Equal(201, (int)filed.StatusCode);
        var id = XDocument.Parse(await filed.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Root!.Element("request")!.Element("service_request_id")!.Value;

        XElement? found = null;
        await Eventually.TrueAsync(async () => (found = (await XmlAsync(client, "requests.xml?service_code=waste")).Elements("request")
            .FirstOrDefault(r => r.Element("service_request_id")!.Value == id)) is not null, "the list has the request");
        Assert.Contains("Sampah <menumpuk> & berbau", found!.Element("description")!.Value, StringComparison.Ordinal);
        Assert.Equal("35.73.05.1004-RW03", found.Element("address_id")!.Value);
        Assert.Equal("65144", found.Element("zipcode")!.Value);
    }

    [Fact]
    public async Task The_same_key_files_once_and_pages_go_on()
    {
        using var client = city.Guest();
        var key = Guid.NewGuid().ToString();
        (string, string)[] fields = [("service_code", "school"), ("description", "Bagaimana cara pindah sekolah di tengah tahun?")];
        using var first = await PostAsync(client, "requests.json", key, fields);
        using var second = await PostAsync(client, "requests.json", key, fields);
        using var third = await PostAsync(client, "requests.json", fields);
        var id = (await Visitor.JsonAsync(first, 201))[0].GetProperty("service_request_id").GetString();
        Assert.Equal(id, (await Visitor.JsonAsync(second, 201))[0].GetProperty("service_request_id").GetString());
        Assert.NotEqual(id, (await Visitor.JsonAsync(third, 201))[0].GetProperty("service_request_id").GetString());

        await Eventually.TrueAsync(async () => (await JsonAsync(client, "requests.json?service_code=school")).GetArrayLength() >= 2, "both are listed");
        var pages = new[] { await JsonAsync(client, "requests.json?service_code=school&page=1&page_size=1"), await JsonAsync(client, "requests.json?service_code=school&page=2&page_size=1") };
        Assert.NotEqual(pages[0][0].GetProperty("service_request_id").GetString(), pages[1][0].GetProperty("service_request_id").GetString());
    }

    [Theory]
    [InlineData("services/no-such.json", 404)]
    [InlineData("services/no-such.xml", 404)]
    [InlineData("services.csv", 404)]
    [InlineData("requests/SBT-0000-0000-0000-0.json", 404)]
    [InlineData("requests/nonsense.xml", 404)]
    [InlineData("tokens/nonsense.json", 404)]
    [InlineData("requests.json?service_code=no-such", 404)]
    [InlineData("requests.json?service_code=waste,no-such", 404)]
    [InlineData("requests.json?start_date=yesterday", 400, "start_date")]
    [InlineData("requests.xml?end_date=2026-13-01T00:00:00Z", 400, "end_date")]
    [InlineData("requests.json?start_date=2026-01-01T00:00:00Z&end_date=2026-09-01T00:00:00Z", 400, "start_date")]
    [InlineData("requests.json?start_date=2026-03-01T00:00:00Z&end_date=2026-02-01T00:00:00Z", 400, "end_date")]
    [InlineData("requests.json?status=new", 400, "status")]
    [InlineData("requests.json?page=0", 400, "page")]
    [InlineData("requests.json?page_size=1001", 400, "page_size")]
    [InlineData("requests.json?page=100&page_size=1000", 400, "page")]
    public async Task A_bad_question_gets_the_specified_error(string path, int status, string? parameter = null)
    {
        using var client = city.Guest();
        using var response = await client.SendAsync(HttpMethod.Get, Home + path, null);

        await ErrorAsync(response, path.Contains(".xml", StringComparison.Ordinal), status, parameter);
    }

    [Theory]
    [InlineData(403, null, "api_key", "")]
    [InlineData(403, null, "api_key", "wrong")]
    [InlineData(400, "service_code", "service_code", "")]
    [InlineData(404, null, "service_code", "no-such")]
    [InlineData(400, "description", "description", "")]
    [InlineData(400, "description", "description", "pendek")]
    [InlineData(400, "lat", "lat", "south")]
    [InlineData(400, "lat", "lat", "-6.2")]
    [InlineData(400, "long", "long", "NaN")]
    [InlineData(400, "long", "long", "")]
    [InlineData(400, "address_id", "address_id", "35.73.05.1004-RWx")]
    [InlineData(400, "address_id", "address_id", "99")]
    [InlineData(400, "email", "email", "nobody")]
    [InlineData(400, "phone", "phone", "12")]
    [InlineData(400, "media_url", "media_url", "file:///etc/passwd")]
    [InlineData(400, "attribute[eventDate]", "attribute[eventDate]", "tomorrow")]
    [InlineData(400, "attribute[colour]", "attribute[colour]", "red")]
    [InlineData(400, "attribute[anonymous]", "attribute[anonymous]", "maybe")]
    public async Task A_bad_request_gets_the_specified_error_with_its_parameter(int status, string? parameter, string name, string value)
    {
        using var client = city.Guest();
        var fields = new Dictionary<string, string>
        {
            ["api_key"] = Key,
            ["service_code"] = "damaged-road",
            ["description"] = "Lubang sedalam lutut di depan pasar.",
            ["lat"] = "-7.9442",
            ["long"] = "112.6083",
        };
        fields[name] = value;
        foreach (var format in new[] { "json", "xml" })
        {
            using var response = await client.SendAsync(HttpMethod.Post, Home + "requests." + format, new FormUrlEncodedContent(fields));
            await ErrorAsync(response, format == "xml", status, parameter);
        }
    }

    [Theory]
    [InlineData("application/json", "{}", 415)]
    [InlineData("multipart/form-data; boundary=x", "broken", 400)]
    public async Task A_body_of_another_kind_gets_errors_of_the_same_form(string type, string body, int status)
    {
        using var client = city.Guest();
        using var content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        using var response = await client.SendAsync(HttpMethod.Post, Home + "requests.xml", content);

        await ErrorAsync(response, xml: true, status, null);
    }

    private static async Task ErrorAsync(HttpResponseMessage response, bool xml, int status, string? parameter)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode}, not {status}: {text}");
        (int Code, string Description)[] errors = xml
            ? [.. XDocument.Parse(text).Root!.Elements("error").Select(e => ((int)e.Element("code")!, e.Element("description")!.Value))]
            : [.. JsonSerializer.Deserialize<JsonElement>(text).EnumerateArray().Select(e => (e.GetProperty("code").GetInt32(), e.GetProperty("description").GetString()!))];
        Assert.NotEmpty(errors);
        Assert.All(errors, e => Assert.Equal(status, e.Code));
        Assert.All(errors, e => Assert.NotEmpty(e.Description));
        if (parameter is not null)
            Assert.Contains(errors, e => e.Description.StartsWith(parameter + ": ", StringComparison.Ordinal));
    }

    private static async Task<JsonElement> JsonAsync(Visitor client, string path)
    {
        using var response = await client.SendAsync(HttpMethod.Get, Home + path, null);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return await Visitor.JsonAsync(response, 200);
    }

    private static async Task<XElement> XmlAsync(Visitor client, string path)
    {
        using var response = await client.SendAsync(HttpMethod.Get, Home + path, null);
        Assert.Equal((200, "text/xml"), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        return XDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Root!;
    }

    private static Task<HttpResponseMessage> PostAsync(Visitor client, string path, params (string, string)[] fields) => PostAsync(client, path, null, fields);

    private static Task<HttpResponseMessage> PostAsync(Visitor client, string path, string? key, (string Name, string Value)[] fields) => client.SendAsync(
        HttpMethod.Post, Home + path, new FormUrlEncodedContent(fields.Append(("api_key", Key)).Select(f => KeyValuePair.Create(f.Item1, f.Item2))), ("Idempotency-Key", key));
}
