using Kota.Functions.Reports.Output;
using Kota.Functions.Reports.Storage;
using Kota.Kernel.Reference;
using Kota.Kernel.Time;
using Microsoft.Extensions.Logging;

namespace Kota.Functions.Reports.UseCases;

/// <summary>Makes the reports that are due, those of missed days too.</summary>
public sealed partial class MakeReports(
    ReportCases cases, ReportShelf shelf, ReportBook book, WorkingCalendar calendar, CalendarKeeper calendars, CityClock clock, ILogger<MakeReports> logger)
{
    private const int DaysBack = 14;

    public async Task RunAsync(CancellationToken ct)
    {
        var last = ReportKinds.LastDay(clock.Now);
        foreach (var kind in ReportKinds.All)
        {
            foreach (var day in await MissingAsync(kind, last, ct))
            {
                await MakeAsync(kind, day, ct);
                Log.Made(logger, kind, day);
            }
        }
    }

    /// <summary>Makes one and keeps it; where it stands already, it stays as it is.</summary>
    public async Task<ReportRow> MakeAsync(string kind, DateOnly day, CancellationToken ct) =>
        await shelf.PutAsync(kind, day, await FilesAsync(kind, day, ct), ct);

    /// <summary>The files as the facts now give them: for a past day the same as ever.</summary>
    public async Task<IReadOnlyList<ReportFile>> FilesAsync(string kind, DateOnly day, CancellationToken ct)
    {
        var cutOff = ReportKinds.CutOff(day);
        if (kind == ReportKinds.Daily)
            return book.Daily(LateCases.At(await cases.OpenAsync(cutOff, ct), cutOff, await calendars.AsOfAsync(cutOff, ct)), cutOff);
        var (from, to) = (CityClock.StartOf(day.AddDays(-7)), CityClock.StartOf(day));
        var active = await cases.ActiveAsync(null, from, to, ct);
        return ReportBook.Weekly(Enum.GetValues<FigureKey>().ToDictionary(by => by, by => Figures.Of(active, from, to, by)), day);
    }

    // Before the first report there is nothing to catch up with.
    private async Task<IReadOnlyList<DateOnly>> MissingAsync(string kind, DateOnly last, CancellationToken ct)
    {
        var due = Enumerable.Range(0, DaysBack).Select(n => last.AddDays(n - DaysBack + 1)).Where(d => ReportKinds.IsDue(kind, d, calendar)).ToList();
        var made = (await shelf.OlderAsync(kind, null, DaysBack + 1, ct)).Select(r => r.Date()).ToHashSet();
        return made.Count == 0 ? [.. due.TakeLast(1)] : [.. due.Where(d => d > made.Min() && !made.Contains(d))];
    }

    private static partial class Log
    {
        [LoggerMessage(2101, LogLevel.Information, "Report {Kind} of {Day} made")]
        public static partial void Made(ILogger logger, string kind, DateOnly day);
    }
}
