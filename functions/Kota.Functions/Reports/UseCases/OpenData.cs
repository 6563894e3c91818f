using System.Globalization;
using Kota.Functions.Reports.Output;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Time;

namespace Kota.Functions.Reports.UseCases;

/// <summary>What Satu Data Indonesia (Perpres 39/2019) asks to be said of a data set.</summary>
public sealed record DatasetMetadata(
    string Title, string Definition, IReadOnlyDictionary<string, string> Units, string Source, string Licence, string UpdateCycle, string Suppression);

/// <summary>Figures of a month and a key. Left out: a number that is hidden because it, or another with it, is small.</summary>
public sealed record OpenDataRow(
    string Month, string Key, int? Opened, int? Answered, double? MedianDays, double? P90Days, double? LateShare, int? Reopened, int? Bounces, int? Merged);

/// <summary>A data set.</summary>
public sealed record OpenDataSet(DatasetMetadata Metadata, FigureKey By, IReadOnlyList<OpenDataRow> Rows);

/// <summary>
/// Figures for everybody. Whole months only, and each month is hidden by itself without a total: spans of days that overlap would
/// give hidden numbers away by subtraction.
/// </summary>
public sealed class OpenData(ReadFigures figures, CityClock clock)
{
    private const int MaxMonths = 24;
    private const string Service = "sambat";

    private static readonly string[] Columns = ["month", "key", "opened", "answered", "median_days", "p90_days", "late_share", "reopened", "bounces", "merged"];

    public async Task<Outcome<OpenDataSet>> RunAsync(string? from, string? to, string? by, CancellationToken ct)
    {
        var (first, last) = (ReportInput.Month(from), ReportInput.Month(to));
        var errors = new List<FieldError>();
        if (first is null)
            errors.Add(new FieldError("/from", "report-month"));
        if (last is null)
            errors.Add(new FieldError("/to", "report-month"));
        if (ReportInput.By(by) is not { } key)
            return Failure.Invalid([.. errors, new FieldError("/by", "report-by")]);
        if (errors.Count > 0)
            return Failure.Invalid(errors);
        if (last < first)
            return Failure.Invalid("/to", "report-span-backwards");
        if (first!.Value.AddMonths(MaxMonths) <= last)
            return Failure.Invalid("/to", "report-months-many", MaxMonths);

        // The month that runs is left out: from one day to the next its numbers would tell of single cases.
        var rows = new List<OpenDataRow>();
        for (var month = first.Value; month <= last && month.AddMonths(1) <= clock.Today; month = month.AddMonths(1))
            rows.AddRange(Hide(month, await figures.OfAsync(Service, month, month.AddMonths(1).AddDays(-1), key, ct)));
        return new OpenDataSet(OpenDataTexts.Metadata, key, rows);
    }

    public static ReportFile ToCsv(OpenDataSet set) => SheetFiles.ToCsv("sambat.csv", new Sheet("sambat", "SAMBAT", Columns,
        [.. set.Rows.Select(r => new object?[] { r.Month, r.Key, r.Opened, r.Answered, r.MedianDays, r.P90Days, r.LateShare, r.Reopened, r.Bounces, r.Merged })]));

    internal static IReadOnlyList<OpenDataRow> Hide(DateOnly month, IReadOnlyList<FigureRow> all)
    {
        var rows = all.Where(r => r.Key is not null).ToList();
        IReadOnlyList<int?> Column(Func<FigureRow, int> count) => SmallNumbers.Hide(rows.ConvertAll(r => count(r)));
        var (opened, answered) = (Column(r => r.Opened), Column(r => r.Answered));
        var (reopened, bounces, merged) = (Column(r => r.Reopened), Column(r => r.Bounces), Column(r => r.Merged));
        return [.. rows.Select((r, i) =>
        {
            var told = answered[i] is >= Figures.Smallest;
            return new OpenDataRow(
                month.ToString("yyyy-MM", CultureInfo.InvariantCulture), r.Key!, opened[i], answered[i],
                told ? r.MedianDays : null, told ? r.P90Days : null, told ? Coarse(r.LateShare, r.Answered) : null, reopened[i], bounces[i], merged[i]);
        })];
    }

    // A share times its basis is a count again: one under the limit, or that far from all, is hidden like one.
    internal static double? Coarse(double? share, int basis)
    {
        var late = (int)Math.Round((share ?? 0) * basis);
        return late is > 0 and < Figures.Smallest || basis - late is > 0 and < Figures.Smallest ? null : share;
    }
}
