using Kota.Functions.Reports.Storage;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Security;

namespace Kota.Functions.Reports.UseCases;

/// <summary>A report that stands.</summary>
/// <param name="Kind">Daily or weekly.</param>
/// <param name="Date">Day of its cut-off.</param>
/// <param name="CutOff">What happened later is not in it.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="Files">Addresses of its files.</param>
public sealed record ReportView(string Kind, DateOnly Date, DateTimeOffset CutOff, DateTimeOffset MadeAt, IReadOnlyList<string> Files)
{
    internal static ReportView Of(ReportRow row) => new(
        row.PartitionKey, row.Date(), row.CutOff, row.MadeAt,
        [.. row.FileNames().Select(f => "/api/v1/reports/" + ReportKinds.Blob(row.PartitionKey, row.Date(), f))]);
}

/// <summary>A page of reports of one kind.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Next">Cursor of the next page; null on the last.</param>
public sealed record ReportPage(IReadOnlyList<ReportView> Items, string? Next);

/// <summary>Lists the reports of a kind.</summary>
public sealed class ListReports(ReportShelf shelf)
{
    private const int PageSize = 30;

    public async Task<Outcome<ReportPage>> RunAsync(string? kind, string? cursor, Caller caller, CancellationToken ct)
    {
        if (Require.Official(caller) is { } refused)
            return refused;
        kind = string.IsNullOrEmpty(kind) ? ReportKinds.Daily : kind;
        if (!ReportKinds.All.Contains(kind))
            return Failure.Invalid("/kind", "report-kind");
        var before = ReportInput.Day(cursor);
        if (before is null && !string.IsNullOrEmpty(cursor))
            return Failure.Invalid("/cursor", "cursor-malformed");
        var rows = await shelf.OlderAsync(kind, before, PageSize + 1, ct);
        var items = rows.Take(PageSize).Select(ReportView.Of).ToList();
        return new ReportPage(items, rows.Count > PageSize ? items[^1].Date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : null);
    }
}
