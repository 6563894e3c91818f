using Microsoft.Azure.Functions.Worker;

namespace Kota.Functions.Submissions.Lapor;

/// <summary>The rounds in which Kota speaks with LAPOR. Schedules are in UTC.</summary>
public sealed class LaporTimers(TellLapor tell, HearLapor hear)
{
    [Function("TellLapor")]
    public Task Tell([TimerTrigger("40 * * * * *")] TimerInfo timer, CancellationToken ct) => tell.RunAsync(ct);

    [Function("HearLapor")]
    public Task Hear([TimerTrigger("0 */15 * * * *")] TimerInfo timer, CancellationToken ct) => hear.RunAsync(ct);
}
