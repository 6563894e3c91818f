using Kota.Functions.Reports.Output;
using Kota.Functions.Reports.UseCases;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Functions.Reports;

/// <summary>Reports for the city's people, figures for everybody.</summary>
public sealed class ReportFunctions(ListReports list, ReadReport read, RunReportAgain again, ReadFigures figures, OpenData open, ReadLeague league)
{
    [Function("ListReports")]
    [Api("officials", "Reports of a kind, newest first", Answer = typeof(ReportPage), Query = ["kind: daily or weekly", "cursor"], Problems = [400, 401, 403])]
    public async Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/reports")] HttpRequest request, CancellationToken ct) =>
        (await list.RunAsync(request.Query["kind"], request.Query["cursor"], request.Caller(), ct)).ToResult(TypedResults.Ok);

    [Function("ReadReport")]
    [Api("officials", "A file of a report", AnswerType = "application/octet-stream", Problems = [400, 401, 403, 404])]
    public async Task<IResult> Read([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/reports/{kind}/{date}/{file}")] HttpRequest request, string kind, string date, string file, CancellationToken ct) =>
        (await read.RunAsync(kind, date, file, request.Caller(), ct)).ToResult(Download);

    [Function("RunReportAgain")]
    [Api("city admin", "Run a report of a past day again", Answer = typeof(ReportRun), Problems = [400, 401, 403, 404])]
    public async Task<IResult> Again([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/reports/{kind}/{date}")] HttpRequest request, string kind, string date, CancellationToken ct) =>
        (await again.RunAsync(kind, date, request.Caller(), ct)).ToResult(TypedResults.Ok);

    [Function("ReadFigures")]
    [Api("officials", "Figures of a span of days", Answer = typeof(FiguresView), Query = ["from: first day", "to: last day", "by: agency, category or kelurahan"], Problems = [400, 401, 403])]
    public async Task<IResult> ReadFigures([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/reports/figures")] HttpRequest request, CancellationToken ct) =>
        (await figures.RunAsync(request.Query["from"], request.Query["to"], request.Query["by"], request.Caller(), ct)).ToResult(TypedResults.Ok);

    [Function("OpenDataSambat")]
    [Api("everyone", "Open data of SAMBAT by month, small numbers hidden", Answer = typeof(OpenDataSet), Query = ["from: first month, as 2026-01", "to: last month", "by: agency, category or kelurahan", "format: json or csv"], Problems = [400])]
    public async Task<IResult> Sambat([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/open-data/sambat")] HttpRequest request, CancellationToken ct) =>
        request.Query["format"].ToString() is not ("" or "json" or "csv") ? Failure.Invalid("/format", "report-format").ToResult()
            : (await open.RunAsync(request.Query["from"], request.Query["to"], request.Query["by"], ct))
                .ToResult(s => request.Query["format"] == "csv" ? Download(OpenData.ToCsv(s)) : TypedResults.Ok(s));

    [Function("OpenDataLeague")]
    [Api("everyone", "How fast agencies answered in the last 90 days", Answer = typeof(League))]
    public async Task<IResult> ReadLeague([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/open-data/league")] HttpRequest request, CancellationToken ct) =>
        TypedResults.Ok(await league.RunAsync(request.Language(), ct));

    private static IResult Download(ReportFile file) => TypedResults.Bytes(file.Content, file.ContentType, file.Name);
}
