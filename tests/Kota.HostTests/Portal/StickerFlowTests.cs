using System.Net;
using System.Net.Http.Json;
using Kota.HostTests.BlackBox;
using Kota.TestKit;
using static Kota.HostTests.Portal.Reports;

namespace Kota.HostTests.Portal;

/// <summary>From a sticker in the street to a report.</summary>
public sealed class StickerFlowTests(AzuriteFixture azurite)
{
    private const string StickerForm = FormPath + "?t=HALTE1";

    [Fact]
    public async Task A_sticker_opens_the_form_with_its_place_which_can_be_changed()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        await HangAsync(host, active: true);
        foreach (var language in new[] { "id", "en" })
        {
            var guest = new Browser(host, language);
            var form = await guest.ReadAsync("/t/HALTE1");

            Assert.Equal(StickerForm, form.Path);
            PageRules.Hold(form, language);
            Assert.Contains("Halte Dinoyo <timur>", form.Text, StringComparison.Ordinal);
            Assert.Equal("35.73.05.1004", form.Document.QuerySelector("[name='place.kelurahan'] option[selected]")!.GetAttribute("value"));
            Assert.Equal("damaged-road", form.Document.QuerySelector("[name=category] option[selected]")!.GetAttribute("value"));
            Assert.Equal("3", form.Document.QuerySelector("[name='place.rw'] option[selected]")!.GetAttribute("value"));
            Assert.Equal(["-7.9442", "112.6083"], new[] { "lat", "lon" }.Select(n => form.Document.QuerySelector($"[name='place.{n}']")!.GetAttribute("value")!));

            var wrong = await guest.SendAsync(form.Form(StickerForm), new() { ["fields.title"] = "Lubang" });
            Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
            PageRules.Hold(wrong, language);
            Assert.Contains("Halte Dinoyo <timur>", wrong.Text, StringComparison.Ordinal);

            var receipt = await guest.SendAsync(wrong.Form(StickerForm), new()
            {
                ["fields.title"] = Report["fields.title"],
                ["fields.description"] = Report["fields.description"],
                ["place.rw"] = "2",
                ["place.lat"] = "",
                ["place.lon"] = "",
                ["another"] = "true",
            });
            Assert.Equal(HttpStatusCode.OK, receipt.Status);
            var page = await guest.ReadAsync($"/lacak/{receipt.Document.QuerySelector(".code")!.TextContent}");
            Assert.Contains("RW 2, ", page.Text, StringComparison.Ordinal);
            Assert.Contains(language == "id" ? "Stiker QR" : "QR sticker", page.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_code_that_is_unknown_or_out_of_use_leads_to_the_empty_form()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        await HangAsync(host, active: false);
        foreach (var (language, code) in new[] { ("id", "HALTE1"), ("en", "HALTE2"), ("id", "x"), ("en", "halte1") })
        {
            var guest = new Browser(host, language);
            var gone = await guest.ReadAsync("/t/" + code);

            Assert.Equal(HttpStatusCode.NotFound, gone.Status);
            PageRules.Hold(gone, language);
            Assert.NotNull(gone.Document.QuerySelector($"main a[href='{FormPath}']"));
            var form = await guest.ReadAsync($"{FormPath}?t={code}");
            Assert.Equal(HttpStatusCode.OK, form.Status);
            Assert.NotNull(form.Form(FormPath));
            Assert.Null(form.Document.QuerySelector("[name=channel]"));
        }
    }

    [Fact]
    public async Task An_official_may_scan_it_too_and_choose_for_whom()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        await HangAsync(host, active: true);
        var ward = new Browser(host);
        await ward.SignInAsync("lurah-dinoyo");

        var form = await ward.ReadAsync("/t/HALTE1");

        PageRules.Hold(form, "id");
        Assert.Equal(["", "sticker", "counter", "phone", "social", "letter"], form.Document.QuerySelectorAll("[name=channel] option").Select(o => o.GetAttribute("value")));
        Assert.Equal("sticker", form.Document.QuerySelector("[name=channel] option[selected]")!.GetAttribute("value"));
    }

    private static async Task HangAsync(KotaTestHost host, bool active)
    {
        using var admin = await Visitor.SignInAsync(host, "admin");
        var sticker = JsonContent.Create(new { name = "Halte Dinoyo <timur>", service = "sambat", kelurahan = "35.73.05.1004", rw = 3, lat = -7.9442, lon = 112.6083, category = "damaged-road", active });
        using var response = await admin.SendAsync(HttpMethod.Put, "/api/v1/stickers/HALTE1", sticker, ("If-Match", "\"0\""));
        await Visitor.JsonAsync(response, 200);
    }
}
