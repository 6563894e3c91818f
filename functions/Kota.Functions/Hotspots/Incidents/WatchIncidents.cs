
namespace Kota.Functions.Hotspots.Incidents;

/// <summary>Holds outages against open incidents, each minute: reads what is down and what is open, and writes what has changed. A second run changes nothing.</summary>
public sealed class WatchIncidents(IncidentStore store, HotspotRegistry registry, TimeProvider time)
{
    public async Task RunAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var rows = await store.OpenAsync(ct);
        foreach (var ended in rows.Where(r => r.Incident().ClosedAt is not null))
            await store.MoveAsync(ended, ct);
        var open = rows.Where(r => r.Incident().ClosedAt is null).ToDictionary(r => r.RowKey);
        var outages = new List<Outage>();
        foreach (var row in await store.OutagesAsync(ct))
        {
            // Points that are paused or gone concern nobody.
            if (await registry.FindAsync(row.Id(), ct) is { Lifecycle: Lifecycle.Active } hotspot)
                outages.Add(new Outage(hotspot.Id, hotspot.Provider, hotspot.Kelurahan, row.Since));
        }

        var incidents = open.Values.Select(r => r.Incident()).ToList();
        var upAt = await UpAtAsync(incidents, outages, now, ct);
        foreach (var changed in IncidentJudge.Judge(incidents, outages, id => upAt[id], now, began => Ulid.NewUlid(began).ToString()))
        {
            // Whoever wrote a note meanwhile was faster: the next minute judges again.
            var seen = open.TryGetValue(IncidentRow.Key(changed.Id), out var there) ? there.ETag : default;
            if (await store.WriteAsync(changed, seen, ct) && changed.ClosedAt is not null && await store.FindOpenAsync(changed.Id, ct) is { } ended)
                await store.MoveAsync(ended, ct);
        }
    }

    private async Task<Dictionary<string, DateTimeOffset>> UpAtAsync(IReadOnlyList<Incident> open, IReadOnlyList<Outage> outages, DateTimeOffset now, CancellationToken ct)
    {
        var down = outages.Select(o => o.Point).ToHashSet(StringComparer.Ordinal);
        var back = open.SelectMany(i => i.Points).Where(p => p.UpAt is null && !down.Contains(p.Id)).Select(p => p.Id).Distinct(StringComparer.Ordinal).ToList();
        var found = await Task.WhenAll(back.Select(id => store.OutageAsync(id, ct)));

        // One that was paused or retired while it was down ends now.
        return back.Zip(found).ToDictionary(x => x.First, x => x.Second is { Open: false } row ? row.Since : now, StringComparer.Ordinal);
    }
}
