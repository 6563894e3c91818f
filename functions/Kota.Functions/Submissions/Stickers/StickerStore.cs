using Azure.Data.Tables;
using Kota.Kernel.Tables;

namespace Kota.Functions.Submissions.Stickers;

/// <summary>Reads and writes stickers: the sticker and the version that stays are one batch.</summary>
public sealed class StickerStore(KotaStorage storage)
{
    private readonly TableClient table = storage.Table(StickerRow.Table);

    /// <summary>The sticker as it stands; null when there never was one.</summary>
    public Task<StickerRow?> FindAsync(string code, CancellationToken ct) => table.FindAsync<StickerRow>(StickerRow.Partition, StickerRow.Key(code), ct);

    public Task<StickerRow?> VersionAsync(string code, int version, CancellationToken ct) =>
        table.FindAsync<StickerRow>(StickerRow.Partition, StickerRow.VersionKey(code, version), ct);

    /// <summary>Stickers in the order of their codes, after one; from the first for null.</summary>
    public ValueTask<List<StickerRow>> AfterAsync(string? code, int take, CancellationToken ct) =>
        RangeAsync(code is null ? StickerRow.First : StickerRow.Key(code), StickerRow.First + "~", take, ct);

    /// <summary>Versions older than this one, newest first; all for null.</summary>
    public ValueTask<List<StickerRow>> OlderAsync(string code, int? before, int take, CancellationToken ct) =>
        RangeAsync(before is { } version ? StickerRow.VersionKey(code, version) : StickerRow.Prefix(code), StickerRow.Prefix(code) + "~", take, ct);

    /// <summary>False when somebody else was faster.</summary>
    /// <param name="row">The sticker as it shall stand.</param>
    /// <param name="seen">The row that it replaces; null for a new one.</param>
    /// <param name="ct">Cancels.</param>
    public Task<bool> WriteAsync(StickerRow row, StickerRow? seen, CancellationToken ct)
    {
        row.ETag = seen?.ETag ?? default;
        return table.TryWriteWithVersionAsync(row, row.AsVersion(), ct);
    }

    private ValueTask<List<StickerRow>> RangeAsync(string after, string before, int take, CancellationToken ct) =>
        table.QueryAsync<StickerRow>(
            TableClient.CreateQueryFilter($"PartitionKey eq {StickerRow.Partition} and RowKey gt {after} and RowKey lt {before}"), take, cancellationToken: ct)
            .Take(take).ToListAsync(ct);
}
