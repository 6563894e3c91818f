using System.Net.Http.Json;
using Kota.HostTests.BlackBox;
using Kota.TestKit;

namespace Kota.HostTests.Access;

/// <summary>A well-formed request for each HTTP function, about a submission that DPUPRPKP has.</summary>
internal static class Calls
{
    public static HttpRequestMessage For(string function, Ticket ticket, string stylesheet, DateTimeOffset now)
    {
        var id = ticket.Id;
        return function switch
        {
            "ListServices" => Get("/api/v1/services"),
            "DescribeService" => Get("/api/v1/services/sambat"),
            "Submit" => Post("/api/v1/services/sambat/submissions", Visitor.Pothole()),
            "ListPublic" => Get("/api/v1/submissions"),
            "FeedPublic" => Get("/api/v1/submissions.atom"),
            "MapPublic" => Get("/api/v1/submissions.geojson"),
            "Open311Discovery" => Get("/open311/v2/discovery.xml"),
            "Open311Services" => Get("/open311/v2/services.json"),
            "Open311Service" => Get("/open311/v2/services/damaged-road.json"),
            "Open311Requests" => Get("/open311/v2/requests.json"),
            "Open311Create" => Post("/open311/v2/requests.json", Fields(("api_key", "open311-demo-key"), ("service_code", "other"), ("description", "Sesuatu yang lain sama sekali."), ("lat", "-7.9442"), ("long", "112.6083"))),
            "Open311Request" => Get($"/open311/v2/requests/{id}.json"),
            "Open311Token" => Get($"/open311/v2/tokens/{id}.json"),
            "ReceiveSms" => Sms.Signed("""{"from":"+6281234567890","text":"SAMBAT Lampu jalan padam sejak kemarin malam."}""", Guid.NewGuid().ToString(), now),
            "FindSimilar" => Get("/api/v1/services/sambat/similar?category=damaged-road&lat=-7.9425&lon=112.6100"),
            "AddFollower" => Keyed(Post($"/api/v1/submissions/{id}/followers", JsonContent.Create(new { }))),
            "RemoveFollower" => new HttpRequestMessage(HttpMethod.Delete, $"/api/v1/submissions/{id}/followers"),
            "ReadSubmission" => Get($"/api/v1/submissions/{id}"),
            "ReadTimeline" => Get($"/api/v1/submissions/{id}/timeline"),
            "TakeAction" => Versioned(Post($"/api/v1/submissions/{id}/transitions", JsonContent.Create(new { action = "accept" }))),
            "AddComment" => Post($"/api/v1/submissions/{id}/comments", JsonContent.Create(new { text = "Terima kasih." })),
            "AddAttachments" => Post($"/api/v1/submissions/{id}/attachments", Photos()),
            "ReadAttachment" => Get($"/api/v1/submissions/{id}/attachments/1?size=320"),
            "ListMine" => Get("/api/v1/me/submissions"),
            "ListForAgency" => Get("/api/v1/agencies/dpuprpkp/submissions"),
            "ActOnMany" => Post("/api/v1/agencies/dpuprpkp/transitions", JsonContent.Create(new { action = "accept", submissions = new[] { new { id, version = 2 } } })),
            "ReadRules" => Get("/api/v1/services/sambat/rules/routing"),
            "ChangeRules" => Versioned(new HttpRequestMessage(HttpMethod.Put, "/api/v1/services/sambat/rules/reasons") { Content = JsonContent.Create(new { lists = Array.Empty<object>() }) }),
            "ListRuleVersions" => Get("/api/v1/services/sambat/rules/routing/versions"),
            "ReadRuleVersion" => Get("/api/v1/services/sambat/rules/routing/versions/0"),
            "Ping" => Get("/ping/none"),
            "PingSignal" => Get("/ping/none/start"),
            "AddPing" => Post("/api/v1/hotspots/none/pings", JsonContent.Create(new { })),
            "AddPings" => Controlled(Post("/api/v1/hotspots/pings", JsonContent.Create(Array.Empty<object>()))),
            "ListHotspots" => Get("/api/v1/hotspots"),
            "ListIncidents" => Get("/api/v1/incidents"),
            "ChangeIncident" => Versioned(Post("/api/v1/incidents/none", JsonContent.Create(new { acknowledge = true }))),
            "MapHotspots" => Get("/api/v1/hotspots.geojson"),
            "ReadHotspot" => Get("/api/v1/hotspots/none"),
            "ChangeHotspot" => Versioned(new HttpRequestMessage(HttpMethod.Put, "/api/v1/hotspots/none") { Content = JsonContent.Create(new { name = "Balai", kelurahan = "35.73.05.1004", lat = -7.9442, lon = 112.6083, provider = "A" }) }),
            "ReadPingKey" => Get("/api/v1/hotspots/none/key"),
            "RotatePingKey" => Versioned(Post("/api/v1/hotspots/none/key", null)),
            "ReadHolidays" => Get("/api/v1/holidays"),
            "ChangeHolidays" => Versioned(new HttpRequestMessage(HttpMethod.Put, "/api/v1/holidays") { Content = JsonContent.Create(new { days = Array.Empty<object>() }) }),
            "ListHolidayVersions" => Get("/api/v1/holidays/versions"),
            "ReadHolidayVersion" => Get("/api/v1/holidays/versions/0"),
            "ListStickers" => Get("/api/v1/stickers"),
            "ReadSticker" => Get("/api/v1/stickers/none"),
            "ChangeSticker" => Versioned(new HttpRequestMessage(HttpMethod.Put, "/api/v1/stickers/HALTE1") { Content = JsonContent.Create(new { name = "Halte Dinoyo", service = "sambat", kelurahan = "35.73.05.1004" }) }),
            "ListStickerVersions" => Get("/api/v1/stickers/none/versions"),
            "ReadStickerVersion" => Get("/api/v1/stickers/none/versions/1"),
            "PrintSticker" => Get("/api/v1/stickers/HALTE1.svg"),
            "PageSticker" => Get("/t/none"),
            "ListReports" => Get("/api/v1/reports?kind=daily"),
            "ReadReport" => Get("/api/v1/reports/daily/2026-02-02/none"),
            "RunReportAgain" => Post("/api/v1/reports/daily/2026-02-02", null),
            "ReadFigures" => Get("/api/v1/reports/figures?from=2026-01-01&to=2026-02-02&by=category"),
            "OpenDataSambat" => Get("/api/v1/open-data/sambat?from=2026-01&to=2026-01&by=kelurahan"),
            "OpenDataLeague" => Get("/api/v1/open-data/league"),
            "ListContacts" => Get("/api/v1/agencies/dpuprpkp/contacts"),
            "ReadContact" => Get("/api/v1/agencies/dpuprpkp/contacts/none"),
            "ListContactVersions" => Get("/api/v1/agencies/dpuprpkp/contacts/none/versions"),
            "ReplaceContact" => Versioned(new HttpRequestMessage(HttpMethod.Put, "/api/v1/agencies/dpuprpkp/contacts/some") { Content = JsonContent.Create(new { email = "a@example.invalid", role = "officer" }) }),
            "DeleteContact" => Versioned(new HttpRequestMessage(HttpMethod.Delete, "/api/v1/agencies/dpuprpkp/contacts/none")),
            "AskConfirm" => Get("/api/v1/notices/confirm/none"),
            "ConfirmFollowing" => Post("/api/v1/notices/confirm/none", null),
            "AskUnsubscribe" => Get("/api/v1/notices/unsubscribe/none"),
            "Unsubscribe" => Post("/api/v1/notices/unsubscribe/none", null),
            "AddHandOver" => Post("/api/v1/agencies/dpuprpkp/handovers", JsonContent.Create(new { from = "some", to = "none" })),
            "ListHandOvers" => Get("/api/v1/agencies/dpuprpkp/handovers"),
            "AddWebhook" => Post("/api/v1/webhooks", JsonContent.Create(new { url = "https://example.com/hook" })),
            "ListWebhooks" => Get("/api/v1/me/webhooks"),
            "RemoveWebhook" => new HttpRequestMessage(HttpMethod.Delete, "/api/v1/webhooks/none"),
            "ReadPerson" => Get("/api/v1/people/some"),
            "ChangePerson" => Versioned(new HttpRequestMessage(HttpMethod.Put, "/api/v1/people/some") { Content = JsonContent.Create(new { roles = Array.Empty<string>() }) }),
            "ListPersonVersions" => Get("/api/v1/people/some/versions"),
            "ListPeople" => Get("/api/v1/agencies/dpuprpkp/people"),
            "WhoAmI" => Get("/api/v1/me"),
            "ListDeadLetters" => Get("/api/v1/operations/dead-letters?queue=submission-changed"),
            "ReplayDeadLetter" => Post("/api/v1/operations/dead-letters/submission-changed/none/replay", null),
            "Live" => Get("/healthz/live"),
            "Ready" => Get("/healthz/ready"),
            "OpenApiDocument" => Get("/openapi.json"),
            "OpenApiReference" => Get("/docs"),
            "OpenApiReferenceScript" => Get("/docs/scalar.js"),
            "DevelopmentMe" => Get("/.auth/me"),
            "DevelopmentPeople" => Get("/.auth/people"),
            "DevelopmentSignIn" => Post("/.auth/login/dev", JsonContent.Create(new { person = "warga" })),
            "DevelopmentSignOut" => Get("/.auth/logout"),
            "PageHome" => Get("/"),
            "PageServices" => Get("/layanan"),
            "PageService" => Get("/layanan/sambat"),
            "PageLeague" => Get("/kinerja"),
            "PageLanguage" => Post("/bahasa", Fields(("lang", "en"))),
            "PageReport" => Get("/layanan/sambat/lapor"),
            "PageReportSend" => Post("/layanan/sambat/lapor", Fields(("category", "other"))),
            "PageTrack" => Get("/lacak"),
            "PageTrackFind" => Post("/lacak", Fields(("id", id), ("pin", ticket.Pin))),
            "PageSubmission" => Get($"/lacak/{id}"),
            "PageSubmissionAct" => Post($"/lacak/{id}/tindakan", Accept()),
            "PageSubmissionComment" => Post($"/lacak/{id}/komentar", Fields(("text", "Terima kasih."))),
            "PagePublicList" => Get("/laporan"),
            "PagePublicCase" => Get($"/laporan/{id}"),
            "PageFollow" => Post($"/lacak/{id}/ikuti", Fields(("key", Guid.NewGuid().ToString()))),
            "PageMine" => Get("/saya"),
            "PageInbox" => Get("/kelola"),
            "PageFilterKeep" => Post("/kelola/saringan", Fields(("nama", "Terlambat"), ("daftar", "due=late"))),
            "PageBulk" => Get($"/kelola/banyak?pilih.{id}=2"),
            "PageBulkCheck" => Post("/kelola/banyak/periksa", Picked(id)),
            "PageBulkAct" => Post("/kelola/banyak/lakukan", Picked(id)),
            "PageCase" => Get($"/kelola/kasus/{id}"),
            "PageCaseAct" => Post($"/kelola/kasus/{id}/tindakan", Accept()),
            "PageCaseComment" => Post($"/kelola/kasus/{id}/komentar", Fields(("text", "Terima kasih."))),
            "PageAdmin" => Get("/kelola/pengaturan"),
            "PageCatalogue" => Get("/kelola/katalog/sambat"),
            "PageRules" => Get("/kelola/aturan/sambat/routing"),
            "PageRulesSave" => Post("/kelola/aturan/sambat/routing", Fields(("version", "9"))),
            "PageRulesHistory" => Get("/kelola/aturan/sambat/routing/riwayat"),
            "PageHolidays" => Get("/kelola/libur"),
            "PageHolidaysSave" => Post("/kelola/libur", Fields(("version", "9"))),
            "PageHolidaysHistory" => Get("/kelola/libur/riwayat"),
            "PageDeadLetters" => Get("/kelola/pesan-gagal"),
            "PageDeadLettersReplay" => Post("/kelola/pesan-gagal", Fields(("antrean", "submission-changed"))),
            "PagePeople" => Get("/kelola/orang?agency=dpuprpkp"),
            "PageHandOver" => Post("/kelola/orang", Fields(("agency", "dpuprpkp"), ("from", "none"), ("to", "none"))),
            "PagePerson" => Get("/kelola/orang/none"),
            "PagePersonSave" => Post("/kelola/orang/none", Fields(("version", "9"))),
            "PagePersonHistory" => Get("/kelola/orang/none/riwayat"),
            "PageContact" => Get("/kelola/kontak/dpuprpkp/none"),
            "PageContactSave" => Post("/kelola/kontak/dpuprpkp/none", Fields(("version", "9"), ("email", "x"), ("role", "officer"))),
            "PageContactHistory" => Get("/kelola/kontak/dpuprpkp/none/riwayat"),
            "PageStickers" => Get("/kelola/stiker"),
            "PageStickerEdit" => Get("/kelola/stiker/none"),
            "PageStickerSave" => Post("/kelola/stiker/HALTE1", Fields(("version", "9"))),
            "PageStickerHistory" => Get("/kelola/stiker/none/riwayat"),
            "PageReports" => Get("/kelola/rekap"),
            "PageReportsAgain" => Post("/kelola/rekap", Fields(("kind", "daily"), ("date", "2026-02-02"))),
            "PageFigures" => Get("/kelola/angka"),
            "PageSignIn" => Get("/masuk"),
            "PageAsset" => Get(stylesheet),
            "PageOffline" => Get("/luring"),
            "PageManifest" => Get("/manifest.webmanifest"),
            "PageServiceWorker" => Get("/sw.js"),
            "PageComponents" => Get("/_components"),
            _ => throw new InvalidOperationException($"Say here how {function} is called."),
        };
    }

    private static HttpRequestMessage Get(string path) => new(HttpMethod.Get, path);

    private static HttpRequestMessage Post(string path, HttpContent? body) => new(HttpMethod.Post, path) { Content = body };

    private static HttpRequestMessage Versioned(HttpRequestMessage request)
    {
        request.Headers.TryAddWithoutValidation("If-Match", "\"2\"");
        return request;
    }

    private static HttpRequestMessage Controlled(HttpRequestMessage request)
    {
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer development-only-controller-token");
        return request;
    }

    private static HttpRequestMessage Keyed(HttpRequestMessage request)
    {
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return request;
    }

    private static FormUrlEncodedContent Accept() => Fields(("action", "accept"), ("version", "2"));

    private static FormUrlEncodedContent Picked(string id) => Fields(("action", "accept"), ($"pilih.{id}", "2"));

    private static FormUrlEncodedContent Fields(params (string Name, string Value)[] fields) =>
        new(fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value)));

    private static MultipartFormDataContent Photos()
    {
        var form = new MultipartFormDataContent();
        Visitor.AddPhoto(form, SamplePhotos.Jpeg(80, 60));
        return form;
    }
}
