using System.Net.Http.Json;
using Kota.HostTests.BlackBox;
using Kota.TestKit;

namespace Kota.HostTests.Access;

/// <summary>A well-formed request for each HTTP function, about a submission that DPUPRPKP has.</summary>
internal static class Calls
{
    public static HttpRequestMessage For(string function, Ticket ticket, string stylesheet)
    {
        var id = ticket.Id;
        return function switch
        {
            "ListServices" => Get("/api/v1/services"),
            "DescribeService" => Get("/api/v1/services/sambat"),
            "Submit" => Post("/api/v1/services/sambat/submissions", Visitor.Pothole()),
            "ReadSubmission" => Get($"/api/v1/submissions/{id}"),
            "ReadTimeline" => Get($"/api/v1/submissions/{id}/timeline"),
            "TakeAction" => Versioned(Post($"/api/v1/submissions/{id}/transitions", JsonContent.Create(new { action = "accept" }))),
            "AddComment" => Post($"/api/v1/submissions/{id}/comments", JsonContent.Create(new { text = "Terima kasih." })),
            "AddAttachments" => Post($"/api/v1/submissions/{id}/attachments", Photos()),
            "ReadAttachment" => Get($"/api/v1/submissions/{id}/attachments/1?size=320"),
            "ListMine" => Get("/api/v1/me/submissions"),
            "ListForAgency" => Get("/api/v1/agencies/dpuprpkp/submissions"),
            "ReadRules" => Get("/api/v1/services/sambat/rules/routing"),
            "ChangeRules" => Versioned(new HttpRequestMessage(HttpMethod.Put, "/api/v1/services/sambat/rules/reasons") { Content = JsonContent.Create(new { lists = Array.Empty<object>() }) }),
            "ListRuleVersions" => Get("/api/v1/services/sambat/rules/routing/versions"),
            "ReadRuleVersion" => Get("/api/v1/services/sambat/rules/routing/versions/0"),
            "ListContacts" => Get("/api/v1/agencies/dpuprpkp/contacts"),
            "ReadContact" => Get("/api/v1/agencies/dpuprpkp/contacts/none"),
            "ReplaceContact" => Versioned(new HttpRequestMessage(HttpMethod.Put, "/api/v1/agencies/dpuprpkp/contacts/some") { Content = JsonContent.Create(new { email = "a@example.invalid", role = "officer" }) }),
            "DeleteContact" => Versioned(new HttpRequestMessage(HttpMethod.Delete, "/api/v1/agencies/dpuprpkp/contacts/none")),
            "AskUnsubscribe" => Get("/api/v1/notices/unsubscribe/none"),
            "Unsubscribe" => Post("/api/v1/notices/unsubscribe/none", null),
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
            "PageLanguage" => Post("/bahasa", Fields(("lang", "en"))),
            "PageReport" => Get("/layanan/sambat/lapor"),
            "PageReportSend" => Post("/layanan/sambat/lapor", Fields(("category", "other"))),
            "PageTrack" => Get("/lacak"),
            "PageTrackFind" => Post("/lacak", Fields(("id", id), ("pin", ticket.Pin))),
            "PageSubmission" => Get($"/lacak/{id}"),
            "PageSubmissionAct" => Post($"/lacak/{id}/tindakan", Accept()),
            "PageSubmissionComment" => Post($"/lacak/{id}/komentar", Fields(("text", "Terima kasih."))),
            "PageMine" => Get("/saya"),
            "PageInbox" => Get("/kelola"),
            "PageCase" => Get($"/kelola/kasus/{id}"),
            "PageCaseAct" => Post($"/kelola/kasus/{id}/tindakan", Accept()),
            "PageCaseComment" => Post($"/kelola/kasus/{id}/komentar", Fields(("text", "Terima kasih."))),
            "PageSignIn" => Get("/masuk"),
            "PageAsset" => Get(stylesheet),
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

    private static FormUrlEncodedContent Accept() => Fields(("action", "accept"), ("version", "2"));

    private static FormUrlEncodedContent Fields(params (string Name, string Value)[] fields) =>
        new(fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value)));

    private static MultipartFormDataContent Photos()
    {
        var form = new MultipartFormDataContent();
        Visitor.AddPhoto(form, SamplePhotos.Jpeg(80, 60));
        return form;
    }
}
