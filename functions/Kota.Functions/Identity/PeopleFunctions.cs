using Kota.Functions.Identity.UseCases;
using Kota.Kernel.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Functions.Identity;

/// <summary>Who is what to the city.</summary>
public sealed class PeopleFunctions(ManagePeople people)
{
    [Function("ReadPerson")]
    [Api("city admin", "What a person is to the city; a citizen where nobody said more", Answer = typeof(PersonView), Problems = [401, 403, 404])]
    public async Task<IResult> Read([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/people/{subject}")] HttpRequest request, string subject, CancellationToken ct) =>
        (await people.ReadAsync(subject, request.Caller(), ct)).ToResult(p => Versions.Tagged(p, p.Version));

    [Function("ChangePerson")]
    [Api("city admin", "Say what a person is to the city; holds within half a minute everywhere", Body = typeof(PersonBody), Answer = typeof(PersonView), Headers = ["!If-Match: version that was seen, as \"3\"; \"0\" where there is none yet"], Problems = [400, 401, 403, 412, 413, 415, 428])]
    public Task<IResult> Change([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/people/{subject}")] HttpRequest request, string subject, CancellationToken ct) =>
        request.BindJson(json => request.WithVersion(seen => people.ChangeAsync(subject, json, seen, request.Caller(), ct)), p => Versions.Tagged(p, p.Version), ct);

    [Function("ListPersonVersions")]
    [Api("city admin", "What a person was to the city, newest first", Answer = typeof(IReadOnlyList<PersonView>), Problems = [401, 403, 404])]
    public async Task<IResult> History([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/people/{subject}/versions")] HttpRequest request, string subject, CancellationToken ct) =>
        (await people.HistoryAsync(subject, request.Caller(), ct)).ToResult(TypedResults.Ok);

    [Function("ListPeople")]
    [Api("agency head, city admin", "Everybody who works for an agency", Answer = typeof(IReadOnlyList<PersonView>), Problems = [401, 403, 404])]
    public async Task<IResult> OfAgency([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/agencies/{code}/people")] HttpRequest request, string code, CancellationToken ct) =>
        (await people.OfAgencyAsync(code, request.Caller(), ct)).ToResult(TypedResults.Ok);
}
