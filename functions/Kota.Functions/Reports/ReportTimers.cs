using Kota.Functions.Reports.UseCases;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Functions.Reports;

/// <summary>Everything that reports do by the clock. Schedules are in UTC.</summary>
public sealed class ReportTimers(MakeReports make)
{
    // 07:01 WIB: by then the facts of the last moment before the cut-off at 07:00 have arrived.
    [Function("MakeReports")]
    public Task Make([TimerTrigger("0 1 0 * * *")] TimerInfo timer, CancellationToken ct) => make.RunAsync(ct);
}
