using Kota.Functions.Submissions.Intake;
using Kota.Kernel.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Functions.Submissions.Webhooks;

/// <summary>Webhooks on public cases, for anyone who is signed in.</summary>
public sealed class WebhookFunctions(ManageHooks hooks)
{
    [Function("AddWebhook")]
    [Api("signed in", "Be told of each step of public cases by a signed POST (Standard Webhooks)", Body = typeof(HookBody), Answer = typeof(HookView), Success = 201, Headers = ["Idempotency-Key: repeats of the same request take effect once"], Problems = [400, 401, 409, 413, 415, 422])]
    public Task<IResult> Add([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/webhooks")] HttpRequest request, CancellationToken ct) =>
        IdempotencyKey.Read(request).ToResultAsync(key => request.BindJson(
            json => hooks.AddAsync(json, key, request.Caller(), ct), hook => TypedResults.Created($"/api/v1/webhooks/{hook.Id}", hook), ct));

    [Function("ListWebhooks")]
    [Api("signed in", "The caller's webhooks", Answer = typeof(IReadOnlyList<HookView>), Problems = [401])]
    public async Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/me/webhooks")] HttpRequest request, CancellationToken ct) =>
        (await hooks.ListAsync(request.Caller(), ct)).ToResult(TypedResults.Ok);

    [Function("RemoveWebhook")]
    [Api("signed in", "End a webhook of the caller's; the city admin ends any", Success = 204, Problems = [401, 404])]
    public async Task<IResult> Remove([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/webhooks/{id}")] HttpRequest request, string id, CancellationToken ct) =>
        (await hooks.RemoveAsync(id, request.Caller(), ct)).ToResult(_ => TypedResults.NoContent());
}
