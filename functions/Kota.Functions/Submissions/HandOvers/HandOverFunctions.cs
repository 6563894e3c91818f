using Kota.Functions.Submissions.Intake;
using Kota.Kernel.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Functions.Submissions.HandOvers;

/// <summary>What an officer leaves behind goes to another.</summary>
public sealed class HandOverFunctions(AskHandOver ask)
{
    [Function("AddHandOver")]
    [Api("agency head, city admin", "Give one officer's open submissions to another of the agency; runs in the background", Body = typeof(HandOverBody), Answer = typeof(HandOverView), Success = 202, Headers = ["Idempotency-Key: repeats of the same request take effect once"], Problems = [400, 401, 403, 404, 413, 415, 422])]
    public Task<IResult> Add([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/agencies/{code}/handovers")] HttpRequest request, string code, CancellationToken ct) =>
        IdempotencyKey.Read(request).ToResultAsync(key => request.BindJson(
            json => ask.AddAsync(code, json, key, request.Caller(), ct), view => TypedResults.Accepted($"/api/v1/agencies/{code}/handovers", view), ct));

    [Function("ListHandOvers")]
    [Api("agency head, city admin", "The hand-overs of an agency, newest first, with how far they are", Answer = typeof(IReadOnlyList<HandOverView>), Problems = [401, 403, 404])]
    public async Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/agencies/{code}/handovers")] HttpRequest request, string code, CancellationToken ct) =>
        (await ask.ListAsync(code, request.Caller(), ct)).ToResult(TypedResults.Ok);
}
