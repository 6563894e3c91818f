using Kota.Functions.Hotspots.Storage;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Reference;
using Kota.Kernel.Security;
using Kota.Kernel.Time;

namespace Kota.Functions.Hotspots.UseCases;

/// <summary>A point as the city's admin enters it.</summary>
/// <param name="Name">Name of the hall or place.</param>
/// <param name="Kelurahan">Kemendagri code.</param>
/// <param name="Lat">Degrees north, WGS 84.</param>
/// <param name="Lon">Degrees east, WGS 84.</param>
/// <param name="Provider">Name of the provider.</param>
/// <param name="Rw">Number of the RW within the kelurahan; null for a point of the whole kelurahan.</param>
/// <param name="Circuit">The provider's number of the line.</param>
/// <param name="Mbps">Speed of the line.</param>
/// <param name="MonthlyCost">Whole rupiah.</param>
/// <param name="IntervalSeconds">How often it pings: 60 to 86,400.</param>
/// <param name="GraceSeconds">How much later a ping may come: 30 to 86,400.</param>
/// <param name="Lifecycle">Active, paused or retired.</param>
public sealed record HotspotBody(
    string Name, string Kelurahan, double Lat, double Lon, string Provider, int? Rw = null, string? Circuit = null, int? Mbps = null, long? MonthlyCost = null,
    int IntervalSeconds = 300, int GraceSeconds = 300, Lifecycle Lifecycle = Lifecycle.Active);

/// <summary>A point as the city's people see it.</summary>
public sealed record HotspotDetail(Hotspot Hotspot, HotspotView Now, DateTimeOffset ChangedAt, string? ChangedBy);

/// <summary>What a device is given.</summary>
/// <param name="Id">The point.</param>
/// <param name="Key">Ping key: keep it secret.</param>
/// <param name="Path">What the device calls.</param>
/// <param name="KeyVersion">Version of the key.</param>
/// <param name="OldKeyUntil">Until when the key before holds beside it.</param>
/// <param name="Version">Version of the point.</param>
public sealed record PingKeyView(string Id, string Key, string Path, int KeyVersion, DateTimeOffset? OldKeyUntil, int Version);

/// <summary>The registry: officials read it, the city's admin enters and changes points and gives out their keys.</summary>
public sealed class ManageHotspots(HotspotStore store, HotspotRegistry registry, PingKeys keys, Regions regions, CityClock clock)
{
    /// <summary>How long a key holds beside its successor, so that no device falls silent while it is changed.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromDays(7);

    private const int MaxText = 100, MinInterval = 60, MinGrace = 30, MaxMbps = 100_000;
    private const long MaxCost = 1_000_000_000;

    public async Task<Outcome<HotspotDetail>> ReadAsync(string id, Caller caller, CancellationToken ct)
    {
        if (Require.Official(caller) is { } refused)
            return refused;
        if (!Hotspot.IsId(id) || await store.FindAsync(id, ct) is not { } row)
            return Failure.NotFound("hotspot-unknown");
        return Show(row, (await store.StateAsync(id, ct))?.State());
    }

    /// <summary>Enters or changes a point. What stands in it that is not in the wish, such as its key, stays.</summary>
    public async Task<Outcome<HotspotDetail>> ChangeAsync(string id, ReadOnlyMemory<byte> json, int? version, Caller caller, CancellationToken ct)
    {
        if (Require.CityAdmin(caller) is { } refused)
            return refused;
        if (!JsonBody.Parse<HotspotBody>(json.Span).Succeeded(out var body, out var failure))
            return failure;
        if (Check(id, body) is { Count: > 0 } errors)
            return Failure.Invalid(errors);
        if (version is not { } seen)
            return new Failure(FailureKind.PreconditionRequired, "if-match-needed");
        return await WriteAsync(id, seen, caller, before => Changed(before, id, body), ct) is { } written
            ? Show(written, (await store.StateAsync(id, ct))?.State())
            : new Failure(FailureKind.Stale, "stale") { Args = [(await store.FindAsync(id, ct))?.Hotspot().Version ?? 0] };
    }

    public async Task<Outcome<PingKeyView>> KeyAsync(string id, Caller caller, CancellationToken ct)
    {
        if (Require.CityAdmin(caller) is { } refused)
            return refused;
        return Hotspot.IsId(id) && await store.FindAsync(id, ct) is { } row ? ShowKey(row.Hotspot()) : Failure.NotFound("hotspot-unknown");
    }

