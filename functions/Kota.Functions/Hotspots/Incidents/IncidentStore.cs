using Azure;
using Azure.Data.Tables;
using Kota.Functions.Hotspots.Storage;
using Kota.Kernel.Tables;

namespace Kota.Functions.Hotspots.Incidents;

/// <summary>Reads outages, and reads and writes incidents.</summary>
public sealed class IncidentStore(KotaStorage storage)
{
    private readonly TableClient table = storage.Table(IncidentRow.Table);
    private readonly TableClient hotspots = storage.Table(HotspotRow.Table);

    /// <summary>Points that are down: as many rows as there are of them.</summary>
    public async Task<IReadOnlyList<OutageRow>> OutagesAsync(CancellationToken ct) => [.. (await Task.WhenAll(HotspotPartition.All.Select(p => OutagesAsync(p, ct)))).SelectMany(r => r)];

    public Task<OutageRow?> OutageAsync(string point, CancellationToken ct) => hotspots.FindAsync<OutageRow>(HotspotPartition.Of(point), OutageRow.Key(point), ct);

    /// <summary>Open incidents, and those that ended and were not moved yet.</summary>
    public async Task<IReadOnlyList<IncidentRow>> OpenAsync(CancellationToken ct) =>
        await table.QueryAsync<IncidentRow>(TableClient.CreateQueryFilter($"PartitionKey eq {IncidentRow.OpenPartition}"), cancellationToken: ct).ToListAsync(ct);

    public Task<IncidentRow?> FindOpenAsync(string id, CancellationToken ct) => table.FindAsync<IncidentRow>(IncidentRow.OpenPartition, IncidentRow.Key(id), ct);

    /// <summary>Incidents of a month that have ended, newest first, after a place in the list.</summary>
    public async Task<IReadOnlyList<IncidentRow>> EndedAsync(DateOnly month, string after, int take, CancellationToken ct) =>
        await table.QueryAsync<IncidentRow>(
            TableClient.CreateQueryFilter($"PartitionKey eq {IncidentRow.MonthPartition(month)} and RowKey gt {after}"), take, cancellationToken: ct).Take(take).ToListAsync(ct);

    /// <summary>Writes an open incident over the version that was read, or the first; false when somebody else was faster.</summary>
    public async Task<bool> WriteAsync(Incident incident, ETag seen, CancellationToken ct)
    {
        var row = IncidentRow.Open(incident);
        try
        {
            await (seen == default ? new TableBatch().Insert(row) : new TableBatch().Replace(row, seen)).SubmitAsync(table, ct);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    /// <summary>Moves one that has ended to its month.</summary>
    public async Task MoveAsync(IncidentRow open, CancellationToken ct)
    {
        try
        {
            await table.AddEntityAsync(IncidentRow.Ended(open.Incident()), ct);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            // An earlier run got as far as this.
        }

        await table.DeleteAllAsync([open], ct);
    }

    private async Task<List<OutageRow>> OutagesAsync(string partition, CancellationToken ct)
    {
        var (first, end) = (OutageRow.First, OutageRow.First + "~");
        return await hotspots.QueryAsync<OutageRow>(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first} and RowKey lt {end} and Open eq true"), cancellationToken: ct).ToListAsync(ct);
    }
}
