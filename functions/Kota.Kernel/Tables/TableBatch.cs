using Azure;
using Azure.Data.Tables;

namespace Kota.Kernel.Tables;

/// <summary>
/// One entity-group transaction that is checked before it is sent: one partition, one action a row, at most 100 actions and
/// 3.5 MiB of the service's 4 MiB. Azurite accepts some batches that Azure refuses, so the check cannot be left to it.
/// Limits: https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions
/// </summary>
public sealed class TableBatch
{
    /// <summary>Most actions in one batch.</summary>
    public const int MaxActions = 100;

    private const int MaxBytes = 3_670_016;
    private const int MaxEntityBytes = 1_048_576;

    private readonly List<TableTransactionAction> actions = [];
    private readonly HashSet<string> rows = [];
    private string? partition;
    private int bytes;

    /// <summary>How many actions it holds.</summary>
    public int Count => actions.Count;

    /// <summary>Inserts; the batch fails with 409 when the row exists.</summary>
    public TableBatch Insert(ITableEntity entity) => Add(TableTransactionActionType.Add, entity, default);

    /// <summary>Replaces the row that the caller read; the batch fails with 412 when it has changed since.</summary>
    public TableBatch Replace(ITableEntity entity, ETag seen) => Add(TableTransactionActionType.UpdateReplace, entity, Seen(seen));

    /// <summary>Writes over whatever stands there: for rows that can be rebuilt from others of the batch.</summary>
    public TableBatch Upsert(ITableEntity entity) => Add(TableTransactionActionType.UpsertReplace, entity, default);

    /// <summary>Deletes the row that the caller read, or any version of it with <see cref="ETag.All"/>.</summary>
    public TableBatch Delete(string partitionKey, string rowKey, ETag seen) =>
        Add(TableTransactionActionType.Delete, new TableEntity(partitionKey, rowKey), seen);

    /// <summary>Sends it and writes the new ETags back to the entities. All or nothing takes effect.</summary>
    public async Task SubmitAsync(TableClient table, CancellationToken ct)
    {
        if (actions.Count == 0)
            return;
        var responses = await table.SubmitTransactionAsync(actions, ct).ConfigureAwait(false);
        for (var i = 0; i < actions.Count; i++)
        {
            if (responses.Value[i].Headers.ETag is { } etag)
                actions[i].Entity.ETag = etag;
        }
    }

    private static ETag Seen(ETag etag) =>
        etag == default || etag == ETag.All ? throw new ArgumentException("A replace must name the version that was read.", nameof(etag)) : etag;

    private TableBatch Add(TableTransactionActionType kind, ITableEntity entity, ETag etag)
    {
        partition ??= entity.PartitionKey;
        if (entity.PartitionKey != partition)
            throw new InvalidOperationException("A batch holds rows of one partition.");
        if (!rows.Add(entity.RowKey))
            throw new InvalidOperationException("A batch holds one action for each row.");
        if (actions.Count == MaxActions)
            throw new InvalidOperationException($"A batch holds at most {MaxActions} actions.");
        var size = kind == TableTransactionActionType.Delete ? RowSize.OfDelete(entity.PartitionKey, entity.RowKey) : RowSize.Of(entity);
        bytes += size.Sent;
        if (size.Stored > MaxEntityBytes || bytes > MaxBytes)
            throw new InvalidOperationException("The batch or one of its rows is larger than the service takes.");
        actions.Add(new TableTransactionAction(kind, entity, etag));
        return this;
    }
}
