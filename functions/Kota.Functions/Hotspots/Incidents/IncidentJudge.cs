namespace Kota.Functions.Hotspots.Incidents;

/// <summary>
/// Makes incidents of outages: pure. Points of one provider, or of one kelurahan, that fall within minutes are one incident, so that a cut
/// line is one alert and not fifty. Pings come at any second of their interval, so deadlines of one cut are spread over an interval: a point
/// that falls alone waits that long for others.
/// </summary>
public static class IncidentJudge
{
    /// <summary>Points of one provider that make an incident.</summary>
    public const int ProviderPoints = 5;

    /// <summary>Points of one kelurahan that make an incident.</summary>
    public const int KelurahanPoints = 3;

    /// <summary>How long a point that fell waits for others: an interval of five minutes, and a minute for the sweep.</summary>
    public static readonly TimeSpan Settle = TimeSpan.FromMinutes(6);

    /// <summary>How long all points must be up before an incident ends: one that flaps keeps its incident.</summary>
    public static readonly TimeSpan Recovered = TimeSpan.FromMinutes(5);

    /// <summary>The incidents that are new or have changed, each with its next version.</summary>
    /// <param name="open">Incidents that are open.</param>
    /// <param name="outages">Points that are down and watched.</param>
    /// <param name="upAt">Since when a point that is not among them is up.</param>
    /// <param name="now">Now.</param>
    /// <param name="newId">An id for an incident that began then.</param>
    public static IReadOnlyList<Incident> Judge(
        IReadOnlyList<Incident> open, IReadOnlyList<Outage> outages, Func<string, DateTimeOffset> upAt, DateTimeOffset now, Func<DateTimeOffset, string> newId)
    {
        var down = outages.ToDictionary(o => o.Point, StringComparer.Ordinal);
        var known = open.SelectMany(i => i.Points.Select(p => p.Id)).ToHashSet(StringComparer.Ordinal);
        var left = outages.Where(o => !known.Contains(o.Point)).OrderBy(o => o.Since).ThenBy(o => o.Point, StringComparer.Ordinal).ToList();
        var judged = new List<Incident>();
        foreach (var incident in open)
        {
            var joining = Take(left, o => Key(incident.Scope, o) == incident.Key && incident.Scope != IncidentScope.Point);
            var next = incident with { Points = [.. incident.Points.Select(p => At(p, down, upAt)), .. joining.Select(o => new IncidentPoint(o.Point, o.Since))] };
            if (next.Points.All(p => p.UpAt is not null) && next.Points.Max(p => p.UpAt) is { } last && last + Recovered <= now)
                next = next with { ClosedAt = last };
            if (next.ClosedAt is not null || !next.Points.SequenceEqual(incident.Points))
                judged.Add(next with { Version = incident.Version + 1 });
        }

        foreach (var (scope, least) in new[] { (IncidentScope.Provider, ProviderPoints), (IncidentScope.Kelurahan, KelurahanPoints) })
        {
            foreach (var group in left.GroupBy(o => Key(scope, o)).Where(g => g.Count() >= least).Select(g => g.Key).ToList())
                judged.Add(New(scope, group, Take(left, o => Key(scope, o) == group), newId));
        }

        judged.AddRange(Take(left, o => o.Since + Settle <= now).Select(o => New(IncidentScope.Point, o.Point, [o], newId)));
        return judged;
    }

    private static Incident New(IncidentScope scope, string key, List<Outage> outages, Func<DateTimeOffset, string> newId)
    {
        var began = outages.Min(o => o.Since);
        return new Incident { Id = newId(began), Scope = scope, Key = key, OpenedAt = began, Points = [.. outages.Select(o => new IncidentPoint(o.Point, o.Since))], Version = 1 };
    }

    private static IncidentPoint At(IncidentPoint point, Dictionary<string, Outage> down, Func<string, DateTimeOffset> upAt) =>
        down.ContainsKey(point.Id) ? point with { UpAt = null } : point.UpAt is null ? point with { UpAt = upAt(point.Id) } : point;

    private static string Key(IncidentScope scope, Outage outage) => scope switch
    {
        IncidentScope.Provider => outage.Provider,
        IncidentScope.Kelurahan => outage.Kelurahan,
        _ => outage.Point,
    };

    private static List<Outage> Take(List<Outage> from, Predicate<Outage> which)
    {
        var taken = from.FindAll(which);
        from.RemoveAll(which);
        return taken;
    }
}
