using Azure.Data.Tables;
using Kota.Kernel.Tables;

namespace Kota.Functions.Submissions.Lapor;

/// <summary>Keeps what LAPOR was told and what still has to be done with it.</summary>
public sealed class LaporBook(KotaStorage storage)
{
    private readonly TableClient table = storage.Table(LaporRow.Table);

    public Task<LaporRow?> FindAsync(string id, CancellationToken ct) => table.FindAsync<LaporRow>(LaporRow.Partition(id), LaporRow.Key(id), ct);

    /// <summary>The number, as the first writer had it: LAPOR gives one number for one key, so there is only one.</summary>
    public Task<LaporRow> AddAsync(string id, string number, CancellationToken ct) => table.AddOrFindAsync(LaporRow.For(id, number), ct);

    public Task ToldAsync(string id, int version, string step, CancellationToken ct) => ChangeAsync(id, row =>
    {
        if (row.Told >= version)
            return false;
        (row.Told, row.Step) = (version, step);
        return true;
    }, ct);

    public Task HeardAsync(string id, int revision, CancellationToken ct) => ChangeAsync(id, row => row.Heard < revision && (row.Heard = revision) > 0, ct);

    /// <summary>Notes work. A note that is there is touched, so that whoever is at work on it now does not strike it out.</summary>
    public async Task<LaporTodoRow> NoteAsync(string partition, string id, DateTimeOffset now, CancellationToken ct)
    {
        var row = LaporTodoRow.For(partition, id, now);
        if (await table.TryInsertAsync(row, ct))
            return row;
        return await table.ChangeAsync<LaporTodoRow>(partition, LaporTodoRow.Key(id), there => (there.NextTryAt = now) == now, ct)
            ?? await NoteAsync(partition, id, now, ct);
    }

    /// <summary>Puts a note off after a failed try.</summary>
    public Task PutOffAsync(LaporTodoRow row, DateTimeOffset until, CancellationToken ct) => table.PutOffAsync(row, until, ct);

    public Task StrikeOutAsync(LaporTodoRow row, CancellationToken ct) => table.StrikeOutAsync(row, ct);

    public Task StrikeOutAsync(string partition, string id, CancellationToken ct) =>
        table.StrikeOutAsync(LaporTodoRow.For(partition, id, default), ct);

    /// <summary>What LAPOR has to be told now.</summary>
    public IAsyncEnumerable<LaporTodoRow> DueAsync(DateTimeOffset now, CancellationToken ct) => table.DueAsync<LaporTodoRow>(LaporTodoRow.WaitingPartition, now, ct);

    /// <summary>Submissions on which there may be news.</summary>
    public IAsyncEnumerable<LaporTodoRow> OpenAsync(CancellationToken ct) => table.WaitingAsync<LaporTodoRow>(LaporTodoRow.OpenPartition, ct);

    private Task<LaporRow?> ChangeAsync(string id, Func<LaporRow, bool> change, CancellationToken ct) =>
        table.ChangeAsync(LaporRow.Partition(id), LaporRow.Key(id), change, ct);
}
