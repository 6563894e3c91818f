using Azure.Data.Tables;
using Kota.Kernel.Messaging;
using Kota.Kernel.Outbox;
using Kota.Kernel.Tables;

namespace Kota.Functions.Submissions.HandOvers;

/// <summary>Keeps hand-overs.</summary>
public sealed class HandOverBook(KotaStorage storage, OutboxRelay relay, TimeProvider time)
{
    private readonly TableClient table = storage.Table(HandOverRow.Table);

    /// <summary>Notes it, with the message that starts it in the same batch; or gives the one that an earlier request with the same key made.</summary>
    public async Task<HandOverRow> BeginAsync(HandOverRow row, CancellationToken ct)
    {
        var message = Message.Create(row.RowKey, HandOverPointer.Type, new HandOverPointer(row.RowKey), row.AskedAt);
        var outbox = OutboxRow.For(HandOverRow.Partition, Destination.Queue(HandOverPointer.Queue), message, time.GetUtcNow());
        try
        {
            await new TableBatch().Insert(row).Insert(outbox).SubmitAsync(table, ct);
        }
        catch (TableTransactionFailedException e) when (e.Status == 409)
        {
            return await FindAsync(row.RowKey, ct) ?? row;
        }

        await relay.RelayAsync(table, [outbox]);
        return row;
    }

    public Task<HandOverRow?> FindAsync(string key, CancellationToken ct) => table.FindAsync<HandOverRow>(HandOverRow.Partition, key, ct);

    /// <summary>Those of an agency, newest first.</summary>
    public async Task<IReadOnlyList<HandOverRow>> OfAsync(string agency, int take, CancellationToken ct)
    {
        var prefix = HandOverRow.Prefix(agency);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {HandOverRow.Partition} and RowKey ge {prefix} and RowKey lt {prefix + "~"}");
        var all = await table.QueryAsync<HandOverRow>(filter, cancellationToken: ct).ToListAsync(ct);
        return [.. all.OrderByDescending(r => r.AskedAt).Take(take)];
    }

    public Task NoteAsync(string key, int moved, DateTimeOffset? doneAt, CancellationToken ct) => table.ChangeAsync<HandOverRow>(HandOverRow.Partition, key, row =>
    {
        row.Moved += moved;
        row.DoneAt ??= doneAt;
        return moved > 0 || doneAt is not null;
    }, ct);
}
