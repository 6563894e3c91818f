using Kota.Kernel.Http;
using Kota.Portal.Screens.Admin;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Portal;

/// <summary>Pages on which the city's people read how the work goes.</summary>
public sealed class ReportPages(ReportsScreen reports, FiguresScreen figures)
{
    private const string Html = "text/html", Form = "application/x-www-form-urlencoded";

    [Function("PageReports")]
    [Api("officials", "Reports of the days and weeks, with their files", AnswerType = Html, Query = ["kind: daily or weekly", "cursor"], Problems = [400, 401, 403])]
    public Task<IResult> Reports([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "kelola/rekap")] HttpRequest request, CancellationToken ct) =>
        reports.ShowAsync(request, ct);

    [Function("PageReportsAgain")]
    [Api("city admin", "Run a report of a past day again from its page", BodyTypes = [Form], Success = 303, Problems = [400, 401, 403, 404, 413, 415])]
    public Task<IResult> Again([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "kelola/rekap")] HttpRequest request, CancellationToken ct) =>
        reports.RunAgainAsync(request, ct);

    [Function("PageFigures")]
    [Api("officials", "Figures of a span of days", AnswerType = Html, Query = ["from: first day", "to: last day", "by: agency, category or kelurahan"], Problems = [400, 401, 403])]
    public Task<IResult> Figures([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "kelola/angka")] HttpRequest request, CancellationToken ct) =>
        figures.ShowAsync(request, ct);
}
