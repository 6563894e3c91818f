using Azure.Data.Tables;
using Kota.Functions.Submissions.Catalogue;
using Kota.Kernel.Idempotency;
using Kota.Kernel.Outbox;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Privacy;
using Kota.Kernel.Tables;

namespace Kota.Functions.Submissions.Storage;

/// <summary>
/// Reads and writes submissions. Every write is one entity-group transaction in the id's partition: head, events, photos,
/// key, marker and outbox rows take effect together or not at all.
/// </summary>
public sealed class SubmissionStore(KotaStorage storage, OutboxRelay relay, FieldCipher cipher, ServiceCatalogue catalogue, TimeProvider time)
{
    private readonly TableClient table = storage.Table(SubmissionRow.Table);

    /// <summary>Writes a new submission; when the id exists already, gives the one that is there. One that no row holds is refused.</summary>
    public async Task<Outcome<Added>> AddAsync(Change change, FirstWrite first, CancellationToken ct)
    {
        var writeId = Ulid.NewUlid().ToString();
        var submission = change.Submission;
        var head = SubmissionRow.For(submission, writeId);
        if (head.Document.Length > SubmissionRow.MaxDocument)
            return new Failure(FailureKind.TooLarge, "submission-too-large");
        head.BodyHash = first.BodyHash;
        head.PinHash = first.PinHash;
        head.FirstDue = submission.Due;
        var batch = new TableBatch().Insert(head);
        if (first.Personal is { } personal)
        {
            var key = cipher.NewKey();
            head.Personal = key.Seal(personal, submission.Id);
            batch.Insert(KeyRow.For(submission.Id, key.Wrapped));
        }

        var outbox = Append(batch, new Write(change, first.Photos), writeId);
        try
        {
            await batch.SubmitAsync(table, ct);
        }
        catch (TableTransactionFailedException e) when (e.Status == 409)
        {
            // Either the client asks again, or a response was lost and the SDK's own retry met the row of its first try.
            var there = await FindAsync(submission.Id, ct) ?? throw new InvalidOperationException("A submission exists and cannot be read.", e);
            return new Added(there, Existed: !await WroteAsync(submission.Id, 1, writeId, ct));
        }

        await relay.RelayAsync(table, outbox);
        return new Added(new Stored(submission, head), Existed: false);
    }

    /// <summary>Writes a change over the version that was read. The new state is in the second part of the answer when it is done.</summary>
    public async Task<(CommitResult Result, Stored? Stored)> CommitAsync(Stored seen, Write write, CancellationToken ct)
    {
        for (var version = seen.Submission.Version; ;)
        {
            var (result, stored) = await TryCommitAsync(seen, write, ct);

            // A projection writes its keys to the head and so changes the row's ETag, but not the version: try again over it.
            if (result != CommitResult.Stale || await FindAsync(seen.Submission.Id, ct) is not { } now)
                return (result, stored);

            // The change that came between may be an earlier request with the same key, which had not written when its marker was looked for.
            if (now.Submission.Version != version)
                return (write.Key is { } key ? await ReplayOfAsync(seen.Submission.Id, key, ct) ?? result : result, null);
            seen = now;
        }
    }

    /// <summary>The present state, or null.</summary>
    public async Task<Stored?> FindAsync(string id, CancellationToken ct)
    {
        var row = await table.FindAsync<SubmissionRow>(SubmissionRow.Partition(id), SubmissionRow.Key(id), ct);
        return row is null ? null : new Stored(row.Submission(), row);
    }

    /// <summary>What the marker of a key says, before any work is done; null when the key is new.</summary>
    public async Task<CommitResult?> ReplayOfAsync(string id, ChangeKey key, CancellationToken ct)
    {
        var marker = await table.FindAsync<MarkerRow>(SubmissionRow.Partition(id), MarkerRow.Key(id, key.KeyHash), ct);
        return marker is null ? null : marker.BodyHash == key.BodyHash ? CommitResult.Replayed : CommitResult.KeyReused;
    }

