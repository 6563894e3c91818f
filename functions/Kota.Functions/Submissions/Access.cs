using System.Security.Cryptography;
using System.Threading.RateLimiting;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Storage;
using Kota.Functions.Submissions.UseCases;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Security;

namespace Kota.Functions.Submissions;

/// <summary>Who asks for a submission.</summary>
/// <param name="Caller">Who is signed in.</param>
/// <param name="Pin">The PIN that a guest gave with this request.</param>
/// <param name="Tracked">The id whose PIN was given earlier, from a cookie that we signed.</param>
public sealed record Visitor(Caller Caller, string? Pin = null, string? Tracked = null);

/// <summary>In which capacities somebody stands before a submission. Empty: a member of the public.</summary>
public sealed class Access(Pepper pepper) : IDisposable
{
    private const int WrongPins = 5;

    private static readonly TimeSpan PinEvery = TimeSpan.FromMinutes(2);

    // A PIN has six digits: five wrong tries in ten minutes for an id, in each instance, keep guessing out of reach.
    private readonly PartitionedRateLimiter<string> wrongPins = PartitionedRateLimiter.Create<string, string>(id =>
        RateLimitPartition.GetTokenBucketLimiter(id, static _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = WrongPins,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = PinEvery,
            QueueLimit = 0,
        }));

    /// <summary>The capacities, or why a PIN is not even looked at.</summary>
    public Outcome<IReadOnlySet<Actor>> Capacities(Stored stored, Visitor visitor)
    {
        var capacities = new HashSet<Actor>();
        var (submission, caller) = (stored.Submission, visitor.Caller);
        if (submission.Reporter is null ? submission.Id == visitor.Tracked : submission.Reporter == caller.Subject)
            capacities.Add(Actor.Reporter);
        if (caller.WorksFor(submission.Agency))
            capacities.Add(Actor.Officer);
        if (caller.Is(Role.CityAdmin))
            capacities.Add(Actor.CityAdmin);
        if (visitor.Pin is { } pin)
        {
            if (wrongPins.GetAvailablePermits(submission.Id) == 0)
                return new Failure(FailureKind.TooMany, "too-many-pins") { RetryAfter = PinEvery };
            if (!IsPinOf(stored.Row, pin))
            {
                using var lease = wrongPins.AttemptAcquire(submission.Id);
                return Failure.Unauthenticated("wrong-pin");
            }

            capacities.Add(Actor.Reporter);
        }

        return capacities;
    }

    /// <summary>Whether this visitor may know that the submission exists.</summary>
    public static bool MaySee(Submission submission, IReadOnlySet<Actor> capacities) => submission.IsPublic || capacities.Count > 0;

    public void Dispose() => wrongPins.Dispose();

    private bool IsPinOf(SubmissionRow row, string pin) =>
        row.PinHash is { } hash && CryptographicOperations.FixedTimeEquals(hash, Submit.PinOf(pepper, row.RowKey, pin));
}

internal static class LimiterExtensions
{
    public static long GetAvailablePermits(this PartitionedRateLimiter<string> limiter, string key) =>
        limiter.GetStatistics(key)?.CurrentAvailablePermits ?? 1;
}
