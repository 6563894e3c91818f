using Microsoft.Azure.Functions.Worker;

namespace Kota.Functions.Submissions.Notices;

/// <summary>The rounds of notices. Schedules are in UTC.</summary>
public sealed class NoticeTimers(DeliverNotice deliver, Digests digests)
{
    /// <summary>When the day's digests go out, in Malang's time.</summary>
    internal static readonly TimeSpan DigestAt = new(6, 30, 0);

    [Function("SendWaitingNotices")]
    public Task Send([TimerTrigger("50 * * * * *")] TimerInfo timer, CancellationToken ct) => deliver.RunAllAsync(ct);

    // 06:30 WIB, before the offices open.
    [Function("SendDigests")]
    public Task Digest([TimerTrigger("0 30 23 * * *")] TimerInfo timer, CancellationToken ct) => digests.RunAsync(ct);
}
