using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Kota.Kernel.Messaging;
using Kota.Kernel.Outbox;
using Kota.Kernel.Privacy;
using Kota.Kernel.Tables;

namespace Kota.Functions.Submissions.Storage;

/// <summary>How a follower can be told of news. Personal: never logged.</summary>
public sealed record FollowerContact(string? Email, string? Phone)
{
    /// <summary>What a reporter's personal fields say.</summary>
    public static FollowerContact In(Sensitive<string> personal)
    {
        var fields = StoredJson.Read<Dictionary<string, JsonElement>>(personal.Reveal());
        return new FollowerContact(Text("email"), Text("phone"));

        string? Text(string name) => fields.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }
}

/// <summary>A follower with the ways to tell of news.</summary>
/// <param name="Hash">Which follower: stable, and opaque.</param>
/// <param name="Subject">Subject of somebody signed in; null for a guest.</param>
/// <param name="Contact">What was given, or null.</param>
/// <param name="Language">id or en, in which news are written.</param>
/// <param name="Via">Id of the case that was merged into this one and brought the person; null for one who came by themselves.</param>
/// <param name="Confirmed">Whether whoever reads the address wants news there.</param>
public sealed record Follower(string Hash, string? Subject, Sensitive<FollowerContact>? Contact, string Language = "id", string? Via = null, bool Confirmed = false);

/// <summary>How a wish to follow ended.</summary>
public enum FollowResult
{
    /// <summary>The person follows since now.</summary>
    Added,

    /// <summary>The person followed already.</summary>
    Existed,

    /// <summary>The same key came with another request before.</summary>
    KeyReused,

    /// <summary>Too many wrote the submission at once; nothing was written.</summary>
    Busy,
}

/// <summary>Followers of submissions. Row and count on the head are one transaction, so that the count is exact.</summary>
public sealed class FollowerStore(KotaStorage storage, SubmissionStore submissions, OutboxRelay relay, FieldCipher cipher, TimeProvider time)
{
    // Each round one of those who write at once gets through.
    private const int Tries = 96;

    private readonly TableClient table = storage.Table(SubmissionRow.Table);

    /// <summary>Makes somebody a follower, once.</summary>
    /// <param name="seen">The submission.</param>
    /// <param name="follower">Whom; the hash is of the person.</param>
    /// <param name="bodyHash">HMAC of the request.</param>
    /// <param name="question">The message that asks whether the address is theirs; goes out with the write.</param>
    /// <param name="ct">Stops between tries.</param>
    public async Task<(FollowResult Result, SubmissionRow Head)> AddAsync(Stored seen, Follower follower, string bodyHash, OutboxRow? question, CancellationToken ct)
    {
        var id = seen.Submission.Id;
        var row = FollowerRow.For(id, follower.Hash, follower.Subject);
        (row.BodyHash, row.Since, row.WriteId) = (bodyHash, time.GetUtcNow(), Ulid.NewUlid().ToString());
        (row.Language, row.Via, row.Confirmed) = (follower.Language, follower.Via, follower.Confirmed);
        KeyRow? keyRow = null;
        if (follower.Contact is { } contact)
        {
            var key = cipher.NewKey();
            row.Contact = key.Seal(StoredJson.Write(contact.Reveal()), row.RowKey);
            keyRow = KeyRow.ForFollower(id, follower.Hash, key.Wrapped);
        }

        var head = seen.Row;
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            // The follower's row goes first: a repeated request then fails with 409 at it on Azurite; Azure promises no order.
            var batch = new TableBatch().Insert(row);
            if (keyRow is not null)
                batch.Insert(keyRow);
            var (done, next) = await CommitAsync(batch, head, 1, question, ct);
            if (done)
                return (FollowResult.Added, next);
            var there = await table.FindAsync<FollowerRow>(row.PartitionKey, row.RowKey, ct);
            head = await HeadAsync(id, ct);
            if (there is { Via.Length: > 0 } && follower.Via is null && !await StaysAsync(there, ct))
                continue;
            if (there is not null)
                return (there.WriteId == row.WriteId ? FollowResult.Added : there.BodyHash == bodyHash ? FollowResult.Existed : FollowResult.KeyReused, head);
        }

