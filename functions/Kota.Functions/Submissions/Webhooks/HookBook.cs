using Azure;
using Azure.Data.Tables;
using Kota.Functions.Submissions.Catalogue;
using Kota.Kernel.Tables;
using Kota.Kernel.Time;

namespace Kota.Functions.Submissions.Webhooks;

/// <summary>Keeps the webhooks. Each instance reads them again after 30 seconds: so long a new one may hear nothing.</summary>
public sealed class HookBook(KotaStorage storage, CityClock clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(30);

    private readonly TableClient table = storage.Table(HookRow.Table);
    private Kept? kept;

    public async ValueTask<bool> AnyAsync(CancellationToken ct) => (await RunningAsync(ct)).Count > 0;

    /// <summary>All as they stand now, ended ones too.</summary>
    public ValueTask<List<HookRow>> ReadAsync(CancellationToken ct) =>
        table.QueryAsync<HookRow>(TableClient.CreateQueryFilter($"PartitionKey eq {HookRow.Partition}"), cancellationToken: ct).ToListAsync(ct);

    private async ValueTask<IReadOnlyList<HookRow>> RunningAsync(CancellationToken ct)
    {
        if (Volatile.Read(ref kept) is { } now && clock.Now - now.At < Life)
            return now.Rows;
        var rows = (await ReadAsync(ct)).Where(h => h.EndedAt is null).ToList();
        Volatile.Write(ref kept, new Kept(rows, clock.Now));
        return rows;
    }

    /// <summary>Those that want to hear of a submission, by what the public may know of it.</summary>
    public async ValueTask<IEnumerable<HookRow>> ForAsync(ServiceDefinition service, Submission submission, CancellationToken ct)
    {
        var category = service.PublicFields.Contains("category") ? submission.Category : null;
        var kelurahan = service.PublicFields.Contains("place") ? submission.Place?.Kelurahan : null;
        return (await RunningAsync(ct)).Where(h => Fits(h.Service, service.Code) && Fits(h.Category, category) && Fits(h.Kelurahan, kelurahan));
    }

    public Task<HookRow?> FindAsync(string id, CancellationToken ct) => table.FindAsync<HookRow>(HookRow.Partition, HookRow.Key(id), ct);

    /// <summary>This one, or the one that an earlier request with the same key made.</summary>
    public async Task<HookRow> AddAsync(HookRow row, CancellationToken ct)
    {
        try
        {
            await table.AddEntityAsync(row, ct);
            return row;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return await FindAsync(row.RowKey, ct) ?? row;
        }
        finally
        {
            Volatile.Write(ref kept, null);
        }
    }

    /// <summary>Lets it be, and its owner see that.</summary>
    public async Task EndAsync(string id, DateTimeOffset now, CancellationToken ct)
    {
        await table.ChangeAsync<HookRow>(HookRow.Partition, HookRow.Key(id), row => row.EndedAt is null && (row.EndedAt = now) is not null, ct);
        Volatile.Write(ref kept, null);
    }

    public async Task RemoveAsync(string id, CancellationToken ct)
    {
        await table.DeleteEntityAsync(HookRow.Partition, HookRow.Key(id), ETag.All, ct);
        Volatile.Write(ref kept, null);
    }

    private static bool Fits(string? wanted, string? there) => wanted is null || wanted == there;

    private sealed record Kept(IReadOnlyList<HookRow> Rows, DateTimeOffset At);
}
