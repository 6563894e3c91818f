using Kota.Kernel.Http;
using Kota.Portal.Screens;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Portal;

/// <summary>Pages on which officers work.</summary>
public sealed class OfficerPages(InboxScreen inbox, BulkScreen bulk, CaseScreen screen)
{
    private const string Html = "text/html", Form = "multipart/form-data", ShortForm = "application/x-www-form-urlencoded";

    [Function("PageInbox")]
    [Api("officers, city admin", "Inbox of an agency", AnswerType = Html, Query = ["agency: code, for the city admin", "state", "due: late or today", "handler: none or me", "kelurahan", "order: late-first (default), due or newest", "cursor", "take: 1 to 100"], Problems = [400, 401, 403, 404])]
    public Task<IResult> Inbox([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "kelola")] HttpRequest request, CancellationToken ct) =>
        inbox.ShowAsync(request, ct);

    [Function("PageFilterKeep")]
    [Api("officers, city admin", "Keep the filters of a list under a name, rename or remove them", BodyTypes = [Form, ShortForm], Success = 303, Problems = [400, 401, 403, 404, 413, 415])]
    public Task<IResult> Keep([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "kelola/saringan")] HttpRequest request, CancellationToken ct) =>
        inbox.KeepAsync(request, ct);

    [Function("PageBulk")]
    [Api("officers, city admin", "Choose an action for many submissions", AnswerType = Html, Query = ["agency: code, for the city admin", "pilih.{id}: version of a submission that was seen; at most 50", "daftar: query of the list to go back to"], Problems = [400, 401, 403])]
    public Task<IResult> Bulk([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "kelola/banyak")] HttpRequest request, CancellationToken ct) =>
        bulk.ChooseAsync(request, ct);

    [Function("PageBulkCheck")]
    [Api("officers, city admin", "What an action would lead to for each of them, to be confirmed", BodyTypes = [Form, ShortForm], AnswerType = Html, Problems = [400, 401, 403, 413, 415])]
    public Task<IResult> BulkCheck([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "kelola/banyak/periksa")] HttpRequest request, CancellationToken ct) =>
        bulk.CheckAsync(request, ct);

    [Function("PageBulkAct")]
    [Api("officers, city admin", "Take it; the answer is an outcome for each", BodyTypes = [Form, ShortForm], AnswerType = Html, Problems = [400, 401, 403, 413, 415])]
    public Task<IResult> BulkAct([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "kelola/banyak/lakukan")] HttpRequest request, CancellationToken ct) =>
        bulk.ActAsync(request, ct);

    [Function("PageCase")]
    [Api("agency, city admin", "Case page", AnswerType = Html, Problems = [401, 403, 404])]
    public Task<IResult> Case([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "kelola/kasus/{id}")] HttpRequest request, string id, CancellationToken ct) =>
        screen.ShowAsync(request, id, CaseFace.Officer, ct);

    [Function("PageCaseAct")]
    [Api("whoever the action names", "Take an action from the case page", BodyTypes = [Form, ShortForm], Success = 303, Problems = [400, 401, 403, 404, 409, 412, 413, 415, 422, 428])]
    public Task<IResult> Act([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "kelola/kasus/{id}/tindakan")] HttpRequest request, string id, CancellationToken ct) =>
        screen.ActAsync(request, id, CaseFace.Officer, ct);

    [Function("PageCaseComment")]
    [Api("reporter, agency, city admin", "Comment from the case page", BodyTypes = [Form, ShortForm], Success = 303, Problems = [400, 401, 403, 404, 413, 415])]
    public Task<IResult> Comment([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "kelola/kasus/{id}/komentar")] HttpRequest request, string id, CancellationToken ct) =>
        screen.CommentAsync(request, id, CaseFace.Officer, ct);
}
