using Azure.Data.Tables;
using Kota.Kernel.Tables;

namespace Kota.Functions.Submissions.Notices;

/// <summary>Keeps which events were noticed and which notices wait.</summary>
public sealed class NoticeBook(KotaStorage storage)
{
    private readonly TableClient table = storage.Table(NoticeRow.Table);

    public Task<NoticeRow?> FindAsync(string id, CancellationToken ct) => table.FindAsync<NoticeRow>(NoticeRow.Partition(id), NoticeRow.Key(id), ct);

    /// <summary>The row, made when there is none.</summary>
    public async Task<NoticeRow> BeginAsync(string id, int seen, CancellationToken ct)
    {
        var row = NoticeRow.For(id, seen);
        return await table.TryInsertAsync(row, ct) ? row : await FindAsync(id, ct) ?? row;
    }

    public Task SeenAsync(string id, int seq, CancellationToken ct) => ChangeAsync(id, row => row.Seen < seq && (row.Seen = seq) > 0, ct);

    /// <summary>No more mail to the reporter of this submission; false when there is none.</summary>
    public async Task<bool> SilenceAsync(string id, CancellationToken ct) => await ChangeAsync(id, row => !row.Silent && (row.Silent = true), ct) is not null;

    /// <summary>Notes a notice; false when it waits already.</summary>
    public Task<bool> NoteAsync(NoticeTodoRow row, CancellationToken ct) => table.TryInsertAsync(row, ct);

    public IAsyncEnumerable<NoticeTodoRow> WaitingAsync(CancellationToken ct) =>
        table.QueryAsync<NoticeTodoRow>(TableClient.CreateQueryFilter($"PartitionKey eq {NoticeTodoRow.WaitingPartition}"), cancellationToken: ct);

    public Task PutOffAsync(NoticeTodoRow row, DateTimeOffset until, CancellationToken ct)
    {
        (row.Tries, row.NextTryAt) = (row.Tries + 1, until);
        return table.TryReplaceAsync(row, ct);
    }

    public Task StrikeOutAsync(NoticeTodoRow row, CancellationToken ct) => table.DeleteAllAsync([row], ct);

    private Task<NoticeRow?> ChangeAsync(string id, Func<NoticeRow, bool> change, CancellationToken ct) =>
        table.ChangeAsync(NoticeRow.Partition(id), NoticeRow.Key(id), change, ct);
}
