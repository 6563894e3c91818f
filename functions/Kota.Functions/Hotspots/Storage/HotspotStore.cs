using Azure;
using Azure.Data.Tables;
using Kota.Kernel.Tables;

namespace Kota.Functions.Hotspots.Storage;

/// <summary>Reads and writes the registry, and reads states. States are written by <see cref="Pings.PingLane"/> and the sweep.</summary>
public sealed class HotspotStore(KotaStorage storage)
{
    private readonly TableClient table = storage.Table(HotspotRow.Table);
    private readonly TableClient days = storage.Table(DayRow.Table);

    public TableClient Table => table;

    /// <summary>Every point of the registry, in the order of ids.</summary>
    public async Task<IReadOnlyList<Hotspot>> RegistryAsync(CancellationToken ct) =>
        [.. (await Task.WhenAll(HotspotPartition.All.Select(p => ListAsync<HotspotRow>(p, HotspotRow.First, ct)))).SelectMany(r => r).Select(r => r.Hotspot()).OrderBy(h => h.Id, StringComparer.Ordinal)];

    public Task<HotspotRow?> FindAsync(string id, CancellationToken ct) => table.FindAsync<HotspotRow>(HotspotPartition.Of(id), HotspotRow.Key(id), ct);

    public Task<PointRow?> StateAsync(string id, CancellationToken ct) => table.FindAsync<PointRow>(HotspotPartition.Of(id), PointRow.Key(id), ct);

    /// <summary>States of a partition.</summary>
    public Task<List<PointRow>> StatesAsync(string partition, CancellationToken ct) => ListAsync<PointRow>(partition, PointRow.First, ct);

    /// <summary>Rows of the index of deadlines of a partition, oldest first: those whose minute has come and those that have not.</summary>
    public Task<List<DeadlineRow>> DeadlinesAsync(string partition, CancellationToken ct) => ListAsync<DeadlineRow>(partition, DeadlineRow.First, ct);

    /// <summary>Changes of status, newest first, from an instant on.</summary>
    public async Task<IReadOnlyList<Flip>> FlipsAsync(string id, DateTimeOffset since, CancellationToken ct)
    {
        var (from, to) = (FlipRow.Prefix(id), FlipRow.Key(id, since) + "~");
        return await table.QueryAsync<FlipRow>(
            TableClient.CreateQueryFilter($"PartitionKey eq {HotspotPartition.Of(id)} and RowKey gt {from} and RowKey lt {to}"), cancellationToken: ct).Select(r => r.Flip()).ToListAsync(ct);
    }

    /// <summary>Adds points that are not there yet; gives how many.</summary>
    public async Task<int> EnterAsync(IEnumerable<HotspotRow> rows, CancellationToken ct)
    {
        var added = 0;
        foreach (var partition in rows.GroupBy(r => r.PartitionKey))
        {
            var there = (await ListAsync<HotspotRow>(partition.Key, HotspotRow.First, ct)).Select(r => r.RowKey).ToHashSet();
            foreach (var chunk in partition.Where(r => !there.Contains(r.RowKey)).Chunk(TableBatch.MaxActions))
            {
                try
                {
                    await chunk.Aggregate(new TableBatch(), (batch, row) => batch.Insert(row)).SubmitAsync(table, ct);
                    added += chunk.Length;
                }
                catch (RequestFailedException e) when (e.Status == 409)
                {
                    // Another instance starts at the same moment, and enters the same.
                }
            }
        }

        return added;
    }

    /// <summary>Writes over the version that was read, or the first; false when somebody else was faster.</summary>
    /// <param name="row">The point as it shall stand.</param>
    /// <param name="resumed">When it goes on to be watched after a pause: nobody has filed its deadline since. Null where that does not happen.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<bool> WriteAsync(HotspotRow row, DateTimeOffset? resumed, CancellationToken ct)
    {
        var batch = new TableBatch();
        batch = row.ETag == default ? batch.Insert(row) : batch.Replace(row, row.ETag);
        if (resumed is { } now && row.Hotspot() is { Lifecycle: Lifecycle.Active } hotspot)
            batch.Insert(DeadlineRow.For(row.PartitionKey, DeadlineRow.MinuteOf(now + hotspot.Watch.Interval + hotspot.Watch.Grace), Ulid.NewUlid().ToString(), [hotspot.Id]));
        try
        {
            await batch.SubmitAsync(table, ct);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    /// <summary>Keeps days that have ended. Whoever writes one writes the same, so one that stands may be written over.</summary>
    public async Task KeepAsync(IEnumerable<(string Id, PointDay Day)> ended, CancellationToken ct)
    {
        foreach (var month in ended.Select(e => DayRow.For(e.Id, e.Day)).GroupBy(r => r.PartitionKey))
        {
            foreach (var chunk in month.DistinctBy(r => r.RowKey).Chunk(TableBatch.MaxActions))
                await days.SubmitTransactionAsync(chunk.Select(r => new TableTransactionAction(TableTransactionActionType.UpsertReplace, r)), ct);
        }
    }

    /// <summary>Days of a month that have ended.</summary>
    public IAsyncEnumerable<DayRow> DaysAsync(DateOnly month, CancellationToken ct) =>
        days.QueryAsync<DayRow>(TableClient.CreateQueryFilter($"PartitionKey eq {DayRow.Partition(month)}"), cancellationToken: ct);

    private async Task<List<T>> ListAsync<T>(string partition, string first, CancellationToken ct)
        where T : class, ITableEntity =>
        await table.QueryAsync<T>(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first} and RowKey lt {first + "~"}"), cancellationToken: ct).ToListAsync(ct);
}
