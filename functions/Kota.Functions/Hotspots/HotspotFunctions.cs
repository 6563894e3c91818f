using Kota.Functions.Hotspots.UseCases;
using Kota.Kernel.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Functions.Hotspots;

/// <summary>What devices call, and what everybody may see of them.</summary>
public sealed class HotspotFunctions(TakePing ping, TakeReports reports, ListHotspots list)
{
    private const string Plain = "text/plain", Key = "!X-Kota-Ping-Key: ping key of the point";

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
}
