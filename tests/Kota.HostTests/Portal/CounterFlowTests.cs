using System.Net;
using Kota.TestKit;
using static Kota.HostTests.Portal.Reports;

namespace Kota.HostTests.Portal;

/// <summary>The form at a counter: an officer enters the report, the citizen takes the receipt.</summary>
public sealed class CounterFlowTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Officials_choose_how_a_report_came_and_hand_over_number_and_pin()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        foreach (var language in new[] { "id", "en" })
        {
            var officer = new Browser(host, language);
            await officer.SignInAsync("petugas-dpuprpkp");
            var form = await officer.ReadAsync(FormPath);
            PageRules.Hold(form, language);
            Assert.Equal("web", form.Document.QuerySelector("[name=channel] option[selected]")!.GetAttribute("value"));

            var receipt = await officer.SendAsync(form.Form(FormPath), new(Report) { ["channel"] = "counter", ["another"] = "true" });

            Assert.Equal(HttpStatusCode.OK, receipt.Status);
            PageRules.Hold(receipt, language);
            var codes = receipt.Document.QuerySelectorAll(".code").Select(c => c.TextContent).ToList();
            Assert.Equal(2, codes.Count);
            Assert.NotNull(receipt.Document.QuerySelector(".qr"));
            Assert.NotNull(receipt.Document.QuerySelector($"a[href='{FormPath}']"));

            // The officer's own browser is not the reporter's: only the PIN opens the reporter's view.
            var own = await officer.ReadAsync($"/lacak/{codes[0]}");
            Assert.DoesNotContain("Siti Aminah", own.Text, StringComparison.Ordinal);
            var citizen = new Browser(host, language);
            var found = await citizen.SendAsync((await citizen.ReadAsync("/lacak")).Form("/lacak"), new() { ["id"] = codes[0], ["pin"] = codes[1] });
            Assert.Contains("Siti Aminah", found.Text, StringComparison.Ordinal);
            PageRules.Hold(found, language);
        }
    }

    [Fact]
    public async Task Others_are_not_asked_and_an_error_keeps_what_was_chosen()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var citizen = new Browser(host);
        await citizen.SignInAsync("warga");
        Assert.Null((await citizen.ReadAsync(FormPath)).Document.QuerySelector("[name=channel]"));
        var ward = new Browser(host);
        await ward.SignInAsync("lurah-dinoyo");

        var wrong = await ward.SendAsync((await ward.ReadAsync(FormPath)).Form(FormPath), new(Report) { ["channel"] = "phone", ["fields.title"] = "Lubang" });
        var unknown = await ward.SendAsync(wrong.Form(FormPath), new(Report) { ["channel"] = "pigeon" });

        Assert.Equal("phone", wrong.Document.QuerySelector("[name=channel] option[selected]")!.GetAttribute("value"));
        Assert.Equal(HttpStatusCode.BadRequest, unknown.Status);
        PageRules.Hold(unknown, "id");
        Assert.NotNull(unknown.Document.QuerySelector($"[role=alert] a[href='#{unknown.Document.QuerySelector("[name=channel]")!.Id}']"));
    }
}
