using System.Globalization;
using Kota.Functions.Reports;
using Kota.Functions.Reports.UseCases;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Views;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Security;
using Kota.Portal.Forms;
using Kota.Portal.Pages.Admin;
using Kota.Portal.Rendering;
using Microsoft.AspNetCore.Http;

namespace Kota.Portal.Screens.Admin;

/// <summary>A report that stands.</summary>
/// <param name="Date">Day of its cut-off.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="Files">Its files, and what is in them.</param>
public sealed record ReportLine(DateOnly Date, DateTimeOffset MadeAt, IReadOnlyList<(string Path, string Text)> Files);

/// <summary>Reports of one kind.</summary>
/// <param name="Kind">Daily or weekly.</param>
/// <param name="Reports">Newest first.</param>
/// <param name="Pages">Addresses of the other pages.</param>
/// <param name="Again">The form that runs one again; null for those who may not.</param>
/// <param name="Fields">Its inputs.</param>
/// <param name="Done">What running one again has just shown.</param>
public sealed record ReportsModel(string Kind, IReadOnlyList<ReportLine> Reports, ListModel Pages, Draft? Again, IReadOnlyList<FieldModel> Fields, string? Done);

/// <summary>The reports that the timer makes: to fetch, and for the city admin to run again.</summary>
public sealed class ReportsScreen(ListReports list, RunReportAgain again, PageFrame frame)
{
    private const string Path = "/kelola/rekap", Form = "ulang", Same = "sama", Other = "beda", Csv = ".csv";

    public Task<IResult> ShowAsync(HttpRequest request, CancellationToken ct) =>
        DrawAsync(request, request.Query["kind"], Draft.Blank(Form), StatusCodes.Status200OK, ct);

    public async Task<IResult> RunAgainAsync(HttpRequest request, CancellationToken ct)
    {
        if (Require.CityAdmin(request.Caller()) is { } refused)
            return frame.Failed(request, refused);
        if (!(await EditForm.ReadAsync(request, ct)).Succeeded(out var form, out var failure))
            return frame.Failed(request, failure);
        var (kind, date) = (form["kind"], form["date"]);
        if ((await again.RunAsync(kind, date, request.Caller(), ct)).Succeeded(out var run, out failure))
            return new SeeOther(Of(kind, ("kabar", run.Same ? Same : Other), ("tanggal", date)));
        return failure.Kind == FailureKind.Invalid
            ? await DrawAsync(request, kind, new Draft(Form, form.Values, Draft.ErrorsOf(failure, request.Language()), ""), StatusCodes.Status400BadRequest, ct)
            : frame.Failed(request, failure);
    }

    private async Task<IResult> DrawAsync(HttpRequest request, string? asked, Draft draft, int status, CancellationToken ct)
    {
        if (!(await list.RunAsync(asked, request.Query["cursor"], request.Caller(), ct)).Succeeded(out var page, out var failure))
            return frame.Failed(request, failure);
        var (t, kind) = (new Words(request.Language()), string.IsNullOrEmpty(asked) ? ReportKinds.Daily : asked);
        var pages = new ListModel([], page.Next is { } next ? Of(kind, ("cursor", next)) : null, request.Query.ContainsKey("cursor") ? Of(kind) : null);
        var mayRun = request.Caller().Is(Role.CityAdmin);
        return frame.Show<ReportsPage, ReportsModel>(request, new ReportsModel(
            kind, [.. page.Items.Select(r => new ReportLine(r.Date, r.MadeAt, [.. r.Files.Select(f => (f, TextOf(f, t)))]))], pages,
            mayRun ? draft : null, mayRun ? Fields(draft, kind, t) : [], Done(request, t)), status);
    }

    private static string Of(string kind, params (string Name, string Value)[] more) =>
        Path + more.Aggregate(QueryString.Create("kind", kind), (query, part) => query.Add(part.Name, part.Value));

    private static IReadOnlyList<FieldModel> Fields(Draft draft, string kind, Words t)
    {
        var chosen = draft.Values.GetValueOrDefault("kind", kind);
        return
        [
            FormFields.Plain("kind", FieldType.Choice, t["reports-kind"], draft) with
            {
                Required = true, Value = chosen, Groups = [new OptionGroup(null, [.. ReportKinds.All.Select(k => new Named(k, t["reports-" + k]))])],
            },
            FormFields.Plain("date", FieldType.Date, t["reports-date"], draft) with { Required = true, Help = t["reports-date-help"] },
        ];
    }

    private static string? Done(HttpRequest request, Words t) =>
        DateOnly.TryParseExact(request.Query["tanggal"], FormValidator.DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? request.Query["kabar"].ToString() switch { Same => t.Of("reports-same", t.Day(day)), Other => t.Of("reports-other", t.Day(day)), _ => null }
            : null;

    // Tables stand apart as CSV, and together in the workbook and on the page that can be read.
    private static string TextOf(string address, Words t)
    {
        var file = address[(address.LastIndexOf('/') + 1)..];
        return file.EndsWith(Csv, StringComparison.Ordinal) ? t["reports-csv-" + file[..^Csv.Length]] : t["reports" + file[file.LastIndexOf('.')..].Replace('.', '-')];
    }
}
