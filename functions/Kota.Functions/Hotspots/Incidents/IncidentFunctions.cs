using Kota.Kernel.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Functions.Hotspots.Incidents;

/// <summary>What everybody sees of outages, and what is done about them.</summary>
public sealed class IncidentFunctions(HandleIncidents incidents)
{
    [Function("ListIncidents")]
    [Api("everyone", "Outages of WiFi points that belong together: the open ones, or those of a month that have ended", Answer = typeof(IncidentList), Query = ["month: yyyy-MM", "cursor"], Problems = [400])]
    public async Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/incidents")] HttpRequest request, CancellationToken ct) =>
        (await incidents.ListAsync(request.Query["month"], request.Query["cursor"], request.Caller(), ct)).ToResult(TypedResults.Ok);

    [Function("ChangeIncident")]
    [Api("Diskominfo, city admin", "Take an open incident on, say its cause, add a note", Body = typeof(IncidentBody), Answer = typeof(IncidentView), Headers = ["!If-Match: version that was seen, as \"3\""], Problems = [400, 401, 403, 404, 412, 413, 415, 428])]
    public Task<IResult> Change([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/incidents/{id}")] HttpRequest request, string id, CancellationToken ct) =>
        request.BindJson(json => request.WithVersion(seen => incidents.ChangeAsync(id, json, seen, request.Caller(), ct)), i => Versions.Tagged(i, i.Version), ct);
}
