using Kota.Kernel.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Functions.Calendar;

/// <summary>The days on which the city does not work: everybody may read them, the city admin changes them after a decree.</summary>
public sealed class CalendarFunctions(ReadHolidays read, ChangeHolidays change)
{
    [Function("ReadHolidays")]
    [Api("everyone", "National holidays and collective leave by which clocks count", Answer = typeof(HolidaysView))]
    public async Task<IResult> Read([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/holidays")] HttpRequest request, CancellationToken ct) =>
        (await read.RunAsync(request.Caller(), ct)).ToResult(v => Versions.Tagged(v, v.Version));

    [Function("ChangeHolidays")]
    [Api("city admin", "Replace the days off; clocks that start or go on from then count by them, within half a minute everywhere", Body = typeof(HolidaysBody), Answer = typeof(HolidaysView), Headers = ["!If-Match: version that was seen, as \"3\"; \"0\" while the built-in days hold"], Problems = [400, 401, 403, 412, 413, 415, 428])]
    public Task<IResult> Change([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/holidays")] HttpRequest request, CancellationToken ct) =>
        request.BindJson(json => request.WithVersion(seen => change.RunAsync(json, seen, request.Caller(), ct)), v => Versions.Tagged(v, v.Version), ct);

    [Function("ListHolidayVersions")]
    [Api("officials", "What the days off were, the newest twenty versions", Answer = typeof(IReadOnlyList<HolidaysView>), Problems = [401, 403])]
    public async Task<IResult> History([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/holidays/versions")] HttpRequest request, CancellationToken ct) =>
        (await read.HistoryAsync(request.Caller(), ct)).ToResult(TypedResults.Ok);

    [Function("ReadHolidayVersion")]
    [Api("officials", "The days off as they were", Answer = typeof(HolidaysView), Problems = [401, 403, 404])]
    public async Task<IResult> Version([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/holidays/versions/{version:int}")] HttpRequest request, int version, CancellationToken ct) =>
        (await read.VersionAsync(version, request.Caller(), ct)).ToResult(TypedResults.Ok);
}
