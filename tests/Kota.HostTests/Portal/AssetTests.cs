using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using Kota.Portal.Rendering;
using Kota.TestKit;

namespace Kota.HostTests.Portal;

/// <summary>The files that pages load: their headers, their size, and what browsers hold them against.</summary>
public sealed class AssetTests(AzuriteFixture azurite)
{
    // A page of a citizen on a weak signal: all of its JavaScript, and its style sheet, as sent.
    private const int MostScript = 60_000, MostStyle = 8_000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Codings => new() { { "br, gzip", "br" }, { "gzip, deflate", "gzip" } };

    [Fact]
    public async Task Assets_are_named_by_their_content_and_kept_for_ever()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        foreach (var asset in new AssetStore().All)
        {
            var answer = await host.Client.GetAsync(asset.Url, Ct);
            var content = await answer.Content.ReadAsByteArrayAsync(Ct);
            using var again = new HttpRequestMessage(HttpMethod.Get, asset.Url);
            again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);

            Assert.Equal("public, max-age=31536000, immutable", answer.Headers.CacheControl!.ToString());
            Assert.Equal(asset.Type, answer.Content.Headers.ContentType!.ToString());
            Assert.Equal("sha384-" + Convert.ToBase64String(SHA384.HashData(content)), asset.Integrity);
            Assert.Contains(asset.Tag, asset.Path, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.NotModified, (await host.Client.SendAsync(again, Ct)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync("/assets/kota.0000.css", Ct)).StatusCode);
    }

    [Theory]
    [MemberData(nameof(Codings))]
    public async Task Assets_are_sent_as_small_as_the_browser_takes_them(string accepted, string sent)
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        foreach (var asset in new AssetStore().All.Where(a => a.Packed))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, asset.Url);
            request.Headers.AcceptEncoding.ParseAdd(accepted);
            var packed = await host.Client.SendAsync(request, Ct);
            var plain = await host.Client.GetAsync(asset.Url, Ct);

            Assert.Equal([sent], packed.Content.Headers.ContentEncoding);
            Assert.Equal(["Accept-Encoding"], packed.Headers.Vary);
            Assert.True(packed.Content.Headers.ContentLength < plain.Content.Headers.ContentLength);
        }
    }

    [Fact]
    public async Task Pages_are_sent_packed_to_browsers_that_take_them_so_and_plain_to_others()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        foreach (var path in new[] { "/", Reports.FormPath, "/tidak-ada" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "text/html" }, { "Accept-Encoding", "gzip, br" } } };
            using var plain = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "text/html" }, { "Accept-Encoding", "br;q=0" } } };
            var packed = await host.Client.SendAsync(request, Ct);
            await using var brotli = new BrotliStream(await packed.Content.ReadAsStreamAsync(Ct), CompressionMode.Decompress);
            using var reader = new StreamReader(brotli);
            var unpacked = await reader.ReadToEndAsync(Ct);
            var whole = await host.Client.SendAsync(plain, Ct);

            Assert.Equal(["br"], packed.Content.Headers.ContentEncoding);
            Assert.Contains("Accept-Encoding", packed.Headers.Vary);
            Assert.EndsWith("</html>", unpacked.TrimEnd(), StringComparison.Ordinal);
            Assert.Empty(whole.Content.Headers.ContentEncoding);
            Assert.True(packed.Content.Headers.ContentLength < unpacked.Length);
        }
    }

    [Fact]
    public async Task Pages_of_citizens_load_little_script_and_style()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var store = new AssetStore();
        Assert.InRange(store.Named("kota.css").Size, 1, MostStyle);
        var guest = new Browser(host);
        var receipt = await guest.SendAsync((await guest.ReadAsync(Reports.FormPath)).Form(Reports.FormPath), Reports.Report);
        await host.DrainAsync();
        var id = receipt.Document.QuerySelector(".code")!.TextContent;
        var pages = new List<PageSeen> { receipt };
        foreach (var path in new[] { "/", "/layanan", "/layanan/sambat", Reports.FormPath, "/lacak", $"/lacak/{id}", "/laporan", $"/laporan/{id}", "/kinerja", "/luring", "/masuk", "/tidak-ada" })
            pages.Add(await guest.ReadAsync(path));
        foreach (var page in pages)
        {
            var (path, html) = (page.Path, page.Document.DocumentElement.OuterHtml);

            // Wherever it is named: a script may load another one later.
            var scripts = store.All.Where(a => a.Name.EndsWith(".js", StringComparison.Ordinal) && html.Contains(a.Path, StringComparison.Ordinal)).ToList();

            Assert.NotEmpty(scripts);
            Assert.True(scripts.Sum(s => s.Size) < MostScript, $"{path}: {string.Join(", ", scripts.Select(s => $"{s.Name} {s.Size}"))}");
        }
    }
}
