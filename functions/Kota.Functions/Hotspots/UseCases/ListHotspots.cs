using Kota.Functions.Hotspots.Storage;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Reference;

namespace Kota.Functions.Hotspots.UseCases;

/// <summary>A point as everybody sees it.</summary>
/// <param name="Id">Id.</param>
/// <param name="Name">Name of the hall or place.</param>
/// <param name="Kelurahan">Kemendagri code.</param>
/// <param name="Rw">Number of the RW.</param>
/// <param name="Lat">Degrees north, WGS 84.</param>
/// <param name="Lon">Degrees east, WGS 84.</param>
/// <param name="Status"><c>new</c>, <c>up</c>, <c>late</c>, <c>down</c> or <c>paused</c>.</param>
/// <param name="Since">Since when it is up or down.</param>
/// <param name="LastPingAt">When it was last heard of.</param>
/// <param name="Devices">Devices that were connected then.</param>
/// <param name="Demo">Made up.</param>
public sealed record HotspotView(
    string Id, string Name, string Kelurahan, int? Rw, double Lat, double Lon, string Status, DateTimeOffset? Since, DateTimeOffset? LastPingAt, int? Devices, bool Demo);

/// <summary>All points, and how many there are of each status.</summary>
public sealed record HotspotList(IReadOnlyDictionary<string, int> Counts, IReadOnlyList<HotspotView> Items);

/// <summary>Shows every point with its status. Each instance reads them once in two seconds at most, however many look.</summary>
public sealed class ListHotspots(HotspotStore store, HotspotRegistry registry, Regions regions, TimeProvider time)
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private Task<Dictionary<string, PointState>>? states;
    private DateTimeOffset readAt;

    /// <param name="kelurahan">Only those of a kelurahan; null or empty for all.</param>
    /// <param name="status">Only those of a status.</param>
    /// <param name="ct">Stops.</param>
    public async Task<Outcome<HotspotList>> RunAsync(string? kelurahan, string? status, CancellationToken ct)
    {
        var errors = new List<FieldError>();
        if (!string.IsNullOrEmpty(kelurahan) && regions.Find(kelurahan) is null)
            errors.Add(new FieldError("/kelurahan", "kelurahan-unknown"));
        if (!string.IsNullOrEmpty(status) && !Statuses.Contains(status))
            errors.Add(new FieldError("/status", "hotspot-status"));
        if (errors.Count > 0)
            return Failure.Invalid(errors);
        var now = time.GetUtcNow();
        var known = await StatesAsync(now).WaitAsync(ct);
        var views = (await registry.AllAsync(ct)).Where(h => h.Lifecycle != Lifecycle.Retired && (string.IsNullOrEmpty(kelurahan) || h.Kelurahan == kelurahan))
            .Select(h => Show(h, known.GetValueOrDefault(h.Id), now)).ToList();
        var counts = Statuses.ToDictionary(s => s, s => views.Count(v => v.Status == s));
        return new HotspotList(counts, string.IsNullOrEmpty(status) ? views : [.. views.Where(v => v.Status == status)]);
    }

    /// <summary>The words for a status, as everybody sees it.</summary>
    public static IReadOnlyList<string> Statuses { get; } = ["new", "up", "late", "down", "paused"];

    internal static HotspotView Show(Hotspot h, PointState? state, DateTimeOffset now) => new(
        h.Id, h.Name, h.Kelurahan, h.Rw, h.Lat, h.Lon, StatusOf(h, state, now), state?.Since, state?.LastPingAt, state?.Usage?.Devices, h.Demo);

    private static string StatusOf(Hotspot h, PointState? state, DateTimeOffset now) =>
        h.Lifecycle == Lifecycle.Paused ? "paused"
        : state?.Status switch
        {
            PointStatus.Up => state.IsLate(h.Watch, now) ? "late" : "up",
            PointStatus.Down => "down",
            _ => "new",
        };

    // Whoever comes while they are read waits for the same reading.
    private Task<Dictionary<string, PointState>> StatesAsync(DateTimeOffset now)
    {
        lock (gate)
        {
            if (states is null || states.IsFaulted || now - readAt >= Life)
                (states, readAt) = (ReadAsync(), now);
            return states;
        }
    }

    private async Task<Dictionary<string, PointState>> ReadAsync() =>
        (await Task.WhenAll(HotspotPartition.All.Select(p => store.StatesAsync(p, CancellationToken.None)))).SelectMany(r => r).Select(r => r.State()).ToDictionary(s => s.Id, StringComparer.Ordinal);
}
