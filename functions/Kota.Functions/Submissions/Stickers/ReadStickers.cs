using Kota.Functions.Submissions.Intake;
using Kota.Functions.Submissions.Views;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Security;
using Microsoft.AspNetCore.Http;

namespace Kota.Functions.Submissions.Stickers;

/// <summary>A version of a sticker.</summary>
/// <param name="Code">What is printed on it.</param>
/// <param name="Version">Give it back as If-Match to change it.</param>
/// <param name="Name">What people call the place.</param>
/// <param name="Service">Code of the service.</param>
/// <param name="Kelurahan">Kemendagri code.</param>
/// <param name="Rw">Number of the RW within the kelurahan.</param>
/// <param name="Lat">Degrees north, WGS 84.</param>
/// <param name="Lon">Degrees east, WGS 84.</param>
/// <param name="Category">Code of the category that is filled in.</param>
/// <param name="Active">Whether its code opens the form.</param>
/// <param name="ChangedAt">Since when it is so.</param>
/// <param name="ChangedBy">Subject of the city admin who changed it.</param>
/// <param name="Links">What its code opens, and the code to print.</param>
public sealed record StickerView(
    string Code, int Version, string Name, string Service, string Kelurahan, int? Rw, double? Lat, double? Lon, string? Category, bool Active,
    DateTimeOffset ChangedAt, string ChangedBy, IReadOnlyDictionary<string, string> Links);

/// <summary>Shows stickers and their history to the city's people, and a sticker that is in use to everybody.</summary>
public sealed class ReadStickers(StickerStore store)
{
    private const int VersionsOnPage = 20;

    /// <summary>The version asked for, or the sticker as it stands.</summary>
    public async Task<Outcome<StickerView>> RunAsync(string code, int? version, Caller caller, CancellationToken ct)
    {
        if (Require.Official(caller) is { } refused)
            return refused;
        if (!StickerCode.IsValid(code))
            return Failure.NotFound("sticker-unknown");
        var row = version is { } v ? await store.VersionAsync(code, v, ct) : await store.FindAsync(code, ct);
        return row is null ? Failure.NotFound("sticker-unknown") : Show(row);
    }

    /// <summary>All stickers in the order of their codes, in use or not.</summary>
    public async Task<Outcome<Page<StickerView>>> ListAsync(IQueryCollection query, Caller caller, CancellationToken ct)
    {
        if (Require.Official(caller) is { } refused)
            return refused;
        var read = new QueryReader(query);
        var (after, take) = (read.Text("cursor"), read.Whole("take", otherwise: 20, most: 100));
        if (after is not null && !StickerCode.IsValid(after))
            read.Errors.Add(new FieldError("/cursor", "cursor-malformed"));
        if (read.Errors.Count > 0)
            return Failure.Invalid(read.Errors);
        return Pages.Of(await store.AfterAsync(after, take + 1, ct), take, Show, r => r.Code);
    }

    /// <summary>What a sticker was, newest first.</summary>
    public async Task<Outcome<Page<StickerView>>> HistoryAsync(string code, string? cursor, Caller caller, CancellationToken ct)
    {
        if (Require.Official(caller) is { } refused)
            return refused;
        if (!StickerCode.IsValid(code) || await store.FindAsync(code, ct) is null)
            return Failure.NotFound("sticker-unknown");
        if (!VersionCursor.Read(cursor).Succeeded(out var before, out var failure))
            return failure;
        return Pages.Of(await store.OlderAsync(code, before, VersionsOnPage + 1, ct), VersionsOnPage, Show, r => VersionCursor.Write(r.Version));
    }

    /// <summary>A sticker in use, whoever asks and in whatever case the code is typed; null for any other.</summary>
    public async Task<StickerView?> InUseAsync(string code, CancellationToken ct)
    {
        var printed = code.ToUpperInvariant();
        return StickerCode.IsValid(printed) && await store.FindAsync(printed, ct) is { } row && Show(row) is { Active: true } shown ? shown : null;
    }

    internal static StickerView Show(StickerRow row)
    {
        var (s, code) = (row.Sticker(), row.Code);
        var links = new Dictionary<string, string> { ["page"] = $"/t/{code}", ["qr"] = $"/api/v1/stickers/{code}.svg" };
        return new StickerView(code, row.Version, s.Name, s.Service, s.Kelurahan, s.Rw, s.Lat, s.Lon, s.Category, s.Active, row.ChangedAt, row.ChangedBy, links);
    }
}
