using Azure.Data.Tables;
using Kota.Kernel.Messaging;
using Kota.Kernel.Outbox;
using Kota.Kernel.Tables;

namespace Kota.Functions.Submissions.HandOvers;

/// <summary>Keeps hand-overs.</summary>
public sealed class HandOverBook(KotaStorage storage, OutboxRelay relay, TimeProvider time)
{
    private readonly TableClient table = storage.Table(HandOverRow.Table);

    /// <summary>Notes it, with the message that starts it in the same batch.</summary>
    public async Task BeginAsync(HandOverRow row, CancellationToken ct)
    {
        var message = Message.Create(row.RowKey, HandOverPointer.Type, new HandOverPointer(row.RowKey), row.AskedAt);
        var outbox = OutboxRow.For(HandOverRow.Partition, Destination.Queue(HandOverPointer.Queue), message, time.GetUtcNow());
        await new TableBatch().Insert(row).Insert(outbox).SubmitAsync(table, ct);
        await relay.RelayAsync(table, [outbox]);
    }

    public Task<HandOverRow?> FindAsync(string key, CancellationToken ct) => table.FindAsync<HandOverRow>(HandOverRow.Partition, key, ct);

    /// <summary>Those of an agency, newest first.</summary>
    public ValueTask<List<HandOverRow>> OfAsync(string agency, int take, CancellationToken ct)
    {
        var prefix = HandOverRow.Prefix(agency);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {HandOverRow.Partition} and RowKey ge {prefix} and RowKey lt {prefix + "~"}");
        return table.QueryAsync<HandOverRow>(filter, take, cancellationToken: ct).Take(take).ToListAsync(ct);
    }

    public Task NoteAsync(string key, int moved, DateTimeOffset? doneAt, CancellationToken ct) => table.ChangeAsync<HandOverRow>(HandOverRow.Partition, key, row =>
    {
        row.Moved += moved;
        row.DoneAt ??= doneAt;
        return moved > 0 || doneAt is not null;
    }, ct);
}
