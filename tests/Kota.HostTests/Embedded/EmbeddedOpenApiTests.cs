using System.Net;
using System.Text.Json;
using Kota.EmbeddedHost;
using Kota.EmbeddedHost.OpenApi;
using Kota.EmbeddedHost.Settings;
using Kota.TestKit;

namespace Kota.HostTests.Embedded;

public sealed class EmbeddedOpenApiTests(AzuriteFixture azurite)
{
    private static readonly EmbeddedHostOptions Product = new() { StorageConnection = "UseDevelopmentStorage=true" };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_checked_in_document_is_what_the_functions_say()
    {
        var file = Path.Combine(Repository.Root, "functions", "Kota.Functions", "openapi.json");
        var made = await OpenApiExport.GenerateAsync(Product.FunctionAssemblies, AppSettings.Load(Product));
        Assert.True(
            made == (await File.ReadAllTextAsync(file, Ct)).ReplaceLineEndings("\n"),
            "openapi.json is out of date: dotnet run --project functions/Kota.EmbeddedHost -- openapi --output functions/Kota.Functions/openapi.json");
    }

    [Fact]
    public async Task The_document_says_what_signatures_and_attributes_say()
    {
        var json = await OpenApiExport.GenerateAsync([typeof(DescribedFunctions).Assembly], AppSettings.Load(new EmbeddedHostOptions
        {
            StorageConnection = "UseDevelopmentStorage=true",
            Settings = TestHost.Settings(),
        }));
        var document = JsonDocument.Parse(json).RootElement;
        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var operation = document.GetProperty("paths").GetProperty("/described/{id}").GetProperty("post");
        Assert.Equal("Described", operation.GetProperty("operationId").GetString());
        Assert.Equal(
            ["path id True", "query page False", "header Idempotency-Key True"],
            operation.GetProperty("parameters").EnumerateArray().Select(p =>
                $"{p.GetProperty("in").GetString()} {p.GetProperty("name").GetString()} {p.TryGetProperty("required", out var required) && required.GetBoolean()}"));
        Assert.Equal(
            ["application/json", "multipart/form-data"],
            operation.GetProperty("requestBody").GetProperty("content").EnumerateObject().Select(c => c.Name));
        Assert.Equal(["201", "400", "401", "500", "503"], operation.GetProperty("responses").EnumerateObject().Select(r => r.Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            "#/components/schemas/Problem",
            operation.GetProperty("responses").GetProperty("400").GetProperty("content").GetProperty("application/problem+json").GetProperty("schema").GetProperty("$ref").GetString());
        Assert.Equal(["pin", "session"], operation.GetProperty("security").EnumerateArray().SelectMany(s => s.EnumerateObject()).Select(s => s.Name));
        Assert.True(document.GetProperty("components").GetProperty("schemas").TryGetProperty("Greeting", out _));
        Assert.False(document.GetProperty("paths").TryGetProperty("/union/{name}", out _), "a function without the attribute is not part of the API");
    }

    [Fact]
    public async Task Both_hosts_serve_document_page_and_script_from_the_library()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var document = await host.Client.GetAsync("/openapi.json", Ct);
        Assert.Equal("application/json", document.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("3.1", JsonDocument.Parse(await document.Content.ReadAsStringAsync(Ct)).RootElement.GetProperty("openapi").GetString(), StringComparison.Ordinal);

        using var page = await host.Client.GetAsync("/docs", Ct);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("style-src 'self' 'unsafe-inline';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", (await page.Content.ReadAsStringAsync(Ct)).Replace("http-equiv", "", StringComparison.Ordinal), StringComparison.Ordinal);

        using var script = await host.Client.GetAsync("/docs/scalar.js", Ct);
        Assert.Equal("text/javascript", script.Content.Headers.ContentType?.MediaType);
        Assert.Contains("api-reference", await script.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_script_is_compressed_for_who_reads_gzip()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/docs/scalar.js") { Headers = { { "Accept-Encoding", "gzip" } } };
        using var script = await host.Client.SendAsync(request, Ct);
        Assert.Equal(["gzip"], script.Content.Headers.ContentEncoding);
        Assert.Equal([0x1F, 0x8B], (await script.Content.ReadAsByteArrayAsync(Ct))[..2]);
    }
}
