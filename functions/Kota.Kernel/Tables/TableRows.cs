using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace Kota.Kernel.Tables;

/// <summary>
/// A row that carries the id of the write that made it. When the response to a write is lost, the client's own retry is refused
/// with 409 or 412 although the first attempt took effect; the id tells that case from a race that was lost.
/// </summary>
public interface IStampedRow : ITableEntity
{
    /// <summary>Id of the last write; set by <see cref="TableRows"/>.</summary>
    string? WriteId { get; set; }
}

/// <summary>Too many others wrote the same row at the same time; trying again later helps.</summary>
public sealed class ContentionException(string message) : Exception(message);

/// <summary>The single-row reads and writes that races and lost responses cannot mislead. There is no upsert here on purpose.</summary>
public static class TableRows
{
    /// <summary>How often <see cref="ChangeAsync"/> reads and writes before it gives up.</summary>
    public const int MaxTries = 5;

    /// <summary>The row, or null when there is none.</summary>
    public static async Task<T?> FindAsync<T>(this TableClient table, string partitionKey, string rowKey, CancellationToken ct)
        where T : class, ITableEntity
    {
        var found = await table.GetEntityIfExistsAsync<T>(partitionKey, rowKey, cancellationToken: ct).ConfigureAwait(false);
        return found.HasValue ? found.Value : null;
    }

    /// <summary>True when this write made the row, which then has its ETag; false when somebody else's row stands there.</summary>
    public static async Task<bool> TryInsertAsync<T>(this TableClient table, T row, CancellationToken ct)
        where T : class, IStampedRow
    {
        row.WriteId = Ulid.NewUlid().ToString();
        try
        {
            var response = await table.AddEntityAsync(row, ct).ConfigureAwait(false);
            row.ETag = response.Headers.ETag ?? default;
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 409 && e.ErrorCode == TableErrorCode.EntityAlreadyExists)
        {
            return await IsOursAsync(table, row, ct).ConfigureAwait(false);
        }
    }

    /// <summary>This row, or the one that somebody was faster with.</summary>
    public static async Task<T> AddOrFindAsync<T>(this TableClient table, T row, CancellationToken ct)
        where T : class, IStampedRow =>
        await table.TryInsertAsync(row, ct).ConfigureAwait(false) ? row : await table.FindAsync<T>(row.PartitionKey, row.RowKey, ct).ConfigureAwait(false) ?? row;

    /// <summary>True when this write replaced the version that the caller read; false when the row has changed or gone since.</summary>
    public static async Task<bool> TryReplaceAsync<T>(this TableClient table, T row, CancellationToken ct)
        where T : class, IStampedRow
    {
        if (row.ETag == default || row.ETag == ETag.All)
            throw new ArgumentException("A replace must name the version that was read.", nameof(row));
        row.WriteId = Ulid.NewUlid().ToString();
        try
        {
            var response = await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, ct).ConfigureAwait(false);
            row.ETag = response.Headers.ETag ?? default;
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            return await IsOursAsync(table, row, ct).ConfigureAwait(false);
        }
    }

    /// <summary>Reads, changes and replaces a row, again from the start when somebody else was faster.</summary>
    /// <param name="table">Table.</param>
    /// <param name="partitionKey">Partition key.</param>
    /// <param name="rowKey">Row key.</param>
    /// <param name="change">Changes the row that was read; false leaves it as it is. May run up to <see cref="MaxTries"/> times.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The row as it now stands; null when there is none.</returns>
    /// <exception cref="ContentionException">Others were faster <see cref="MaxTries"/> times.</exception>
    public static async Task<T?> ChangeAsync<T>(this TableClient table, string partitionKey, string rowKey, Func<T, bool> change, CancellationToken ct)
        where T : class, IStampedRow
    {
        for (var i = 0; i < MaxTries; i++)
        {
            var row = await table.FindAsync<T>(partitionKey, rowKey, ct).ConfigureAwait(false);
            if (row is null || !change(row) || await table.TryReplaceAsync(row, ct).ConfigureAwait(false))
                return row;
        }

        throw new ContentionException($"A row of {table.Name} was changed by others {MaxTries} times in a row.");
    }

    /// <summary>
    /// Writes a row together with the version of it that stays, a row of the same partition; over what was read, or the first. False when
    /// somebody else was faster, or an earlier try of the same: the version that stands then tells.
    /// </summary>
    public static async Task<bool> TryWriteWithVersionAsync(this TableClient table, ITableEntity row, ITableEntity version, CancellationToken ct)
    {
        var batch = new TableBatch().Insert(version);
        batch = row.ETag == default ? batch.Insert(row) : batch.Replace(row, row.ETag);
        try
        {
            await batch.SubmitAsync(table, ct).ConfigureAwait(false);
            return true;
        }
        catch (TableTransactionFailedException e) when (e.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    /// <summary>Deletes rows of one partition that nobody changes any more; gives how many. One that is gone already does no harm.</summary>
    /// <param name="table">Table.</param>
    /// <param name="rows">At most 100; a row that was read is deleted in the version that was read.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<int> DeleteAllAsync(this TableClient table, IReadOnlyList<ITableEntity> rows, CancellationToken ct)
    {
        if (rows.Count > 1)
        {
            var batch = new TableBatch();
            foreach (var row in rows)
                batch.Delete(row.PartitionKey, row.RowKey, Version(row));
            try
            {
                await batch.SubmitAsync(table, ct).ConfigureAwait(false);
                return rows.Count;
            }
            catch (RequestFailedException e) when (e.Status is 404 or 412)
            {
                // One row was gone or changed, so none was deleted: each on its own then.
            }
        }

        var deleted = 0;
        foreach (var row in rows)
        {
            try
            {
                await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, Version(row), ct).ConfigureAwait(false);
                deleted++;
            }
            catch (RequestFailedException e) when (e.Status is 404 or 412)
            {
                // Somebody else was faster.
            }
        }

        return deleted;
    }

    private static ETag Version(ITableEntity row) => row.ETag == default ? ETag.All : row.ETag;

    private static async Task<bool> IsOursAsync<T>(TableClient table, T row, CancellationToken ct)
        where T : class, IStampedRow
    {
        var standing = await table.FindAsync<T>(row.PartitionKey, row.RowKey, ct).ConfigureAwait(false);
        if (standing?.WriteId != row.WriteId)
            return false;
        row.ETag = standing!.ETag;
        return true;
    }
}
