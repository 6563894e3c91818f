using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using Kota.Kernel.Security;
using Kota.Kernel.Tables;
using Kota.Kernel.Time;

namespace Kota.Functions.Identity;

/// <summary>Reads what a signed-in person is to the city. Kept for 30 seconds in each instance: so long a revoked role may still act.</summary>
public sealed class Subjects(KotaStorage storage, TimeProvider time)
{
    private const int MaxKept = 10_000;
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(30);

    private readonly TableClient table = storage.Table(SubjectRow.Table);
    private readonly ConcurrentDictionary<string, (Caller Caller, DateTimeOffset Until)> kept = new();

    /// <summary>The caller with this subject; somebody whom the table does not know is a citizen.</summary>
    public async ValueTask<Caller> FindAsync(string subject, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (kept.TryGetValue(subject, out var entry) && entry.Until > now)
            return entry.Caller;
        var row = await table.FindAsync<SubjectRow>(SubjectRow.Partition(subject), SubjectRow.Key(subject), ct);
        var caller = row is not null && row.HoldsOn(CityClock.LocalDate(now))
            ? new Caller(subject, row.RoleSet(), row.Agency, row.Kelurahan)
            : new Caller(subject, new HashSet<Role> { Role.Citizen }, null, null);
        if (kept.Count >= MaxKept)
            kept.Clear();
        kept[subject] = (caller, now + Life);
        return caller;
    }

    /// <summary>What stands of a person, or null.</summary>
    public Task<SubjectRow?> ReadAsync(string subject, CancellationToken ct) => table.FindAsync<SubjectRow>(SubjectRow.Partition(subject), SubjectRow.Key(subject), ct);

    /// <summary>What stood of a person at a version, or null.</summary>
    public Task<SubjectRow?> ReadVersionAsync(string subject, int version, CancellationToken ct) =>
        table.FindAsync<SubjectRow>(SubjectRow.Partition(subject), SubjectRow.VersionKey(subject, version), ct);

    /// <summary>What a person was, newest first.</summary>
    public ValueTask<List<SubjectRow>> VersionsAsync(string subject, int take, CancellationToken ct)
    {
        var prefix = SubjectRow.VersionPrefix(subject);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {SubjectRow.Partition(subject)} and RowKey ge {prefix} and RowKey lt {prefix + "~"}");
        return table.QueryAsync<SubjectRow>(filter, take, cancellationToken: ct).Take(take).ToListAsync(ct);
    }

    /// <summary>Everybody of an agency, by subject: a look at every partition, for a page that admins open now and then.</summary>
    public async Task<IReadOnlyList<SubjectRow>> ScanOfAgencyAsync(string agency, CancellationToken ct)
    {
        var found = await Task.WhenAll(Bucket.All.Select(bucket =>
            table.QueryAsync<SubjectRow>(TableClient.CreateQueryFilter($"PartitionKey eq {bucket} and Agency eq {agency}"), cancellationToken: ct)
                .Where(row => !row.RowKey.Contains(KeyPart.Separator)).ToListAsync(ct).AsTask()));
        return [.. found.SelectMany(rows => rows).OrderBy(row => row.RowKey, StringComparer.Ordinal)];
    }

    /// <summary>Writes a person over what was read, with the version that stays; false when somebody else was faster.</summary>
    public async Task<bool> WriteAsync(SubjectRow row, CancellationToken ct)
    {
        if (!await table.TryWriteWithVersionAsync(row, row.AsVersion(), ct))
            return false;
        kept.TryRemove(row.RowKey, out _);
        return true;
    }

    /// <summary>Enters a person unless the table knows them already.</summary>
    public async Task EnterAsync(SubjectRow row, CancellationToken ct)
    {
        try
        {
            await table.AddEntityAsync(row, ct);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            // Entered before, perhaps with roles that were changed since: left as they are.
        }
    }
}
