using Microsoft.Azure.Functions.Worker;

namespace Kota.Functions.Submissions.Notices;

/// <summary>The rounds of notices. Schedules are in UTC.</summary>
public sealed class NoticeTimers(DeliverNotice deliver)
{
    [Function("SendWaitingNotices")]
    public Task Send([TimerTrigger("50 * * * * *")] TimerInfo timer, CancellationToken ct) => deliver.RunAllAsync(ct);
}
