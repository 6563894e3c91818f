using System.Net.Http.Json;
using System.Reflection;
using System.Text.RegularExpressions;
using Kota.Functions;
using Kota.HostTests.BlackBox;
using Kota.Kernel.Http;
using Kota.Portal;
using Kota.TestKit;
using Microsoft.Azure.Functions.Worker;

namespace Kota.HostTests.Access;

/// <summary>Every HTTP function, called as every kind of person, answers as docs/access.md says.</summary>
public sealed partial class AccessTests(AzuriteFixture azurite)
{
    private static readonly IReadOnlyDictionary<string, string?> Persons = new Dictionary<string, string?>
    {
        ["guest"] = null,
        ["reporter"] = null,
        ["citizen"] = "warga",
        ["seller"] = "penjual",
        ["trader"] = "pedagang",
        ["cadre"] = "kader-dinoyo",
        ["ward head"] = "lurah-dinoyo",
        ["council"] = "anggota-dprd",
        ["auditor"] = "auditor",
        ["officer elsewhere"] = "petugas-dishub",
        ["officer"] = "petugas-dpuprpkp",
        ["head"] = "kepala-dpuprpkp",
        ["city admin"] = "admin",
    };

    private static readonly AccessDoc Doc = AccessDoc.Read();

    public static TheoryData<string> Functions => [.. HttpFunctions().Select(f => f.Name)];

    [Fact]
    public void The_document_lists_every_function_with_its_policy() =>
        Assert.Equal(HttpFunctions().Select(f => (f.Name, f.Policy)).Order(), Doc.Functions.Select(f => (f.Key, f.Value)).Order());

    [Fact]
    public void Every_policy_of_the_document_is_used_and_says_something_for_every_person()
    {
        Assert.Equal(Doc.Functions.Values.Distinct().Order(), Doc.Policies.Keys.Order());
        Assert.All(Doc.Policies.Values, row => Assert.Equal(Persons.Keys.Order(), row.Keys.Order()));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task A_function_lets_in_whom_the_document_says(string function)
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var reporter = new Visitor(host.NewClient(cookies: true));
        var stylesheet = Stylesheet().Match(await reporter.Http.GetStringAsync("/", TestContext.Current.CancellationToken)).Value;
        var photo = function == "ReadAttachment" ? SamplePhotos.Jpeg(80, 60) : null;
        if (function == "PrintSticker")
            await HangStickerAsync(host);
        var expected = Doc.Policies[Doc.Functions[function]];
        var seen = new Dictionary<string, string>();
        foreach (var (kind, person) in Persons)
        {
            var ticket = await reporter.ReportAsync(photo);
            await host.DrainAsync();
            using var caller = await Visitor.SignInAsync(host, person);
            using var request = Calls.For(function, ticket, stylesheet, host.Clock.GetUtcNow());
            if (kind == "reporter")
                request.Headers.Add("X-Kota-Pin", ticket.Pin);
            if (kind == "reporter" && function.StartsWith("Page", StringComparison.Ordinal))
                await OpenByPinAsync(caller, ticket);
            using var response = await caller.Http.SendAsync(request, TestContext.Current.CancellationToken);
            seen[kind] = Outcome(response);
        }

        Assert.Equal(expected.OrderBy(e => e.Key), seen.OrderBy(s => s.Key));
    }

    // Its name has a hash of its content, so only a page knows it.
    [GeneratedRegex("/assets/kota[^\"]*\\.css")]
    private static partial Regex Stylesheet();

    private static string Outcome(HttpResponseMessage response) => (int)response.StatusCode switch
    {
        401 => "401",
        403 => "403",
        303 when response.Headers.Location!.OriginalString.StartsWith("/masuk", StringComparison.Ordinal) => "401",
        >= 500 and not 503 => $"failed with {(int)response.StatusCode}",
        404 when !response.RequestMessage!.RequestUri!.AbsolutePath.Split('/').Contains("none") => "404",
        _ => "yes",
    };

    private static async Task HangStickerAsync(KotaTestHost host)
    {
        using var admin = await Visitor.SignInAsync(host, "admin");
        var sticker = JsonContent.Create(new { name = "Halte Dinoyo", service = "sambat", kelurahan = "35.73.05.1004" });
        using var response = await admin.SendAsync(HttpMethod.Put, "/api/v1/stickers/HALTE1", sticker, ("If-Match", "\"0\""));
        await Visitor.JsonAsync(response, 200);
    }

    private static async Task OpenByPinAsync(Visitor visitor, Ticket ticket)
    {
        using var form = new FormUrlEncodedContent([new("id", ticket.Id), new("pin", ticket.Pin)]);
        using var response = await visitor.SendAsync(HttpMethod.Post, "/lacak", form);
        Assert.Equal(303, (int)response.StatusCode);
    }

    private static IEnumerable<(string Name, string Policy)> HttpFunctions() =>
        from assembly in new[] { typeof(KotaServices).Assembly, typeof(PortalServices).Assembly }
        from type in assembly.GetTypes()
        from method in type.GetMethods()
        let name = method.GetCustomAttribute<FunctionAttribute>()?.Name
        where name is not null && method.GetParameters().Any(p => p.GetCustomAttribute<HttpTriggerAttribute>() is not null)
        select (name, method.GetCustomAttribute<ApiAttribute>()!.Policy);
}
