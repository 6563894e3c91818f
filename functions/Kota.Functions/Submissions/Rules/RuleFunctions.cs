using Kota.Functions.Submissions.Views;
using Kota.Kernel.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Functions.Submissions.Rules;

/// <summary>The rules that the city admin changes while Kota runs: routing, answer templates, reasons, banned words.</summary>
public sealed class RuleFunctions(ReadRules read, ChangeRules change)
{
    [Function("ReadRules")]
    [Api("officials", "Rules of a service: routing, templates, reasons or banned-words", Answer = typeof(RulesView), Problems = [401, 403, 404])]
    public async Task<IResult> Read([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/services/{code}/rules/{kind}")] HttpRequest request, string code, string kind, CancellationToken ct) =>
        (await read.RunAsync(code, kind, null, request.Caller(), ct)).ToResult(v => Versions.Tagged(v, v.Version));

    [Function("ChangeRules")]
    [Api("city admin", "Replace the rules of a service", Body = typeof(RoutingRules), Answer = typeof(RulesView), Headers = ["!If-Match: version that was seen, as \"3\"; \"0\" where there are none yet"], Problems = [400, 401, 403, 404, 412, 413, 415, 428])]
    public Task<IResult> Change([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/services/{code}/rules/{kind}")] HttpRequest request, string code, string kind, CancellationToken ct) =>
        request.BindJson(json => request.WithVersion(seen => change.RunAsync(new RulesWish(code, kind, json, seen), request.Caller(), ct)), v => Versions.Tagged(v, v.Version), ct);

    [Function("ListRuleVersions")]
    [Api("officials", "What the rules of a service were, newest first", Answer = typeof(Page<RulesView>), Query = ["cursor"], Problems = [400, 401, 403, 404])]
    public async Task<IResult> History([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/services/{code}/rules/{kind}/versions")] HttpRequest request, string code, string kind, CancellationToken ct) =>
        (await read.HistoryAsync(code, kind, request.Query["cursor"], request.Caller(), ct)).ToResult(TypedResults.Ok);

    [Function("ReadRuleVersion")]
    [Api("officials", "The rules of a service as they were", Answer = typeof(RulesView), Problems = [401, 403, 404])]
    public async Task<IResult> Version([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/services/{code}/rules/{kind}/versions/{version:int}")] HttpRequest request, string code, string kind, int version, CancellationToken ct) =>
        (await read.RunAsync(code, kind, version, request.Caller(), ct)).ToResult(TypedResults.Ok);
}
