using Azure;
using Azure.Data.Tables;
using Kota.Kernel.Tables;

namespace Kota.Functions.Submissions.Rules;

/// <summary>Reads and adds versions of rules.</summary>
public sealed class RuleStore(KotaStorage storage)
{
    private readonly TableClient table = storage.Table(RuleRow.Table);

    /// <summary>The version that holds; null when there never was one.</summary>
    public async Task<RuleRow?> NewestAsync(string service, string kind, CancellationToken ct) =>
        await Query(service, kind, after: null, take: 1, ct).FirstOrDefaultAsync(ct);

    public Task<RuleRow?> FindAsync(string service, string kind, int version, CancellationToken ct) =>
        table.FindAsync<RuleRow>(RuleRow.Partition(service), RuleRow.Key(kind, version), ct);

    /// <summary>Versions older than this one, newest first; all for null.</summary>
    public ValueTask<List<RuleRow>> OlderAsync(string service, string kind, int? before, int take, CancellationToken ct) =>
        Query(service, kind, before is { } version ? RuleRow.Key(kind, version) : null, take, ct).Take(take).ToListAsync(ct);

    /// <summary>True when the version is in, by this write or by an earlier try of the same person with the same rules.</summary>
    public async Task<bool> AddAsync(RuleRow row, CancellationToken ct)
    {
        try
        {
            await table.AddEntityAsync(row, ct);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            var there = await table.FindAsync<RuleRow>(row.PartitionKey, row.RowKey, ct);
            return there is not null && there.ChangedBy == row.ChangedBy && there.Document == row.Document;
        }
    }

    private AsyncPageable<RuleRow> Query(string service, string kind, string? after, int take, CancellationToken ct)
    {
        var (from, to) = (after ?? RuleRow.Prefix(kind), RuleRow.Prefix(kind) + "~");
        return table.QueryAsync<RuleRow>(
            TableClient.CreateQueryFilter($"PartitionKey eq {RuleRow.Partition(service)} and RowKey gt {from} and RowKey lt {to}"), take, cancellationToken: ct);
    }
}
