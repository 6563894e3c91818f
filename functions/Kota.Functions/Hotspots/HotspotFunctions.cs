using Kota.Functions.Hotspots.UseCases;
using Kota.Kernel.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Functions.Hotspots;

/// <summary>What devices call, and what everybody may see of them.</summary>
public sealed class HotspotFunctions(TakePing ping, TakeReports reports, ListHotspots list, ManageHotspots manage)
{
    private const string Plain = "text/plain", IfMatch = "!If-Match: version that was seen, as \"3\"; \"0\" for a new one", Key = "!X-Kota-Ping-Key: ping key of the point";

    [Function("Ping")]
    [Api("holders of a ping key", "A point says that it works", AnswerType = Plain, Problems = [404, 429])]
    public async Task<IResult> Ping([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", Route = "ping/{key}")] HttpRequest request, string key, CancellationToken ct) =>
        (await ping.RunAsync(key, null, ct)).ToResult(PingAnswers.Ok);

    [Function("PingSignal")]
    [Api("holders of a ping key", "A point says start, fail, log, or an exit status from 0 to 255", AnswerType = Plain, Problems = [404, 429])]
    public async Task<IResult> Signal([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", Route = "ping/{key}/{signal}")] HttpRequest request, string key, string signal, CancellationToken ct) =>
        (await ping.RunAsync(key, signal, ct)).ToResult(PingAnswers.Ok);

    [Function("AddPing")]
    [Api("holders of a ping key", "A point says that it works, and how it is used", Body = typeof(PingInput), Answer = typeof(PingReceipt), Success = 202, Headers = [Key], Problems = [400, 404, 413, 415, 429])]
    public Task<IResult> Add([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/hotspots/{id}/pings")] HttpRequest request, string id, CancellationToken ct) =>
        request.BindJson(json => ping.RunAsync(id, request.Headers[PingAnswers.KeyHeader], json, ct), PingAnswers.Accepted, ct);

    [Function("AddPings")]
    [Api("the controller of hotspots", "Up to 1,000 pings at once, as a JSON array or a JSON object a line; an outcome for each", Body = typeof(IReadOnlyList<PingReport>), BodyTypes = ["application/json", "application/x-ndjson"], Answer = typeof(IReadOnlyList<PingRow>), Headers = ["!Authorization: Bearer and the controller's token"], Problems = [400, 401, 413, 415])]
    public Task<IResult> AddMany([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/hotspots/pings")] HttpRequest request, CancellationToken ct) =>
        request.BindRows(body => reports.RunAsync(PingAnswers.BearerOf(request), body, ct), TypedResults.Ok, ct);

    [Function("ListHotspots")]
    [Api("everyone", "Every point with its status", Answer = typeof(HotspotList), Query = ["kelurahan", "status: new, up, late, down or paused"], Problems = [400])]
    public async Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/hotspots")] HttpRequest request, CancellationToken ct) =>
        (await list.RunAsync(request.Query["kelurahan"], request.Query["status"], ct)).ToResult(TypedResults.Ok);

    [Function("MapHotspots")]
    [Api("everyone", "Every point with its status, for maps", AnswerType = "application/geo+json", Query = ["kelurahan", "status: new, up, late, down or paused"], Problems = [400])]
    public async Task<IResult> Map([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/hotspots.geojson")] HttpRequest request, CancellationToken ct) =>
        (await list.RunAsync(request.Query["kelurahan"], request.Query["status"], ct)).ToResult(HotspotMap.Answer);

    [Function("ReadHotspot")]
    [Api("officials", "A point with its provider, line and cost", Answer = typeof(HotspotDetail), Problems = [401, 403, 404])]
    public async Task<IResult> Read([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/hotspots/{id}")] HttpRequest request, string id, CancellationToken ct) =>
        (await manage.ReadAsync(id, request.Caller(), ct)).ToResult(d => Versions.Tagged(d, d.Hotspot.Version));

    [Function("ChangeHotspot")]
    [Api("city admin", "Enter or change a point; paused ones alert nobody, retired ones are gone", Body = typeof(HotspotBody), Answer = typeof(HotspotDetail), Headers = [IfMatch], Problems = [400, 401, 403, 412, 413, 415, 428])]
    public Task<IResult> Change([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/hotspots/{id}")] HttpRequest request, string id, CancellationToken ct) =>
        request.BindJson(json => request.WithVersion(seen => manage.ChangeAsync(id, json, seen, request.Caller(), ct)), d => Versions.Tagged(d, d.Hotspot.Version), ct);

    [Function("ReadPingKey")]
    [Api("city admin", "The ping key of a point", Answer = typeof(PingKeyView), Problems = [401, 403, 404])]
    public async Task<IResult> ReadKey([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/hotspots/{id}/key")] HttpRequest request, string id, CancellationToken ct) =>
        (await manage.KeyAsync(id, request.Caller(), ct)).ToResult(k => Versions.Tagged(k, k.Version));

    [Function("RotatePingKey")]
    [Api("city admin", "Make a new ping key; the one before holds for seven days", Answer = typeof(PingKeyView), Headers = [IfMatch], Problems = [400, 401, 403, 404, 412, 428])]
    public async Task<IResult> Rotate([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/hotspots/{id}/key")] HttpRequest request, string id, CancellationToken ct) =>
        (await request.WithVersion(seen => manage.RotateAsync(id, seen, request.Caller(), ct))).ToResult(k => Versions.Tagged(k, k.Version));
}
