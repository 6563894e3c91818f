using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Security;
using Kota.Kernel.Time;

namespace Kota.Functions.Submissions.Stickers;

/// <summary>A wish to hang or change a sticker.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Json">The sticker.</param>
/// <param name="Version">The version that the admin saw (If-Match), 0 for a new one; null when the request did not say.</param>
public sealed record StickerWish(string Code, ReadOnlyMemory<byte> Json, int? Version);

/// <summary>Hangs or changes a sticker. What it was before stays readable.</summary>
public sealed class ChangeSticker(StickerStore store, StickerChecks checks, CityClock clock)
{
    public async Task<Outcome<StickerView>> RunAsync(StickerWish wish, Caller caller, CancellationToken ct)
    {
        if (Require.CityAdmin(caller) is { } refused)
            return refused;
        if (!JsonBody.Parse<Sticker>(wish.Json.Span).Succeeded(out var sticker, out var failure))
            return failure;
        sticker = sticker with { Name = sticker.Name.Trim() };
        if (checks.Check(wish.Code, sticker) is { Count: > 0 } errors)
            return Failure.Invalid(errors);
        if (wish.Version is not { } seen)
            return new Failure(FailureKind.PreconditionRequired, "if-match-needed");
        var standing = await store.FindAsync(wish.Code, ct);
        var newest = standing?.Version ?? 0;

        // One behind may be our own earlier try, whose response was lost: the version that is there tells.
        if (seen != newest && seen + 1 != newest)
            return Stale(newest);
        var row = StickerRow.For(wish.Code, seen + 1, sticker, clock.Now, caller.Subject!);
        if (seen == newest && await store.WriteAsync(row, standing, ct))
            return ReadStickers.Show(row);
        return await store.VersionAsync(wish.Code, seen + 1, ct) is { } there && there.ChangedBy == row.ChangedBy && there.Document == row.Document
            ? ReadStickers.Show(there)
            : Stale(newest);
    }

    private static Failure Stale(int version) => new(FailureKind.Stale, "stale") { Args = [version] };
}
