using Azure;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging;

namespace Kota.Kernel.Leasing;

/// <summary>A lease that is renewed until it is disposed of. Work under it ends when <see cref="Lost"/> is cancelled.</summary>
public sealed partial class HeldLease : IAsyncDisposable
{
    private static readonly TimeSpan RenewEvery = BlobLeaser.Length / 3;

    // Ends the work before the service gives the lease to another, even while a renewal hangs.
    private static readonly TimeSpan TrustedFor = BlobLeaser.Length - TimeSpan.FromSeconds(5);

    private readonly BlobLeaseClient lease;
    private readonly string name;
    private readonly ILogger logger;
    private readonly CancellationTokenSource lost;
    private readonly CancellationTokenSource stop = new();
    private readonly PeriodicTimer timer;
    private readonly Task renewing;

    internal HeldLease(BlobLeaseClient lease, string name, TimeProvider time, ILogger logger)
    {
        (this.lease, this.name, this.logger) = (lease, name, logger);
        lost = new CancellationTokenSource(TrustedFor, time);
        timer = new PeriodicTimer(RenewEvery, time);
        Lost = lost.Token;
        renewing = RenewAsync();
    }

    /// <summary>Cancelled when the lease is no longer surely ours.</summary>
    public CancellationToken Lost { get; }

    /// <summary>Stops renewing and gives the lease back.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await renewing.ConfigureAwait(false);
        try
        {
            await lease.ReleaseAsync(cancellationToken: CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException)
        {
            Log.NotReleased(logger, name, e.GetType().Name);
        }

        timer.Dispose();
        stop.Dispose();
        lost.Dispose();
    }

    private async Task RenewAsync()
    {
        try
        {
            while (await timer.WaitForNextTickAsync(stop.Token).ConfigureAwait(false))
            {
                if (await TryRenewAsync().ConfigureAwait(false) is not { } renewed)
                    continue;
                if (!renewed)
                {
                    await lost.CancelAsync().ConfigureAwait(false);
                    return;
                }

                lost.CancelAfter(TrustedFor);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Disposed of.
        }
    }

    // Null: storage did not answer; the next tick tries again, and Lost ends the work if none succeeds in time.
    private async Task<bool?> TryRenewAsync()
    {
        try
        {
            await lease.RenewAsync(cancellationToken: stop.Token).ConfigureAwait(false);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            Log.Lost(logger, name, e.ErrorCode);
            return false;
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException or IOException)
        {
            Log.NotRenewed(logger, name, e.GetType().Name);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1131, LogLevel.Warning, "Lease {Name} was lost: {Code}")]
        public static partial void Lost(ILogger logger, string name, string? code);

        [LoggerMessage(1132, LogLevel.Warning, "Lease {Name} could not be renewed yet: {Reason}")]
        public static partial void NotRenewed(ILogger logger, string name, string reason);

        [LoggerMessage(1133, LogLevel.Warning, "Lease {Name} could not be released and ends by itself: {Reason}")]
        public static partial void NotReleased(ILogger logger, string name, string reason);
    }
}
