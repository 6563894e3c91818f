namespace Kota.BrowserTests;

/// <summary>Reports in every state that a page shows differently, two days old, one of them late; and a sticker.</summary>
/// <param name="Open">With a photo; nobody has accepted it.</param>
/// <param name="Asked">Waits for the reporter's reply.</param>
/// <param name="Answered">With photos of both sides; waits for a rating.</param>
/// <param name="Rated">Closed.</param>
/// <param name="Place">Where the open one is.</param>
internal sealed record SmallCity(string Open, string Asked, string Answered, string Rated, int Place)
{
    public const string Sticker = "HALTE1";

    /// <summary>Code of a text to start a question from.</summary>
    public const string Template = "how-wide";

    public static async Task<SmallCity> MakeAsync(PortalFixture portal)
    {
        await using var reporter = await portal.VisitAsync(new Visitor { Reader = Reader.Reporter });
        await using var officer = await portal.VisitAsync(new Visitor { Reader = Reader.Officer });
        var place = portal.NewPlace();
        await HangStickerAsync(portal);
        await KeepTemplateAsync(portal);

        var open = await ReportAsync(place);
        var asked = await ReportAsync(portal.NewPlace());
        var answered = await ReportAsync(portal.NewPlace());
        var rated = await ReportAsync(portal.NewPlace());
        await portal.Host.DrainAsync();
        await ActAsync(asked, "ask", new() { ["inputs.question"] = "Seberapa lebar lubangnya?" });
        foreach (var id in new[] { answered, rated })
            await ActAsync(id, "answer", new() { ["inputs.text"] = "Lubang sudah ditambal dengan aspal." }, Reports.Photo);
        await portal.Host.DrainAsync();
        await reporter.GoAsync($"/lacak/{rated}");
        await reporter.RateAsync(5);

        portal.Host.Clock.Advance(TimeSpan.FromDays(2));
        await portal.Host.RunTimerAsync("EscalateOverdue");
        await portal.Host.RunTimerAsync("MakeReports");
        return new SmallCity(open, asked, answered, rated, place);

        async Task<string> ReportAsync(int at)
        {
            await reporter.FillReportAsync(at, Reports.Photo);
            return (await reporter.SendReportAsync()).Id;
        }

        async Task ActAsync(string id, string action, Dictionary<string, string> inputs, byte[]? photo = null)
        {
            await officer.GoAsync($"/kelola/kasus/{id}");
            await officer.ActAsync(action, inputs, photo);
            await officer.DoneAsync(action);
        }
    }

    private static async Task HangStickerAsync(PortalFixture portal)
    {
        await using var admin = await portal.VisitAsync(new Visitor { Reader = Reader.Admin });
        var answer = await admin.Page.APIRequest.PutAsync($"/api/v1/stickers/{Sticker}", new()
        {
            Headers = new Dictionary<string, string> { ["If-Match"] = "\"0\"", ["Sec-Fetch-Site"] = "same-origin" },
            DataObject = new
            {
                name = "Halte Dinoyo",
                service = "sambat",
                category = "damaged-road",
                kelurahan = "35.73.05.1004",
                rw = 3,
                lat = -7.9442,
                lon = 112.6083,
                active = true,
            },
        });
        Assert.True(answer.Ok, await answer.TextAsync());
    }

    private static async Task KeepTemplateAsync(PortalFixture portal)
    {
        await using var admin = await portal.VisitAsync(new Visitor { Reader = Reader.Admin });
        var (name, text) = ("Seberapa lebar", "Tentang laporan {id}: seberapa lebar lubangnya?");
        var answer = await admin.Page.APIRequest.PutAsync("/api/v1/services/sambat/rules/templates", new()
        {
            Headers = new Dictionary<string, string> { ["If-Match"] = "\"0\"", ["Sec-Fetch-Site"] = "same-origin" },
            DataObject = new { templates = new[] { new { code = Template, name = new { id = name, en = name }, action = "ask", text = new { id = text, en = text } } } },
        });
        Assert.True(answer.Ok, await answer.TextAsync());
    }
}