    /// <summary>The history, oldest first.</summary>
    public async Task<IReadOnlyList<SubmissionEvent>> EventsAsync(string id, CancellationToken ct)
    {
        var prefix = EventRow.Prefix(id);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {SubmissionRow.Partition(id)} and RowKey ge {prefix} and RowKey lt {prefix + "~"}");
        var events = new List<SubmissionEvent>();
        await foreach (var row in table.QueryAsync<EventRow>(filter, cancellationToken: ct))
            events.Add(row.Event());
        return events;
    }

    /// <summary>One step of the history, or null.</summary>
    public async Task<SubmissionEvent?> EventAsync(string id, int seq, CancellationToken ct) =>
        (await table.FindAsync<EventRow>(SubmissionRow.Partition(id), EventRow.Key(id, seq), ct))?.Event();

    /// <summary>A photo, or null.</summary>
    public Task<PhotoRow?> PhotoAsync(string id, int number, CancellationToken ct) =>
        table.FindAsync<PhotoRow>(SubmissionRow.Partition(id), PhotoRow.Key(id, number), ct);

    /// <summary>JSON of the personal fields; null when there are none or they are erased.</summary>
    public async Task<Sensitive<string>?> PersonalAsync(SubmissionRow row, CancellationToken ct)
    {
        if (row.Personal is null)
            return null;
        var key = await table.FindAsync<KeyRow>(row.PartitionKey, KeyRow.Key(row.RowKey), ct);
        return key is null ? null : new Sensitive<string>(cipher.Unwrap(key.Wrapped).Open(row.Personal, row.RowKey));
    }

    private async Task<(CommitResult Result, Stored? Stored)> TryCommitAsync(Stored seen, Write write, CancellationToken ct)
    {
        var writeId = Ulid.NewUlid().ToString();
        var submission = write.Change.Submission;
        var head = seen.Row.With(submission, writeId);
        var batch = new TableBatch();

        // The marker goes first: a retry then fails with 409 at that row on Azurite. On Azure the order of checks is not
        // promised, so after a 412 the marker is read too.
        if (write.Key is { } key)
            batch.Insert(MarkerRow.For(seen.Row.PartitionKey, submission.Id, key.KeyHash, key.BodyHash, submission.Version, writeId));
        batch.Replace(head, seen.Row.ETag);
        var outbox = Append(batch, write, writeId);
        try
        {
            await batch.SubmitAsync(table, ct);
        }
        catch (TableTransactionFailedException e) when (e.Status is 409 or 412)
        {
            return (await WhoWroteAsync(submission.Id, write, writeId, ct), null);
        }

        await relay.RelayAsync(table, outbox);
        return (CommitResult.Done, new Stored(submission, head));
    }

    private List<OutboxRow> Append(TableBatch batch, Write write, string writeId)
    {
        var id = write.Change.Submission.Id;
        foreach (var step in write.Change.Events)
            batch.Insert(EventRow.For(id, step, writeId));
        foreach (var photo in write.Photos)
            batch.Insert(photo);
        var submission = write.Change.Submission;
        var closed = catalogue.Get(submission.Service).State(submission.State).Status == StateStatus.Closed;
        var outbox = SubmissionOutbox.Rows(write.Change, write.Pointer, closed, time.GetUtcNow());
        foreach (var row in outbox)
            batch.Insert(row);
        return outbox;
    }

    // After a 409 or 412: our own write whose response was lost, an earlier request with the same key, or somebody else.
    private async Task<CommitResult> WhoWroteAsync(string id, Write write, string writeId, CancellationToken ct)
    {
        if (await WroteAsync(id, write.Change.Submission.Version, writeId, ct))
            return CommitResult.Replayed;
        return write.Key is { } key ? await ReplayOfAsync(id, key, ct) ?? CommitResult.Stale : CommitResult.Stale;
    }

    private async Task<bool> WroteAsync(string id, int seq, string writeId, CancellationToken ct)
    {
        var row = await table.GetEntityIfExistsAsync<EventRow>(SubmissionRow.Partition(id), EventRow.Key(id, seq), [nameof(EventRow.WriteId)], ct);
        return row.HasValue && row.Value!.WriteId == writeId;
    }
}
