using Kota.Kernel.Http;
using Kota.Portal.Screens;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Portal;

/// <summary>Pages on which people report, follow and answer.</summary>
public sealed class SubmissionPages(ReportScreen report, TrackScreen track, CaseScreen screen, ListScreen lists, SimilarScreen similar)
{
    private const string Html = "text/html", Form = "multipart/form-data", ShortForm = "application/x-www-form-urlencoded";

    [Function("PageReport")]
    [Api("audience of the service", "Form of a service", AnswerType = Html, Query = ["t: code of a sticker, whose place is filled in"], Problems = [401, 403, 404])]
    public Task<IResult> Report([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "layanan/{code}/lapor")] HttpRequest request, string code, CancellationToken ct) =>
        report.ShowAsync(request, code, ct);

    [Function("PageReportSend")]
    [Api("audience of the service", "Send the form; the answer is the receipt", BodyTypes = [Form, ShortForm], AnswerType = Html, Query = ["t: code of a sticker"], Problems = [400, 401, 403, 404, 413, 415, 422])]
    public Task<IResult> Send([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "layanan/{code}/lapor")] HttpRequest request, string code, CancellationToken ct) =>
        report.SendAsync(request, code, ct);

    [Function("PageTrack")]
    [Api("everyone", "Form for tracking id and PIN", AnswerType = Html, Query = ["id: tracking id to fill in"])]
    public Task<IResult> Track([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "lacak")] HttpRequest request) =>
        Task.FromResult(track.Show(request));

    [Function("PageTrackFind")]
    [Api("everyone", "Open a submission by id and PIN", BodyTypes = [Form, ShortForm], Success = 303, Problems = [400, 401, 404, 429])]
    public Task<IResult> Find([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "lacak")] HttpRequest request, CancellationToken ct) =>
        track.FindAsync(request, ct);

    [Function("PageSubmission")]
    [Api("everyone; all of it: reporter, agency, city admin", "Page of a submission", AnswerType = Html, Problems = [404])]
    public Task<IResult> Submission([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "lacak/{id}")] HttpRequest request, string id, CancellationToken ct) =>
        screen.ShowAsync(request, id, CaseFace.Citizen, ct);

    [Function("PageSubmissionAct")]
    [Api("whoever the action names", "Take an action from the page of a submission", BodyTypes = [Form, ShortForm], Success = 303, Problems = [400, 401, 403, 404, 409, 412, 413, 415, 422, 428])]
    public Task<IResult> Act([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "lacak/{id}/tindakan")] HttpRequest request, string id, CancellationToken ct) =>
        screen.ActAsync(request, id, CaseFace.Citizen, ct);

    [Function("PageSubmissionComment")]
    [Api("reporter, agency, city admin", "Comment from the page of a submission", BodyTypes = [Form, ShortForm], Success = 303, Problems = [400, 401, 403, 404, 413, 415])]
    public Task<IResult> Comment([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "lacak/{id}/komentar")] HttpRequest request, string id, CancellationToken ct) =>
        screen.CommentAsync(request, id, CaseFace.Citizen, ct);

    [Function("PagePublicList")]
    [Api("everyone", "Page of the submissions that everybody may see", AnswerType = Html, Query = ["category", "kelurahan", "state", "status: open or closed", "from: first day", "to: last day", "cursor", "take: 1 to 100"], Problems = [400])]
    public Task<IResult> Public([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "laporan")] HttpRequest request, CancellationToken ct) =>
        lists.PublicAsync(request, ct);

    [Function("PagePublicCase")]
    [Api("everyone", "Permanent page of a submission, the same for everybody", AnswerType = Html, Problems = [404])]
    public Task<IResult> PublicCase([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "laporan/{id}")] HttpRequest request, string id, CancellationToken ct) =>
        screen.ShowAsync(request, id, CaseFace.Public, ct);

    [Function("PageFollow")]
    [Api("everyone", "Follow a submission instead of sending the same", BodyTypes = [Form, ShortForm], Success = 303, Problems = [400, 404, 409, 413, 415, 422, 429])]
    public Task<IResult> Follow([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "lacak/{id}/ikuti")] HttpRequest request, string id, CancellationToken ct) =>
        similar.FollowAsync(request, id, ct);

    [Function("PageMine")]
    [Api("signed in", "Page with the caller's own submissions", AnswerType = Html, Query = ["cursor", "take: 1 to 100"], Problems = [400, 401])]
    public Task<IResult> Mine([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "saya")] HttpRequest request, CancellationToken ct) =>
        lists.MineAsync(request, ct);
}
