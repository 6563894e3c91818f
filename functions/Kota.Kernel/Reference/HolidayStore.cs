using Azure;
using Azure.Data.Tables;
using Kota.Kernel.Tables;

namespace Kota.Kernel.Reference;

/// <summary>Reads and adds versions of the days off.</summary>
public sealed class HolidayStore(KotaStorage storage)
{
    private readonly TableClient table = storage.Table(HolidayRow.Table);

    /// <summary>The version that holds; null while the file does.</summary>
    public async Task<HolidayRow?> NewestAsync(CancellationToken ct) =>
        await Query(TableClient.CreateQueryFilter($"PartitionKey eq {HolidayRow.Partition}"), 1, ct).FirstOrDefaultAsync(ct).ConfigureAwait(false);

    /// <summary>The version that held at an instant; null when the file did.</summary>
    public async Task<HolidayRow?> AsOfAsync(DateTimeOffset at, CancellationToken ct) =>
        await Query(TableClient.CreateQueryFilter($"PartitionKey eq {HolidayRow.Partition} and ChangedAt le {at}"), 1, ct).FirstOrDefaultAsync(ct).ConfigureAwait(false);

    /// <summary>One version; null when there is none.</summary>
    public Task<HolidayRow?> FindAsync(int version, CancellationToken ct) => table.FindAsync<HolidayRow>(HolidayRow.Partition, HolidayRow.Key(version), ct);

    /// <summary>The newest versions, newest first.</summary>
    public ValueTask<List<HolidayRow>> NewestAsync(int take, CancellationToken ct) =>
        Query(TableClient.CreateQueryFilter($"PartitionKey eq {HolidayRow.Partition}"), take, ct).Take(take).ToListAsync(ct);

    /// <summary>True when the version is in, by this write or by an earlier try of the same person with the same days.</summary>
    public async Task<bool> AddAsync(HolidayRow row, CancellationToken ct)
    {
        try
        {
            await table.AddEntityAsync(row, ct).ConfigureAwait(false);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            var there = await FindAsync(row.Version, ct).ConfigureAwait(false);
            return there is not null && there.ChangedBy == row.ChangedBy && there.Document == row.Document;
        }
    }

    private AsyncPageable<HolidayRow> Query(string filter, int take, CancellationToken ct) => table.QueryAsync<HolidayRow>(filter, take, cancellationToken: ct);
}
