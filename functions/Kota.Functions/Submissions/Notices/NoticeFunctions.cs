using Kota.Kernel.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Functions.Submissions.Notices;

/// <summary>Who gets notices, and who no longer wants them.</summary>
public sealed class NoticeFunctions(Contacts contacts, ConfirmFollowing confirm, Unsubscribe unsubscribe)
{
    private const string IfMatch = "!If-Match: version that was seen, as \"3\"; \"0\" where there is none yet", Html = "text/html";

    [Function("ListContacts")]
    [Api("agency head, city admin", "Officials of an agency who get notices", Answer = typeof(IReadOnlyList<ContactView>), Problems = [401, 403, 404])]
    public async Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/agencies/{code}/contacts")] HttpRequest request, string code, CancellationToken ct) =>
        (await contacts.ListAsync(code, request.Caller(), ct)).ToResult(TypedResults.Ok);

    [Function("ReadContact")]
    [Api("agency head, city admin", "Where an official gets notices", Answer = typeof(ContactView), Problems = [401, 403, 404])]
    public async Task<IResult> Read([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/agencies/{code}/contacts/{subject}")] HttpRequest request, string code, string subject, CancellationToken ct) =>
        (await contacts.ReadAsync(new ContactWish(code, subject, null), request.Caller(), ct)).ToResult(c => Versions.Tagged(c, c.Version));

    [Function("ReplaceContact")]
    [Api("agency head, city admin", "Say where an official gets notices", Body = typeof(ContactBody), Answer = typeof(ContactView), Headers = [IfMatch], Problems = [400, 401, 403, 404, 412, 413, 415, 428])]
    public Task<IResult> Replace([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/agencies/{code}/contacts/{subject}")] HttpRequest request, string code, string subject, CancellationToken ct) =>
        request.BindJson(json => request.WithVersion(seen => contacts.ReplaceAsync(new ContactWish(code, subject, seen), json, request.Caller(), ct)), c => Versions.Tagged(c, c.Version), ct);

    [Function("DeleteContact")]
    [Api("agency head, city admin", "Send an official no more notices", Answer = typeof(ContactView), Headers = [IfMatch], Problems = [400, 401, 403, 404, 412, 428])]
    public async Task<IResult> Delete([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/agencies/{code}/contacts/{subject}")] HttpRequest request, string code, string subject, CancellationToken ct) =>
        (await request.WithVersion(seen => contacts.DeleteAsync(new ContactWish(code, subject, seen), request.Caller(), ct))).ToResult(TypedResults.Ok);

    [Function("ListContactVersions")]
    [Api("agency head, city admin", "What a contact was, the newest hundred versions", Answer = typeof(IReadOnlyList<ContactVersion>), Problems = [401, 403, 404])]
    public async Task<IResult> History([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/agencies/{code}/contacts/{subject}/versions")] HttpRequest request, string code, string subject, CancellationToken ct) =>
        (await contacts.HistoryAsync(new ContactWish(code, subject, null), request.Caller(), ct)).ToResult(TypedResults.Ok);

    [Function("AskConfirm")]
    [Api("everyone", "What news about a submission would come to an address", AnswerType = Html, Problems = [404])]
    public Task<IResult> AskConfirm([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/notices/confirm/{token}")] HttpRequest request, string token) =>
        Task.FromResult(confirm.Ask(token, request.Language()).ToResult(page => TypedResults.Content(page, Html)));

    [Function("ConfirmFollowing")]
    [Api("everyone", "Get news about a submission at this address", AnswerType = Html, Problems = [404])]
    public async Task<IResult> Confirm([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/notices/confirm/{token}")] HttpRequest request, string token, CancellationToken ct) =>
        (await confirm.RunAsync(token, request.Language(), ct)).ToResult(page => TypedResults.Content(page, Html));

    [Function("AskUnsubscribe")]
    [Api("everyone", "What ending these mails means", AnswerType = Html, Problems = [404])]
    public Task<IResult> Ask([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/notices/unsubscribe/{token}")] HttpRequest request, string token) =>
        Task.FromResult(unsubscribe.Ask(token, request.Language()).ToResult(page => TypedResults.Content(page, Html)));

    [Function("Unsubscribe")]
    [Api("everyone", "End these mails", AnswerType = Html, Problems = [404])]
    public async Task<IResult> End([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/notices/unsubscribe/{token}")] HttpRequest request, string token, CancellationToken ct) =>
        (await unsubscribe.RunAsync(token, request.Language(), ct)).ToResult(page => TypedResults.Content(page, Html));
}
