using Kota.Functions.Reports.Storage;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Security;
using Kota.Kernel.Time;

namespace Kota.Functions.Reports.UseCases;

/// <summary>The outcome of a second run.</summary>
/// <param name="Report">The report as it stands.</param>
/// <param name="Same">Whether this run gave the very bytes that stand; false when facts of that day came in after it was made.</param>
public sealed record ReportRun(ReportView Report, bool Same);

/// <summary>Runs a report of a past day again: makes one that is missing, and compares one that stands.</summary>
public sealed class RunReportAgain(MakeReports make, ReportShelf shelf, WorkingCalendar calendar, CityClock clock)
{
    public async Task<Outcome<ReportRun>> RunAsync(string kind, string date, Caller caller, CancellationToken ct)
    {
        if (Require.CityAdmin(caller) is { } refused)
            return refused;
        if (!ReportKinds.All.Contains(kind))
            return Failure.NotFound("report-unknown");
        if (ReportInput.Day(date) is not { } day)
            return Failure.Invalid("/date", "report-date");
        if (day > ReportKinds.LastDay(clock.Now))
            return Failure.Invalid("/date", "report-date-future");
        if (!ReportKinds.IsDue(kind, day, calendar))
            return Failure.Invalid("/date", kind == ReportKinds.Daily ? "report-day-off" : "report-not-monday");

        var files = await make.FilesAsync(kind, day, ct);
        var row = await shelf.PutAsync(kind, day, files, ct);
        var same = true;
        foreach (var file in files)
            same &= await shelf.ReadAsync(kind, day, file.Name, ct) is { } stands && stands.Content.AsSpan().SequenceEqual(file.Content);
        return new ReportRun(ReportView.Of(row), same);
    }
}