        return (FollowResult.Busy, head);
    }

    /// <summary>Ends it; true also when the person does not follow, false when too many write the submission at once.</summary>
    public async Task<bool> RemoveAsync(Stored seen, string hash, CancellationToken ct)
    {
        var (id, head) = (seen.Submission.Id, seen.Row);
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            if (await table.FindAsync<FollowerRow>(head.PartitionKey, FollowerRow.Key(id, hash), ct) is not { } row)
                return true;
            var batch = new TableBatch().Delete(row.PartitionKey, row.RowKey, row.ETag);
            if (await KeyAsync(id, hash, ct) is { } key)
                batch.Delete(key.PartitionKey, key.RowKey, key.ETag);
            if ((await CommitAsync(batch, head, -1, null, ct)).Done)
                return true;
            head = await HeadAsync(id, ct);
        }

        return false;
    }

    /// <summary>Everybody who follows a submission, with contacts.</summary>
    public async Task<IReadOnlyList<Follower>> ListAsync(string id, CancellationToken ct)
    {
        var keys = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        await foreach (var key in table.QueryAsync<KeyRow>(Range(id, KeyRow.FollowerPrefix(id)), cancellationToken: ct))
            keys[key.RowKey] = key.Wrapped;
        var followers = new List<Follower>();
        await foreach (var row in table.QueryAsync<FollowerRow>(Range(id, FollowerRow.Prefix(id)), cancellationToken: ct))
            followers.Add(Read(row, keys.GetValueOrDefault(KeyRow.FollowerKey(id, row.Hash))));
        return followers;
    }

    /// <summary>Hashes of those who followed it before an instant and can be told.</summary>
    public async Task<IReadOnlyList<string>> ReachableAsync(string id, DateTimeOffset before, CancellationToken ct) =>
        await table.QueryAsync<FollowerRow>(Range(id, FollowerRow.Prefix(id)), cancellationToken: ct)
            .Where(row => row is { Contact: not null, Confirmed: true } && row.Since < before).Select(row => row.Hash).ToListAsync(ct);

    /// <summary>One of them, or null.</summary>
    public async Task<Follower?> FindAsync(string id, string hash, CancellationToken ct) =>
        await table.FindAsync<FollowerRow>(SubmissionRow.Partition(id), FollowerRow.Key(id, hash), ct) is { } row ? Read(row, (await KeyAsync(id, hash, ct))?.Wrapped) : null;

    /// <summary>Whether the people of a merge follow the other already.</summary>
    public async Task<bool> WereBroughtAsync(string id, string target, DateTimeOffset at, CancellationToken ct) =>
        await table.FindAsync<BroughtRow>(SubmissionRow.Partition(id), BroughtRow.Key(id, target, at), ct) is not null;

    /// <summary>Notes that they do.</summary>
    public async Task NoteBroughtAsync(string id, string target, DateTimeOffset at, CancellationToken ct)
    {
        try
        {
            await table.AddEntityAsync(BroughtRow.For(id, target, at), ct);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            // Noted by another run of the same message.
        }
    }

    /// <summary>Whoever reads the address wants news there; false when nobody follows under this hash.</summary>
    public async Task<bool> ConfirmAsync(string id, string hash, CancellationToken ct)
    {
        if (await table.FindAsync<FollowerRow>(SubmissionRow.Partition(id), FollowerRow.Key(id, hash), ct) is not { } row)
            return false;
        await table.UpdateEntityAsync(
            new TableEntity(row.PartitionKey, row.RowKey) { [nameof(FollowerRow.Confirmed)] = true }, row.ETag, TableUpdateMode.Merge, ct);
        return true;
    }

    // Whoever came by a merge and now asks to follow does so by themselves: a split leaves them here. Empty, since a merge cannot clear.
    private async Task<bool> StaysAsync(FollowerRow row, CancellationToken ct)
    {
        try
        {
            await table.UpdateEntityAsync(new TableEntity(row.PartitionKey, row.RowKey) { [nameof(FollowerRow.Via)] = "" }, row.ETag, TableUpdateMode.Merge, ct);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            return false;
        }
    }

    /// <summary>Erases how to reach a follower, who stays counted; nothing when that is done already.</summary>
    public async Task SilenceAsync(string id, string hash, CancellationToken ct)
    {
        if (await KeyAsync(id, hash, ct) is { } key)
            await table.DeleteAllAsync([key], ct);
    }

    private Task<KeyRow?> KeyAsync(string id, string hash, CancellationToken ct) =>
        table.FindAsync<KeyRow>(SubmissionRow.Partition(id), KeyRow.FollowerKey(id, hash), ct);

    private Follower Read(FollowerRow row, byte[]? wrapped) => new(row.Hash, row.Subject, Open(row, wrapped), row.Language, row.Via is { Length: > 0 } ? row.Via : null, row.Confirmed);

    // A key that is gone was erased: the person stays counted and is told nothing more.
    private Sensitive<FollowerContact>? Open(FollowerRow row, byte[]? wrapped) => row.Contact is null || wrapped is null
        ? null
        : new Sensitive<FollowerContact>(StoredJson.Read<FollowerContact>(cipher.Unwrap(wrapped).Open(row.Contact, row.RowKey)));

    private async Task<(bool Done, SubmissionRow Head)> CommitAsync(TableBatch batch, SubmissionRow head, int change, OutboxRow? more, CancellationToken ct)
    {
        var next = head.WithFollowers(change);
        var now = time.GetUtcNow();
        var pointer = Message.Create(
            $"{head.RowKey}.{head.Version}.f{next.FollowersVersion}", SubmissionPointer.Type, new SubmissionPointer(head.RowKey, head.Version), now);
        var outbox = OutboxRow.For(head.PartitionKey, Destination.Queue(SubmissionPointer.Queue), pointer, now);
        batch.Replace(next, head.ETag).Insert(outbox);
        if (more is not null)
            batch.Insert(more);
        try
        {
            await batch.SubmitAsync(table, ct);
        }
        catch (TableTransactionFailedException e) when (e.Status is 404 or 409 or 412)
        {
            return (false, head);
        }

        await relay.RelayAsync(table, more is null ? [outbox] : [outbox, more]);
        return (true, next);
    }

    private async Task<SubmissionRow> HeadAsync(string id, CancellationToken ct) =>
        (await submissions.FindAsync(id, ct))?.Row ?? throw new InvalidOperationException("A submission that has followers is gone.");

    private static string Range(string id, string prefix) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {SubmissionRow.Partition(id)} and RowKey ge {prefix} and RowKey lt {prefix + "~"}");
}
