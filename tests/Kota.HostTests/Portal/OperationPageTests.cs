using System.Net;
using Azure.Storage.Queues;
using Kota.TestKit;
using static Kota.HostTests.Portal.SettingsPageTests;

namespace Kota.HostTests.Portal;

/// <summary>The pages of failed messages and of stickers.</summary>
public sealed class OperationPageTests(AzuriteFixture azurite)
{
    private const string Letters = "/kelola/pesan-gagal", Sticker = "/kelola/stiker/PASAR7";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Failed_messages_are_found_and_sent_back_once_without_showing_what_is_in_them()
    {
        await using var host = await KotaTestHost.StartAsync(azurite, new KotaTestHostOptions { AllowErrors = true });
        var admin = await SignInAsync(host, "admin");
        Assert.NotNull((await admin.ReadAsync(Letters)).Document.QuerySelector(".empty"));
        await FailAsync(host, "x.1");
        await FailAsync(host, "x.2");

        var overview = await admin.ReadAsync(Letters);
        PageRules.Hold(overview, "id");
        var row = Assert.Single(overview.Document.QuerySelectorAll("main tbody tr"));
        Assert.Equal("2", row.QuerySelector("td")!.TextContent);
        var page = await admin.ReadAsync(row.QuerySelector("a")!.GetAttribute("href")!);
        PageRules.Hold(page, "id");
        Assert.Equal(2, page.Document.QuerySelectorAll("main tbody tr").Length);
        Assert.DoesNotContain("Siti", page.Text, StringComparison.Ordinal);

        var form = page.Form(Letters, "table");
        var sent = await admin.SendAsync(form, new() { ["kunci.1"] = null });
        PageRules.Hold(sent, "id");
        Assert.Contains("1 pesan", sent.Document.QuerySelector("[data-toast] p")!.TextContent, StringComparison.Ordinal);
        var twice = await admin.SendAsync(form);
        Assert.Contains("1 pesan dikirim lagi; 1 tidak", twice.Document.QuerySelector("[data-toast] p")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sticker_is_hung_changed_and_becomes_what_it_was()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var admin = await SignInAsync(host, "admin");
        var bad = await admin.ReadAsync("/kelola/stiker?kode=a-b");
        PageRules.Hold(bad, "id");
        Assert.NotNull(bad.Document.QuerySelector(".field.wrong [name=kode][value='A-B']"));
        var fresh = await admin.ReadAsync("/kelola/stiker?kode=pasar7");
        Assert.Equal(Sticker, fresh.Path);

        var wrong = await admin.SendAsync(fresh.Form(Sticker), Press("save", ("name", "Pasar Dinoyo"), ("kelurahan", "35.73.05.1004"), ("rw", "99"), ("lat", "-7.9442")));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        PageRules.Hold(wrong, "id");
        Assert.All(new[] { "rw", "lon" }, n => Assert.NotNull(wrong.Document.QuerySelector($".field.wrong [name={n}]")));
        var words = await admin.SendAsync(wrong.Form(Sticker), Press("save", ("rw", "tiga"), ("lat", "")));
        Assert.Equal("tiga", words.Document.QuerySelector(".field.wrong [name=rw]")!.GetAttribute("value"));
        var hung = await admin.SendAsync(words.Form(Sticker), Press("save", ("rw", "3")));
        Assert.Equal(Sticker + "?kabar=tersimpan", hung.Path);
        Assert.Contains("Pasar Dinoyo", (await admin.ReadAsync("/kelola/stiker")).Text, StringComparison.Ordinal);

        await admin.SendAsync(hung.Form(Sticker), Press("save", ("active", null), ("name", "Pasar lama")));
        var stale = await admin.SendAsync(hung.Form(Sticker), Press("save", ("name", "Pasar baru")));
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.Status);
        PageRules.Hold(stale, "id");
        Assert.Equal("Pasar baru", stale.Document.QuerySelector("[name=name]")!.GetAttribute("value"));

        var history = await admin.ReadAsync(Sticker + "/riwayat");
        var again = await admin.ReadAsync(history.Document.QuerySelector(".timeline a")!.GetAttribute("href")!);
        var back = await admin.SendAsync(again.Form(Sticker), Press("save"));
        Assert.Equal("Pasar Dinoyo", back.Document.QuerySelector("[name=name]")!.GetAttribute("value"));
        Assert.NotNull(back.Document.QuerySelector("[name=active][checked]"));
        Assert.Equal(HttpStatusCode.OK, (await new Browser(host).ReadAsync("/t/PASAR7")).Status);
    }

    private static async Task FailAsync(KotaTestHost host, string id)
    {
        var queue = new QueueClient(host.StorageConnection, "sb-city-events-reports", new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await queue.SendMessageAsync($$$"""{"specversion":"1.0","id":"{{{id}}}","source":"kota","type":"submission.changed.v1","data":{"id":7,"name":"Siti"}}""", Ct);
        await host.DrainAsync();
    }
}
