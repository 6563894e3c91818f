using Kota.Functions.Operations.UseCases;
using Kota.Kernel.DeadLetters;
using Kota.Kernel.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Functions.Operations;

public sealed class OperationsFunctions(ListDeadLetters list, ReplayDeadLetter replay, CheckReadiness readiness)
{
    [Function("ListDeadLetters")]
    [Api("city admin", "Messages that failed for good, newest first", Answer = typeof(DeadLetterPage),
        Query = ["queue: queue that they came from", "cursor: where the page before ended"], Problems = [400, 401, 403, 404])]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/operations/dead-letters")] HttpRequest request, CancellationToken ct) =>
        (await list.RunAsync(request.Caller(), request.Query["queue"], request.Query["cursor"], ct)).ToResult(TypedResults.Ok);

    [Function("ReplayDeadLetter")]
    [Api("city admin", "Send a failed message back to its queue, once", Answer = typeof(DeadLetter), Problems = [401, 403, 404, 409])]
    public async Task<IResult> ReplayAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/operations/dead-letters/{queue}/{key}/replay")] HttpRequest request,
        string queue,
        string key,
        CancellationToken ct) =>
        (await replay.RunAsync(request.Caller(), queue, key, ct)).ToResult(TypedResults.Ok);

    [Function("Live")]
    [Api("everyone", "Whether the process answers", Answer = typeof(Health))]
    public Task<IResult> LiveAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "healthz/live")] HttpRequest request) =>
        Task.FromResult<IResult>(TypedResults.Ok(Health.Alive));

    [Function("Ready")]
    [Api("everyone", "Whether storage answers and messages flow; 503 with the same body when not", Answer = typeof(Health))]
    public async Task<IResult> ReadyAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "healthz/ready")] HttpRequest request, CancellationToken ct)
    {
        var health = await readiness.RunAsync(ct);
        return TypedResults.Json(health, statusCode: health.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
