using Azure.Data.Tables;

namespace Kota.Kernel.Tables;

/// <summary>Work that waits in a partition of its own until it is done, or until its time comes again after a try that failed.</summary>
public interface IWaitingRow : IStampedRow
{
    /// <summary>Tries that failed so far.</summary>
    int Tries { get; set; }

    /// <summary>Not before then.</summary>
    DateTimeOffset NextTryAt { get; set; }
}

/// <summary>Reads, puts off and strikes out what waits.</summary>
public static class WaitingRows
{
    /// <summary>Everything that waits in a partition.</summary>
    public static IAsyncEnumerable<T> WaitingAsync<T>(this TableClient table, string partitionKey, CancellationToken ct)
        where T : class, IWaitingRow => table.QueryAsync<T>(TableClient.CreateQueryFilter($"PartitionKey eq {partitionKey}"), cancellationToken: ct);

    /// <summary>What waits in a partition and whose time has come.</summary>
    public static IAsyncEnumerable<T> DueAsync<T>(this TableClient table, string partitionKey, DateTimeOffset now, CancellationToken ct)
        where T : class, IWaitingRow => table.WaitingAsync<T>(partitionKey, ct).Where(row => row.NextTryAt <= now);

    /// <summary>Counts a try that failed. Somebody who touched the row meanwhile has the last word.</summary>
    public static Task PutOffAsync<T>(this TableClient table, T row, DateTimeOffset until, CancellationToken ct)
        where T : class, IWaitingRow
    {
        (row.Tries, row.NextTryAt) = (row.Tries + 1, until);
        return table.TryReplaceAsync(row, ct);
    }

    /// <summary>Takes a row out as it was read; one that was touched since stays.</summary>
    public static Task StrikeOutAsync<T>(this TableClient table, T row, CancellationToken ct)
        where T : class, IWaitingRow => table.DeleteAllAsync([row], ct);
}