    /// <summary>Makes a new key; the one before holds for a week.</summary>
    public async Task<Outcome<PingKeyView>> RotateAsync(string id, int? version, Caller caller, CancellationToken ct)
    {
        if (Require.CityAdmin(caller) is { } refused)
            return refused;
        if (!Hotspot.IsId(id) || await store.FindAsync(id, ct) is not { } row)
            return Failure.NotFound("hotspot-unknown");
        if (version is not { } seen)
            return new Failure(FailureKind.PreconditionRequired, "if-match-needed");
        var until = clock.Now + Overlap;
        return await WriteAsync(id, seen, caller, before => before! with { KeyVersion = before.KeyVersion + 1, OldKeyUntil = until }, ct) is { } written
            ? ShowKey(written.Hotspot())
            : new Failure(FailureKind.Stale, "stale") { Args = [row.Hotspot().Version] };
    }

    // Null when somebody else was faster.
    private async Task<HotspotRow?> WriteAsync(string id, int seen, Caller caller, Func<Hotspot?, Hotspot> change, CancellationToken ct)
    {
        var there = await store.FindAsync(id, ct);
        var before = there?.Hotspot();
        if ((before?.Version ?? 0) != seen)
            return null;
        var row = HotspotRow.For(change(before) with { Version = seen + 1 }, clock.Now, caller.Subject);
        row.ETag = there?.ETag ?? default;
        if (!await store.WriteAsync(row, before?.Lifecycle == Lifecycle.Paused ? clock.Now : null, ct))
            return null;
        registry.Forget();
        return row;
    }

    private static Hotspot Changed(Hotspot? before, string id, HotspotBody body) =>
        (before ?? new Hotspot { Id = id, Name = "", Kelurahan = "", Lat = 0, Lon = 0, Provider = "" }) with
        {
            Name = body.Name.Trim(),
            Kelurahan = body.Kelurahan,
            Rw = body.Rw,
            Lat = body.Lat,
            Lon = body.Lon,
            Provider = body.Provider.Trim(),
            Circuit = body.Circuit,
            Mbps = body.Mbps,
            MonthlyCost = body.MonthlyCost,
            IntervalSeconds = body.IntervalSeconds,
            GraceSeconds = body.GraceSeconds,
            Lifecycle = body.Lifecycle,
            Demo = false,
        };

    private List<FieldError> Check(string id, HotspotBody body)
    {
        var errors = new List<FieldError>();
        if (!Hotspot.IsId(id))
            errors.Add(new FieldError("/id", "hotspot-id"));
        Text(body.Name, "/name");
        Text(body.Provider, "/provider");
        if (body.Circuit is { Length: > MaxText })
            errors.Add(new FieldError("/circuit", "too-long", MaxText));
        if (regions.Find(body.Kelurahan) is null)
            errors.Add(new FieldError("/kelurahan", "kelurahan-unknown"));
        else if (body.Rw is { } rw && !regions.HasRw(body.Kelurahan, rw))
            errors.Add(new FieldError("/rw", "rw-unknown", regions.Find(body.Kelurahan)!.RwCount));
        if (regions.Nearest(body.Lat, body.Lon) is null)
            errors.Add(new FieldError("/lat", "outside-city"));
        Range(body.Mbps, 1, MaxMbps, "/mbps");
        Range(body.MonthlyCost, 0, MaxCost, "/monthlyCost");
        Range(body.IntervalSeconds, MinInterval, Hotspot.MaxSeconds, "/intervalSeconds");
        Range(body.GraceSeconds, MinGrace, Hotspot.MaxSeconds, "/graceSeconds");
        return errors;

        void Text(string text, string at)
        {
            if (string.IsNullOrWhiteSpace(text))
                errors.Add(new FieldError(at, "required"));
            else if (text.Length > MaxText)
                errors.Add(new FieldError(at, "too-long", MaxText));
        }

        void Range(long? value, long least, long most, string at)
        {
            if (value < least)
                errors.Add(new FieldError(at, "field-minimum", least));
            if (value > most)
                errors.Add(new FieldError(at, "field-maximum", most));
        }
    }

    private HotspotDetail Show(HotspotRow row, PointState? state)
    {
        var hotspot = row.Hotspot();
        return new HotspotDetail(hotspot, ListHotspots.Show(hotspot, state, clock.Now), row.ChangedAt, row.ChangedBy);
    }

    private PingKeyView ShowKey(Hotspot h)
    {
        var key = keys.Write(h.Id, h.KeyVersion);
        return new PingKeyView(h.Id, key, $"/ping/{key}", h.KeyVersion, h.OldKeyUntil > clock.Now ? h.OldKeyUntil : null, h.Version);
    }
}
