using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Kota.Kernel.Tables;
using Microsoft.Extensions.Logging;

namespace Kota.Kernel.Leasing;

/// <summary>Lets one instance at a time do a named piece of work, by a lease on an empty blob of that name.</summary>
public sealed class BlobLeaser(KotaStorage storage, TimeProvider time, ILogger<BlobLeaser> logger)
{
    /// <summary>Name of the container.</summary>
    public const string Container = "leases";

    /// <summary>How long a lease outlives a holder that dies. The service allows 15 to 60 seconds.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>The lease, or null when another holds it.</summary>
    /// <param name="name">Name of the work, in characters that blob names may have.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<HeldLease?> TryAcquireAsync(string name, CancellationToken ct)
    {
        var blob = storage.Container(Container).GetBlobClient(name);
        // The id is ours to choose, so a retry after a lost response acquires the same lease once more instead of meeting it.
        var lease = blob.GetBlobLeaseClient(Guid.NewGuid().ToString());
        try
        {
            try
            {
                await lease.AcquireAsync(Length, cancellationToken: ct).ConfigureAwait(false);
            }
            catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobNotFound)
            {
                await CreateAsync(blob, ct).ConfigureAwait(false);
                await lease.AcquireAsync(Length, cancellationToken: ct).ConfigureAwait(false);
            }
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.LeaseAlreadyPresent)
        {
            return null;
        }

        return new HeldLease(lease, name, time, logger);
    }

    /// <summary>The lease, as soon as it is free; null when it was not within the time given.</summary>
    public async Task<HeldLease?> AcquireAsync(string name, TimeSpan wait, CancellationToken ct)
    {
        for (var until = time.GetUtcNow() + wait; ; await Task.Delay(Pause, time, ct).ConfigureAwait(false))
        {
            if (await TryAcquireAsync(name, ct).ConfigureAwait(false) is { } held)
                return held;
            if (time.GetUtcNow() + Pause > until)
                return null;
        }
    }

    private static async Task CreateAsync(BlobClient blob, CancellationToken ct)
    {
        try
        {
            var onlyNew = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
            await blob.UploadAsync(BinaryData.Empty, onlyNew, ct).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            // Another instance made it, and may hold it by now.
        }
    }
}
