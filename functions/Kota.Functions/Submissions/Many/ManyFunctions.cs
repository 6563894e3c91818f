using Kota.Functions.Submissions.Intake;
using Kota.Kernel.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Functions.Submissions.Many;

/// <summary>One action on many submissions.</summary>
public sealed class ManyFunctions(ActOnMany act)
{
    [Function("ActOnMany")]
    [Api("agency, city admin", "Take one action on up to 50 submissions of an agency; each has an outcome of its own", Body = typeof(ManyInput), Answer = typeof(ManyResults), Headers = ["Idempotency-Key: counts on each submission by itself; repeats take effect once"], Problems = [400, 401, 403, 404, 413, 415])]
    public Task<IResult> Act([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/agencies/{code}/transitions")] HttpRequest request, string code, CancellationToken ct) =>
        IdempotencyKey.Read(request).ToResultAsync(key => request.BindJson(
            json => act.RunAsync(code, json, key, new Visitor(request.Caller()), ct), outcomes => TypedResults.Ok(ManyResults.Of(outcomes, request.Language())), ct));
}
