using System.Threading.RateLimiting;

namespace Kota.Functions.Submissions.Sms;

/// <summary>How much one number may report: in each instance, like the limits of guests, and never the gateway as a whole.</summary>
public sealed class SmsLimits : IDisposable
{
    /// <summary>Reports within an hour.</summary>
    public const int PerHour = 10;

    private readonly PartitionedRateLimiter<string> windows = PartitionedRateLimiter.Create<string, string>(number =>
        RateLimitPartition.GetSlidingWindowLimiter(number, static _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = PerHour,
            Window = TimeSpan.FromHours(1),
            SegmentsPerWindow = 6,
            QueueLimit = 0,
        }));

    /// <summary>Takes one report of this number; false when none is left.</summary>
    public bool Take(string number)
    {
        using var lease = windows.AttemptAcquire(number);
        return lease.IsAcquired;
    }

    public void Dispose() => windows.Dispose();
}
