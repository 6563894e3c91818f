using System.Net.Http.Json;
using Kota.HostTests.BlackBox;
using Kota.TestKit;

namespace Kota.HostTests.Engine;

/// <summary>A service is a file: one dropped into a folder is offered, takes submissions and follows its own states.</summary>
public sealed class DroppedInServiceTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task A_service_file_is_listed_takes_a_submission_and_follows_its_own_states()
    {
        await using var host = await KotaTestHost.StartAsync(azurite, new KotaTestHostOptions
        {
            Settings = new Dictionary<string, string?> { ["Kota:Services:Folder"] = Path.Combine(AppContext.BaseDirectory, "Services") },
        });
        using var guest = new Visitor(host.NewClient());
        using var officer = new Visitor(host.NewClient(cookies: true));
        using (var signedIn = await officer.SendAsync(HttpMethod.Post, "/.auth/login/dev", JsonContent.Create(new { person = "petugas-dlh" })))
            await Visitor.JsonAsync(signedIn, 200);

        using var list = await guest.SendAsync(HttpMethod.Get, "/api/v1/services", null);
        Assert.Contains((await Visitor.JsonAsync(list, 200)).EnumerateArray(), s => s.GetProperty("code").GetString() == "pohon");
        using var detail = await guest.SendAsync(HttpMethod.Get, "/api/v1/services/pohon", null);
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", (await Visitor.JsonAsync(detail, 200)).GetProperty("schema").GetProperty("$schema").GetString());

        var body = new
        {
            fields = new { purpose = "Peneduh di halaman balai RW.", trees = 3, species = "trembesi", contact = "0812-3456-7890" },
            place = new { kelurahan = "35.73.05.1004" },
        };
        using var submitted = await guest.SubmitAsync(JsonContent.Create(body), service: "pohon");
        var receipt = await Visitor.JsonAsync(submitted, 201);
        var (id, pin) = (receipt.GetProperty("id").GetString()!, receipt.GetProperty("pin").GetString()!);
        Assert.StartsWith("PHN-", id, StringComparison.Ordinal);
        await host.DrainAsync();

        using (var surveyed = await officer.ActAsync(id, 1, "survey", new { day = "2026-03-02" }))
            Assert.Equal("surveyed", Visitor.StateOf(await Visitor.JsonAsync(surveyed, 200)));
        using (var planted = await officer.ActAsync(id, 2, "plant"))
            Assert.Equal("planted", Visitor.StateOf(await Visitor.JsonAsync(planted, 200)));
        var view = await guest.ReadAsync(id, pin);
        Assert.True(view.GetProperty("closed").GetBoolean());
        Assert.Equal("+6281234567890", view.GetProperty("personal").GetProperty("contact").GetString());
        Assert.DoesNotContain("812345", (await guest.ReadAsync(id)).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_service_file_stops_the_host_and_names_file_and_place()
    {
        var folder = Directory.CreateTempSubdirectory("kota-services-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "rusak.json"), """{ "code": "rusak", "prefix": "rsk" }""", TestContext.Current.CancellationToken);

            var failure = await Assert.ThrowsAnyAsync<Exception>(async () => await KotaTestHost.StartAsync(azurite, new KotaTestHostOptions
            {
                Settings = new Dictionary<string, string?> { ["Kota:Services:Folder"] = folder.FullName },
            }));

            Assert.Contains("rusak.json#", failure.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
