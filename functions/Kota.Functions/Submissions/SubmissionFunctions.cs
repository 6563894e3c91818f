using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Intake;
using Kota.Functions.Submissions.UseCases;
using Kota.Functions.Submissions.Views;
using Kota.Kernel.Http;
using Kota.Kernel.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Functions.Submissions;

/// <summary>Everything that submissions answer over HTTP.</summary>
public sealed class SubmissionFunctions(
    ListServices listServices, DescribeService describe, Submit submit, ReadSubmission read, TakeAction take, AddComment comment,
    ReadPhoto photo, ListSubmissions list, PublicViews everybody, SubmissionViews views, TrackingCookie tracking)
{
    private const string Json = "application/json", Form = "multipart/form-data";
    private const string PinHeader = "X-Kota-Pin: PIN of a guest's submission", KeyHeader = "Idempotency-Key: repeats of the same request take effect once; a random UUID from guests";

    [Function("ListServices")]
    [Api("everyone", "Services of the city", Answer = typeof(IReadOnlyList<ServiceSummary>))]
    public Task<IResult> Services([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/services")] HttpRequest request) =>
        Task.FromResult<IResult>(TypedResults.Ok(listServices.Run(request.Language())));

    [Function("DescribeService")]
    [Api("everyone", "A service with the JSON Schema of its form", Answer = typeof(ServiceDetail), Problems = [404])]
    public Task<IResult> Service([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/services/{code}")] HttpRequest request, string code) =>
        Task.FromResult(describe.Run(code, request.Language()).ToResult(TypedResults.Ok));

    [Function("Submit")]
    [Api("audience of the service", "Submit to a service", Body = typeof(SubmissionBody), BodyTypes = [Json, Form], Answer = typeof(Receipt), Success = 201, Headers = [KeyHeader], Problems = [400, 401, 403, 404, 413, 415, 422, 429])]
    public Task<IResult> Submit([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/services/{code}/submissions")] HttpRequest request, string code, CancellationToken ct) =>
        request.Bind((incoming, key) => submit.RunAsync(new SubmitRequest(code, incoming, key, Languages.Code(request.Language())), request.Caller(), ct), Answers.Created, ct);

    [Function("ListPublic")]
    [Api("everyone", "Submissions that everybody may see, newest first", Answer = typeof(Page<PublicSummary>), Query = ["service", "category", "kelurahan", "state", "status: open or closed", "from: first day", "to: last day", "cursor", "take: 1 to 100"], Problems = [400])]
    public Task<IResult> Public([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/submissions")] HttpRequest request, CancellationToken ct) =>
        request.PublicAsync(query => everybody.PageAsync(query, request.Language(), ct), TypedResults.Ok);

    [Function("MapPublic")]
    [Api("everyone", "The same on a map, as GeoJSON; the newest 1,000", Answer = typeof(FeatureCollection), AnswerType = "application/geo+json", Query = ["service", "category", "kelurahan", "state", "status: open or closed", "from: first day", "to: last day"], Problems = [400])]
    public Task<IResult> Map([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/submissions.geojson")] HttpRequest request, CancellationToken ct) =>
        request.PublicAsync(query => everybody.MapAsync(query, request.Language(), ct), map => TypedResults.Json(map, contentType: "application/geo+json"));

    [Function("FeedPublic")]
    [Api("everyone", "The same as an Atom feed", AnswerType = AtomFeed.ContentType, Query = ["service", "category", "kelurahan", "state", "status: open or closed", "take: 1 to 100"], Problems = [400])]
    public Task<IResult> Feed([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/submissions.atom")] HttpRequest request, CancellationToken ct) =>
        request.PublicAsync(query => everybody.PageAsync(query, request.Language(), ct), page => AtomFeed.Of(request, page.Items));

    [Function("ReadSubmission")]
    [Api("everyone; all of it: reporter, agency, city admin", "A submission", Answer = typeof(SubmissionView), Headers = [PinHeader], Problems = [401, 404, 429])]
    public async Task<IResult> Read([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/submissions/{id}")] HttpRequest request, string id, CancellationToken ct)
    {
        var opened = await read.RunAsync(id, tracking.Visitor(request), ct);
        return await opened.ToResultAsync(async o => Answers.Versioned(await views.FullAsync(o, request.Language(), ct)));
    }

    [Function("ReadTimeline")]
    [Api("everyone; all of it: reporter, agency, city admin", "The history of a submission", Answer = typeof(IReadOnlyList<TimelineStep>), Headers = [PinHeader], Problems = [401, 404, 429])]
    public async Task<IResult> Timeline([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/submissions/{id}/timeline")] HttpRequest request, string id, CancellationToken ct)
    {
        var opened = await read.RunAsync(id, tracking.Visitor(request), ct);
        return await opened.ToResultAsync(async o => TypedResults.Ok(await views.TimelineAsync(o, request.Language(), ct)));
    }

    [Function("TakeAction")]
    [Api("whoever the action names", "Take an action on a submission", Body = typeof(ActionInput), BodyTypes = [Json, Form], Answer = typeof(SubmissionView), Headers = ["!If-Match: version that was seen, as \"3\"", KeyHeader, PinHeader], Problems = [400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 429])]
    public Task<IResult> Act([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/submissions/{id}/transitions")] HttpRequest request, string id, CancellationToken ct) =>
        request.Bind((incoming, key) => request.WithVersion(seen => take.RunAsync(new ActionWish(id, incoming, seen, key), tracking.Visitor(request), ct)), views.Taken(request, ct), ct);

    [Function("AddComment")]
    [Api("reporter, agency, city admin", "Say something about a submission", Body = typeof(CommentInput), BodyTypes = [Json, Form], Answer = typeof(SubmissionView), Success = 201, Headers = [KeyHeader, PinHeader], Problems = [400, 401, 403, 404, 413, 415, 422, 429])]
    public Task<IResult> Comment([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/submissions/{id}/comments")] HttpRequest request, string id, CancellationToken ct) =>
        request.Bind((incoming, key) => comment.RunAsync(new CommentWish(id, incoming, PhotosNeeded: false, key), tracking.Visitor(request), ct), views.Commented(request, ct), ct);

    [Function("AddAttachments")]
    [Api("reporter, agency, city admin", "Add photos to a submission", Body = typeof(CommentInput), BodyTypes = [Form], Answer = typeof(SubmissionView), Success = 201, Headers = [KeyHeader, PinHeader], Problems = [400, 401, 403, 404, 413, 415, 422, 429])]
    public Task<IResult> Attach([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/submissions/{id}/attachments")] HttpRequest request, string id, CancellationToken ct) =>
        request.Bind((incoming, key) => comment.RunAsync(new CommentWish(id, incoming, PhotosNeeded: true, key), tracking.Visitor(request), ct), views.Commented(request, ct), ct);

    [Function("ReadAttachment")]
    [Api("everyone where photos are public; else reporter, agency, city admin", "A photo", AnswerType = "image/webp", Query = ["size: 320 or 1280 pixels"], Headers = [PinHeader], Problems = [400, 401, 404, 429])]
    public async Task<IResult> Photo([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/submissions/{id}/attachments/{number:int}")] HttpRequest request, string id, int number, CancellationToken ct) =>
        (await photo.RunAsync(id, number, request.Query["size"], tracking.Visitor(request), ct)).ToResult(p => Answers.Picture(request, p));

    [Function("ListMine")]
    [Api("signed in", "The caller's own submissions, newest first", Answer = typeof(Page<SubmissionSummary>), Query = ["cursor", "take: 1 to 100"], Problems = [400, 401])]
    public Task<IResult> Mine([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/me/submissions")] HttpRequest request, CancellationToken ct) =>
        views.ListAsync(request, query => list.MineAsync(query.Cursor, query.Take, request.Caller(), ct));

    [Function("ListForAgency")]
    [Api("agency, city admin", "An agency's submissions", Answer = typeof(Page<SubmissionSummary>), Query = ["state", "late: true or false", "due: late or today", "handler: none or me", "kelurahan", "order: newest, due or late-first", "cursor", "take: 1 to 100"], Problems = [400, 401, 403, 404])]
    public Task<IResult> Inbox([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/agencies/{code}/submissions")] HttpRequest request, string code, CancellationToken ct) =>
        views.ListAsync(request, query => list.ForAgencyAsync(code, query, request.Caller(), ct));
}
