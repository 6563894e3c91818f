using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Kota.EmbeddedHost.Queues;

namespace Kota.EmbeddedHost.Timers;

/// <summary>
/// A lease on a blob, held as long as its holder works: of several hosts on one storage one has it. The lease runs by the
/// storage's clock, so it is renewed by the system's clock, whatever clock the product has.
/// </summary>
internal sealed partial class HostLease(HostStorage storage, ILogger<HostLease> logger)
{
    /// <summary>The shortest lease that Azure gives: a host that was killed is followed within this time.</summary>
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(2);

    /// <summary>Waits for the lease, works while it lasts, and begins again when it is lost.</summary>
    /// <param name="name">Name of the blob.</param>
    /// <param name="work">Told to stop when the lease is lost or the host ends.</param>
    /// <param name="stop">Ends the host.</param>
    public async Task HoldAsync(string name, Func<CancellationToken, Task> work, CancellationToken stop)
    {
        var blob = storage.Container.GetBlobClient(name);
        while (!stop.IsCancellationRequested)
        {
            if (await AcquireAsync(blob, stop).ConfigureAwait(false) is { } lease)
                await WorkAsync(lease, name, work, stop).ConfigureAwait(false);
            else
                await Task.Delay(TryAgainAfter, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WorkAsync(BlobLeaseClient lease, string name, Func<CancellationToken, Task> work, CancellationToken stop)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var renewal = RenewAsync(lease, name, lost);
        try
        {
            await work(lost.Token).ConfigureAwait(false);
        }
        finally
        {
            await lost.CancelAsync().ConfigureAwait(false);
            await renewal.ConfigureAwait(false);
            await ReleaseAsync(lease).ConfigureAwait(false);
        }
    }

    private async Task<BlobLeaseClient?> AcquireAsync(BlobClient blob, CancellationToken stop)
    {
        try
        {
            await CreateAsync(blob, stop).ConfigureAwait(false);
            var lease = blob.GetBlobLeaseClient();
            await lease.AcquireAsync(Length, cancellationToken: stop).ConfigureAwait(false);
            return lease;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return null;
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            Log.Unreachable(logger, blob.Name, e.GetType().Name);
            return null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static async Task CreateAsync(BlobClient blob, CancellationToken stop)
    {
        if (await blob.ExistsAsync(stop).ConfigureAwait(false))
            return;
        try
        {
            await blob.GetParentBlobContainerClient().CreateIfNotExistsAsync(cancellationToken: stop).ConfigureAwait(false);
            await blob.UploadAsync(BinaryData.Empty, overwrite: false, stop).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            // Another host made it, and may hold its lease already.
        }
    }

    private async Task RenewAsync(BlobLeaseClient lease, string name, CancellationTokenSource lost)
    {
        var renewedAt = TimeProvider.System.GetTimestamp();
        while (!lost.IsCancellationRequested)
        {
            await Task.Delay(RenewEvery, lost.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (lost.IsCancellationRequested)
                return;
            try
            {
                var asked = TimeProvider.System.GetTimestamp();
                await lease.RenewAsync(cancellationToken: lost.Token).ConfigureAwait(false);
                renewedAt = asked;
            }
            catch (Exception e) when (!lost.IsCancellationRequested)
            {
                // One failure may pass; without a renewal for the lease's length another host may hold it.
                if (e is RequestFailedException { Status: 404 or 409 or 412 } || TimeProvider.System.GetElapsedTime(renewedAt) > Length - RenewEvery)
                {
                    Log.Lost(logger, name, e.GetType().Name);
                    await lost.CancelAsync().ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private static async Task ReleaseAsync(BlobLeaseClient lease)
    {
        try
        {
            using var limit = new CancellationTokenSource(RenewEvery);
            await lease.ReleaseAsync(cancellationToken: limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RequestFailedException or OperationCanceledException or AggregateException or IOException)
        {
            // It runs out by itself.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2101, LogLevel.Warning, "Lease {Name} cannot be asked for: {Reason}")]
        public static partial void Unreachable(ILogger logger, string name, string reason);

        [LoggerMessage(2102, LogLevel.Warning, "Lease {Name} is lost: {Reason}")]
        public static partial void Lost(ILogger logger, string name, string reason);
    }
}
