using Kota.Portal.Maps;
using Kota.TestKit;

namespace Kota.HostTests.Portal;

/// <summary>Maps load their pictures from the host of the setting, only where a map is, and do without.</summary>
public sealed class MapTests(AzuriteFixture azurite)
{
    private const string Tiles = "https://tiles.example.invalid/kota/{z}/{x}/{y}.png";

    [Fact]
    public async Task Only_pages_with_a_map_may_load_tiles_and_only_from_their_host()
    {
        await using var host = await KotaTestHost.StartAsync(azurite, new KotaTestHostOptions { Settings = new Dictionary<string, string?> { ["Kota__Maps__Tiles"] = Tiles } });

        var list = await new Browser(host).ReadAsync("/laporan");

        Assert.Equal("img-src 'self' https://tiles.example.invalid data: blob:", Images(list));
        Assert.Equal("img-src 'self' https://tiles.example.invalid data: blob:", Images(await new Browser(host).ReadAsync(Reports.FormPath)));
        Assert.Equal("img-src 'self' data: blob:", Images(await new Browser(host).ReadAsync("/")));
        Assert.Equal(Tiles, list.Document.QuerySelector("[data-map]")!.GetAttribute("data-tiles"));
    }

    [Fact]
    public async Task Without_the_setting_no_other_host_is_named()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);

        var list = await new Browser(host).ReadAsync("/laporan");

        Assert.Equal("img-src 'self' data: blob:", Images(list));
        Assert.Equal("", list.Document.QuerySelector("[data-map]")!.GetAttribute("data-tiles") ?? "");
        Assert.DoesNotContain("unsafe", Policy(list), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(Tiles, true)]
    [InlineData("http://127.0.0.1:9/{z}/{x}/{y}.png", true)]
    [InlineData("http://tiles.example.invalid/{z}/{x}/{y}.png", false)]
    [InlineData("https://tiles.example.invalid/", false)]
    [InlineData("tiles/{z}/{x}/{y}", false)]
    public void An_address_that_cannot_be_used_is_refused_at_start(string tiles, bool valid) => Assert.Equal(valid, new MapOptions { Tiles = tiles }.IsValid);

    private static string Images(PageSeen page) => Policy(page).Split("; ").Single(p => p.StartsWith("img-src", StringComparison.Ordinal));

    private static string Policy(PageSeen page) => page.Response.Headers.GetValues("Content-Security-Policy").Single();
}
