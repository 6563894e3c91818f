using Kota.Functions.Hotspots.Incidents;
using Kota.Functions.Hotspots.UseCases;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Functions.Hotspots;

/// <summary>Everything that hotspots do by the clock. Schedules are in UTC.</summary>
public sealed class HotspotTimers(FindSilent silent, EndDays days, WatchIncidents incidents)
{
    [Function("FindSilentHotspots")]
    public Task Sweep([TimerTrigger("5 * * * * *")] TimerInfo timer, CancellationToken ct) => silent.RunAsync(ct);

    [Function("WatchIncidents")]
    public Task Watch([TimerTrigger("35 * * * * *")] TimerInfo timer, CancellationToken ct) => incidents.RunAsync(ct);

    [Function("EndHotspotDays")]
    public Task EndDays([TimerTrigger("0 10 * * * *")] TimerInfo timer, CancellationToken ct) => days.RunAsync(ct);
}
