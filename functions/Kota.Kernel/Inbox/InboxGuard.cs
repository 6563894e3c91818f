using Azure.Data.Tables;
using Kota.Kernel.Tables;
using Microsoft.Extensions.Logging;

namespace Kota.Kernel.Inbox;

/// <summary>Another instance works on the message. Thrown so that the message returns to its queue and is tried again.</summary>
public sealed class MessageClaimedException(string message) : Exception(message);

/// <summary>
/// Makes an effect outside our storage once for each message: claimed under a lease, made with the message id as its
/// idempotency key, then marked done. Only a process that dies between effect and mark repeats it, with the same key.
/// </summary>
public sealed partial class InboxGuard(KotaStorage storage, TimeProvider time, ILogger<InboxGuard> logger)
{
    /// <summary>How long a claim keeps others away. Shorter than the time in which a queue spends its five tries.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>Age at which done rows may go: far beyond the seven days that a queue keeps a message.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    // The effect is told to stop before others may take over; covers clocks of instances that differ by seconds.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    /// <summary>Runs an effect unless it was made before; true when it ran here.</summary>
    /// <param name="consumer">Code of the consumer; each has its own once.</param>
    /// <param name="messageId">Id of the envelope.</param>
    /// <param name="effect">Gets the idempotency key, and a token that ends before the lease does.</param>
    /// <param name="ct">Cancels the effect; never the mark after it.</param>
    /// <exception cref="MessageClaimedException">Somebody else works on it now.</exception>
    public async Task<bool> RunAsync(string consumer, string messageId, Func<string, CancellationToken, Task> effect, CancellationToken ct)
    {
        var table = storage.Table(InboxRow.TableName);
        var claim = await ClaimAsync(table, consumer, messageId, ct).ConfigureAwait(false);
        if (claim is null)
        {
            Log.Skipped(logger, consumer, messageId);
            return false;
        }

        using (var lease = new CancellationTokenSource(Lease - Margin, time))
        using (var either = CancellationTokenSource.CreateLinkedTokenSource(ct, lease.Token))
        {
            try
            {
                await effect(messageId, either.Token).ConfigureAwait(false);
            }
            catch
            {
                await ReleaseAsync(table, claim).ConfigureAwait(false);
                throw;
            }
        }

        claim.DoneAt = time.GetUtcNow();
        if (!await table.TryReplaceAsync(claim, CancellationToken.None).ConfigureAwait(false))
            Log.Overtaken(logger, consumer, messageId);
        return true;
    }

    /// <summary>Maintenance: removes the rows that have been done for longer than this; gives how many.</summary>
    public async Task<int> ScanAndRemoveDoneAsync(TimeSpan age, CancellationToken ct)
    {
        var table = storage.Table(InboxRow.TableName);
        var before = time.GetUtcNow() - age;
        var removed = 0;
        foreach (var partition in Bucket.All)
        {
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and DoneAt lt {before}");
            await foreach (var page in table.QueryAsync<InboxRow>(filter, TableBatch.MaxActions, cancellationToken: ct).AsPages().ConfigureAwait(false))
                removed += await table.DeleteAllAsync(page.Values, ct).ConfigureAwait(false);
        }

        return removed;
    }

    private async Task<InboxRow?> ClaimAsync(TableClient table, string consumer, string messageId, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var claim = InboxRow.For(consumer, messageId, now + Lease);
        if (await table.TryInsertAsync(claim, ct).ConfigureAwait(false))
            return claim;
        var seen = await table.FindAsync<InboxRow>(claim.PartitionKey, claim.RowKey, ct).ConfigureAwait(false);
        if (seen?.DoneAt is not null)
            return null;
        if (seen is null || seen.ClaimedUntil > now)
            throw new MessageClaimedException($"{consumer} works on this message until {seen?.ClaimedUntil:O}.");
        seen.ClaimedUntil = now + Lease;
        seen.Claims++;
        return await table.TryReplaceAsync(seen, ct).ConfigureAwait(false)
            ? seen
            : throw new MessageClaimedException($"{consumer} took over this message at the same moment.");
    }

    // Without it the next try would wait for the lease, though nobody works on the message.
    private async Task ReleaseAsync(TableClient table, InboxRow claim)
    {
        try
        {
            claim.ClaimedUntil = time.GetUtcNow();
            await table.TryReplaceAsync(claim, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // The effect's own exception matters more; the lease ends by itself.
            Log.NotReleased(logger, e.GetType().Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1121, LogLevel.Debug, "{Consumer} has done message {MessageId} before")]
        public static partial void Skipped(ILogger logger, string consumer, string messageId);

        [LoggerMessage(1122, LogLevel.Warning, "{Consumer} outlived its claim on message {MessageId}: the effect may have been made twice")]
        public static partial void Overtaken(ILogger logger, string consumer, string messageId);

        [LoggerMessage(1123, LogLevel.Warning, "A claim could not be released and ends with its lease: {Reason}")]
        public static partial void NotReleased(ILogger logger, string reason);
    }
}
