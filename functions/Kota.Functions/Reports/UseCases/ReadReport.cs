using Kota.Functions.Reports.Output;
using Kota.Functions.Reports.Storage;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Security;

namespace Kota.Functions.Reports.UseCases;

/// <summary>Gives a file of a report.</summary>
public sealed class ReadReport(ReportShelf shelf)
{
    public async Task<Outcome<ReportFile>> RunAsync(string kind, string date, string file, Caller caller, CancellationToken ct)
    {
        if (Require.Official(caller) is { } refused)
            return refused;
        if (!ReportKinds.All.Contains(kind))
            return Failure.NotFound("report-unknown");
        if (ReportInput.Day(date) is not { } day)
            return Failure.Invalid("/date", "report-date");

        // Only names that the row lists: a blob may stand before its report does.
        if (await shelf.FindAsync(kind, day, ct) is not { } row || !row.FileNames().Contains(file))
            return Failure.NotFound("report-unknown");
        return await shelf.ReadAsync(kind, day, file, ct) is { } found
            ? new ReportFile($"{kind}-{date}-{file}", found.ContentType, found.Content)
            : Failure.NotFound("report-unknown");
    }
}
