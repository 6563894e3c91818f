using Kota.Functions.Submissions.UseCases;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Functions.Submissions;

/// <summary>Everything that submissions do by the clock. Schedules are in UTC.</summary>
public sealed class SubmissionTimers(EscalateOverdue escalate)
{
    [Function("EscalateOverdue")]
    public Task Escalate([TimerTrigger("20 * * * * *")] TimerInfo timer, CancellationToken ct) => escalate.RunAsync(ct);
}
