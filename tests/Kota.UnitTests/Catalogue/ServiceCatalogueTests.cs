using System.Globalization;
using System.Text.Json;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.UseCases;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Kota.UnitTests.Catalogue;

public sealed class ServiceCatalogueTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kota-services-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_file_alone_adds_a_service()
    {
        using var host = HostWith(ServiceJson.Folder);
        await host.StartAsync(TestContext.Current.CancellationToken);
        var catalogue = host.Services.GetRequiredService<ServiceCatalogue>();

        Assert.Equal(["pohon", "sambat"], catalogue.All.Select(s => s.Code).Order());
        Assert.Same(catalogue.Find("pohon"), catalogue.FindByPrefix("PHN"));
    }

    [Fact]
    public async Task Without_a_folder_there_are_the_built_in_services()
    {
        using var host = HostWith(null);
        await host.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal("sambat", Assert.Single(host.Services.GetRequiredService<ServiceCatalogue>().All).Code);
    }

    [Fact]
    public async Task A_bad_file_stops_the_host_with_its_errors()
    {
        File.WriteAllBytes(Path.Combine(folder, "bad.json"), ServiceJson.Sambat.With("/code", "\"keluh\"").With("/version", "-1").Json.Span);
        using var host = HostWith(folder);

        var e = await Assert.ThrowsAsync<CatalogueException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("bad.json#/version: must be at least 1", e.Findings);
        Assert.Contains("bad.json#/prefix: 'SBT' is already in sambat.json", e.Findings);
    }

    [Fact]
    public async Task A_folder_that_is_missing_stops_the_host()
    {
        using var host = HostWith(Path.Combine(folder, "nowhere"));

        var e = await Assert.ThrowsAsync<CatalogueException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.StartsWith("Kota:Services:Folder: no folder", Assert.Single(e.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_saved_with_a_byte_order_mark_is_read()
    {
        File.WriteAllBytes(Path.Combine(folder, "marked.json"), [0xEF, 0xBB, 0xBF, .. ServiceJson.Sambat.Json.Span]);

        Assert.Empty(ServiceJson.Findings(ServiceFile.InFolder(folder)));
    }

    [Theory]
    [InlineData("id", "SAMBAT: Lapor dan Bertanya")]
    [InlineData("en", "SAMBAT: Report and Ask")]
    public void The_list_is_in_the_readers_language(string language, string name) =>
        Assert.Equal(name, Assert.Single(new ListServices(Known.City).Run(Languages.Find(language)!)).Name);

    [Fact]
    public void A_description_is_json_with_form_course_and_standard()
    {
        Assert.True(new DescribeService(Known.City).Run("sambat", Languages.English).Succeeded(out var detail, out _));
        var json = JsonSerializer.SerializeToElement(detail, JsonBody.Options);

        Assert.Equal(FormSchema.Dialect, json.GetProperty("schema").GetProperty("$schema").GetString());
        Assert.Equal("Waiting for you", Member(json, "states", "needs_info").GetProperty("name").GetString());
        Assert.Equal("open", Member(json, "states", "needs_info").GetProperty("status").GetString());
        Assert.Equal(24, Member(json, "clocks", "respond").GetProperty("length").GetProperty("hours").GetInt32());
        Assert.Equal(60, Member(json, "clocks", "resolve").GetProperty("lengthByKind").GetProperty("supervision").GetProperty("workingDays").GetInt32());
        Assert.Equal("Damaged road", Member(json, "categories", "damaged-road").GetProperty("name").GetString());
        Assert.Equal("cityAdmin", Member(json, "actions", "reject").GetProperty("by")[0].GetString());
        Assert.Equal("works", Member(json, "actions", "answer").GetProperty("photosForKinds")[0].GetString());
        Assert.Equal(14, json.GetProperty("standard").EnumerateObject().Count());
        Assert.Equal("Free of charge.", json.GetProperty("standard").GetProperty("fee").GetString());
    }

    [Fact]
    public void An_unknown_service_is_not_found() =>
        Assert.Equal(FailureKind.NotFound, new DescribeService(Known.City).Run("suradi", Languages.Indonesian).Failure?.Kind);

    [Fact]
    public void Every_code_of_the_validators_has_a_text_in_both_languages()
    {
        string[] codes =
        [
            "required", "unknown-field", "unknown-agency", "unknown-service", "too-long", "too-short", "photo-required", "phone-form", "email-form",
            "field-characters", "field-date", "field-date-future", "field-date-past", "field-maximum", "field-minimum", "field-option", "field-pattern",
            "field-type-boolean", "field-type-integer", "field-type-number", "field-type-text",
            "nik-form", "nik-province", "nik-date", "nik-serial", "nik-birth-differs", "nik-sex-differs", "nik-district-differs", "nik-district-unknown",
        ];

        foreach (var code in codes)
        {
            var texts = new CultureInfo[] { Languages.Indonesian, Languages.English }.Select(l => Texts.Get(code, l, 5)).ToArray();
            Assert.DoesNotContain(code, texts);
            Assert.NotEqual(texts[0], texts[1]);
        }
    }

    private static JsonElement Member(JsonElement service, string list, string code) =>
        service.GetProperty(list).EnumerateArray().Single(m => m.GetProperty("code").GetString() == code);

    private static IHost HostWith(string? services)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("Kota:Services:Folder", services)]);
        builder.Services.AddCatalogue(_ => Known.Agencies);
        return builder.Build();
    }
}
