using Azure.Data.Tables;
using Kota.Kernel.Tables;

namespace Kota.Functions.Submissions.Notices;

/// <summary>Keeps which events were noticed and which notices wait.</summary>
public sealed class NoticeBook(KotaStorage storage)
{
    private readonly TableClient table = storage.Table(NoticeRow.Table);

    public Task<NoticeRow?> FindAsync(string id, CancellationToken ct) => table.FindAsync<NoticeRow>(NoticeRow.Partition(id), NoticeRow.Key(id), ct);

    /// <summary>The row, made when there is none.</summary>
    public Task<NoticeRow> BeginAsync(string id, int seen, CancellationToken ct) => table.AddOrFindAsync(NoticeRow.For(id, seen), ct);

    public Task SeenAsync(string id, int seq, CancellationToken ct) => ChangeAsync(id, row => row.Seen < seq && (row.Seen = seq) > 0, ct);

    /// <summary>No more mail to the reporter of this submission; false when there is none.</summary>
    public async Task<bool> SilenceAsync(string id, CancellationToken ct) => await ChangeAsync(id, row => !row.Silent && (row.Silent = true), ct) is not null;

    /// <summary>Notes a notice; false when it waits already.</summary>
    public Task<bool> NoteAsync(NoticeTodoRow row, CancellationToken ct) => table.TryInsertAsync(row, ct);

    public IAsyncEnumerable<NoticeTodoRow> DueAsync(DateTimeOffset now, CancellationToken ct) =>
        table.DueAsync<NoticeTodoRow>(NoticeTodoRow.WaitingPartition, now, ct);

    public IAsyncEnumerable<NoticeTodoRow> DueToHooksAsync(DateTimeOffset now, CancellationToken ct) =>
        table.DueAsync<NoticeTodoRow>(NoticeTodoRow.HooksPartition, now, ct);

    public Task PutOffAsync(NoticeTodoRow row, DateTimeOffset until, CancellationToken ct) => table.PutOffAsync(row, until, ct);

    public Task StrikeOutAsync(NoticeTodoRow row, CancellationToken ct) => table.StrikeOutAsync(row, ct);

    private Task<NoticeRow?> ChangeAsync(string id, Func<NoticeRow, bool> change, CancellationToken ct) =>
        table.ChangeAsync(NoticeRow.Partition(id), NoticeRow.Key(id), change, ct);
}
