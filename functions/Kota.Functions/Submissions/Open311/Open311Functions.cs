using System.Globalization;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Functions.Submissions.Open311;

/// <summary>GeoReport v2 (https://wiki.open311.org/GeoReport_v2/): a second face on SAMBAT for clients that speak the standard.</summary>
public sealed class Open311Functions(Open311Services services, ListRequests list, CreateRequest create)
{
    private const string Xml = "application/json or text/xml";

    [Function("Open311Discovery")]
    [Api("everyone", "Open311: where this interface is and what it speaks", AnswerType = Xml, Problems = [404])]
    public Task<IResult> Discovery([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "open311/v2/discovery.{format}")] HttpRequest request, string format) =>
        Answer(format, () => Task.FromResult<Outcome<Open311Document>>(Open311Discovery.Of(request)));

    [Function("Open311Services")]
    [Api("everyone", "Open311: kinds of request", AnswerType = Xml, Problems = [404])]
    public Task<IResult> Services([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "open311/v2/services.{format}")] HttpRequest request, string format) =>
        Answer(format, () => Task.FromResult<Outcome<Open311Document>>(services.List(request.Language())));

    [Function("Open311Service")]
    [Api("everyone", "Open311: the attributes of a kind of request", AnswerType = Xml, Problems = [404])]
    public Task<IResult> Service([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "open311/v2/services/{code}.{format}")] HttpRequest request, string code, string format) =>
        Answer(format, () => Task.FromResult(services.Describe(code, request.Language())));

    [Function("Open311Requests")]
    [Api("everyone", "Open311: public requests, newest first", AnswerType = Xml, Query = ["service_request_id", "service_code", "start_date", "end_date", "status: open or closed", "page", "page_size: 1 to 1000"], Problems = [400, 404])]
    public Task<IResult> Requests([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "open311/v2/requests.{format}")] HttpRequest request, string format, CancellationToken ct) =>
        Answer(format, () => list.RunAsync(request, ct));

    [Function("Open311Create")]
    [Api("holders of an Open311 key", "Open311: file a request", BodyTypes = ["application/x-www-form-urlencoded"], AnswerType = Xml, Success = 201, Problems = [400, 403, 404, 413, 415, 422, 429])]
    public Task<IResult> Create([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "open311/v2/requests.{format}")] HttpRequest request, string format, CancellationToken ct) =>
        Answer(format, () => create.RunAsync(request, ct), StatusCodes.Status201Created);

    [Function("Open311Request")]
    [Api("everyone", "Open311: a public request", AnswerType = Xml, Problems = [404])]
    public Task<IResult> One([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "open311/v2/requests/{id}.{format}")] HttpRequest request, string id, string format, CancellationToken ct) =>
        Answer(format, () => list.FindAsync(request, id, ct));

    [Function("Open311Token")]
    [Api("everyone", "Open311: the request of a token", AnswerType = Xml, Problems = [404])]
    public Task<IResult> Token([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "open311/v2/tokens/{token}.{format}")] HttpRequest request, string token, string format, CancellationToken ct) =>
        Answer(format, () => list.TokenAsync(token, ct));

    private static async Task<IResult> Answer(string format, Func<Task<Outcome<Open311Document>>> run, int status = StatusCodes.Status200OK) =>
        Open311Formats.Knows(format.ToLower(CultureInfo.InvariantCulture))
            ? (await run()).ToResult(d => d.ToResult(format.ToLower(CultureInfo.InvariantCulture), status))
            : Failure.NotFound("format-unknown").ToResult();
}
