using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using Kota.Kernel.Messaging;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Tables;

namespace Kota.Kernel.DeadLetters;

/// <summary>A dead letter as an operator sees it.</summary>
/// <param name="Queue">Queue that it came from.</param>
/// <param name="Key">Its key, for the address of a replay.</param>
/// <param name="Body">The message; null when it is too long for a row.</param>
/// <param name="Claim">Name of the claim that holds a long message.</param>
/// <param name="KeptAt">When the consumer gave up.</param>
/// <param name="ReplayedAt">When it was sent back; null while it was not.</param>
/// <param name="ReplayedBy">Subject of the operator who sent it back.</param>
public sealed record DeadLetter(string Queue, string Key, string? Body, string? Claim, DateTimeOffset KeptAt, DateTimeOffset? ReplayedAt, string? ReplayedBy);

/// <summary>One page, newest first.</summary>
/// <param name="Items">The letters.</param>
/// <param name="Next">Cursor of the next page; null on the last.</param>
public sealed record DeadLetterPage(IReadOnlyList<DeadLetter> Items, string? Next);

/// <summary>
/// Keeps messages that failed for good, so that an operator can look at them and send them back. A crash between keeping and the
/// end of the poison trigger keeps one twice; a crash between sending and marking lets one be sent twice. Both are harmless:
/// every consumer takes a message any number of times.
/// </summary>
public sealed class DeadLetterStore(KotaStorage storage, ClaimCheck claims, IMessageSender sender, TimeProvider time)
{
    /// <summary>Age at which replayed letters may go.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(90);

    private TableClient Table => storage.Table(DeadLetterRow.TableName);

    /// <summary>Keeps a message of this queue; gives its key.</summary>
    /// <param name="queue">Queue, without <c>-poison</c>.</param>
    /// <param name="body">The message, of any length and form.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<string> KeepAsync(string queue, string body, CancellationToken ct)
    {
        var row = DeadLetterRow.For(queue, time.GetUtcNow());
        if (body.Length <= Message.MaxInlineUnits)
            row.Body = body;
        else
            row.Claim = await claims.KeepAsync(body, ct).ConfigureAwait(false);
        if (!await Table.TryInsertAsync(row, ct).ConfigureAwait(false))
            throw new ContentionException("Two dead letters have one key.");
        return row.PublicKey;
    }

    /// <summary>The letters of a queue, newest first.</summary>
    /// <param name="queue">Queue, without <c>-poison</c>.</param>
    /// <param name="cursor">What the page before gave; null for the first.</param>
    /// <param name="take">How many, 1 to 100.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Outcome<DeadLetterPage>> ListAsync(string queue, string? cursor, int take, CancellationToken ct)
    {
        var after = cursor is null ? "" : DeadLetterRow.Parse(cursor);
        if (after is null)
            return Failure.Invalid("/cursor", "cursor-malformed");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {queue} and RowKey gt {after}");
        var rows = await Table.QueryAsync<DeadLetterRow>(filter, take + 1, cancellationToken: ct).Take(take + 1).ToListAsync(ct).ConfigureAwait(false);
        var items = rows.Take(take).Select(Show).ToList();
        return new DeadLetterPage(items, rows.Count > take ? items[^1].Key : null);
    }

    /// <summary>Sends a letter back to its queue, once.</summary>
    /// <param name="queue">Queue, without <c>-poison</c>.</param>
    /// <param name="key">Key as listed.</param>
    /// <param name="by">Subject of the operator.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Outcome<DeadLetter>> ReplayAsync(string queue, string key, string by, CancellationToken ct)
    {
        var row = DeadLetterRow.Parse(key) is { } rowKey
            ? await Table.FindAsync<DeadLetterRow>(DeadLetterRow.Partition(queue), rowKey, ct).ConfigureAwait(false)
            : null;
        if (row is null)
            return Failure.NotFound("dead-letter-unknown");
        if (row.Replayed)
            return Failure.Conflict("dead-letter-replayed");
        if (!(await BodyAsync(row, ct).ConfigureAwait(false)).Succeeded(out var body, out var gone))
            return gone;
        await sender.SendAsync(TopicLetters.OriginOf(queue), key, body, ct).ConfigureAwait(false);
        (row.Replayed, row.ReplayedAt, row.ReplayedBy) = (true, time.GetUtcNow(), by);
        return await Table.TryReplaceAsync(row, ct).ConfigureAwait(false) ? Show(row) : Failure.Conflict("dead-letter-replayed");
    }

    /// <summary>How many letters of a queue wait for an operator, counted no further than the limit.</summary>
    public async Task<int> CountAsync(string queue, int limit, CancellationToken ct)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {queue} and Replayed eq {false}");
        return await Table.QueryAsync<DeadLetterRow>(filter, limit, [nameof(DeadLetterRow.RowKey)], ct).Take(limit).CountAsync(ct).ConfigureAwait(false);
    }

    /// <summary>Maintenance: removes the replayed letters of a queue that are older than this; gives how many.</summary>
    public async Task<int> ScanAndRemoveReplayedAsync(string queue, TimeSpan age, CancellationToken ct)
    {
        var before = DeadLetterRow.KeyBefore(time.GetUtcNow() - age);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {queue} and RowKey gt {before} and Replayed eq {true}");
        var removed = 0;
        await foreach (var page in Table.QueryAsync<DeadLetterRow>(filter, TableBatch.MaxActions, cancellationToken: ct).AsPages().ConfigureAwait(false))
            removed += await Table.DeleteAllAsync(page.Values, ct).ConfigureAwait(false);
        return removed;
    }

    private async Task<Outcome<string>> BodyAsync(DeadLetterRow row, CancellationToken ct)
    {
        try
        {
            return row.Body ?? await claims.FetchAsync(row.Claim!, ct).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            // A claim lives for 90 days; the letter outlives it until somebody sends it back.
            return Failure.Conflict("dead-letter-body-gone");
        }
    }

    private static DeadLetter Show(DeadLetterRow row) =>
        new(row.PartitionKey, row.PublicKey, row.Body, row.Claim, row.KeptAt, row.ReplayedAt, row.ReplayedBy);
}
