using Kota.Functions.Hotspots.Incidents;
using Kota.Functions.Hotspots.Pings;
using Kota.Functions.Hotspots.Storage;
using Kota.Functions.Hotspots.UseCases;
using Kota.Kernel.Outbox;
using Kota.Kernel.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace Kota.Functions.Hotspots;

/// <summary>Registers the slice.</summary>
internal static class HotspotsSlice
{
    public static IServiceCollection AddHotspots(this IServiceCollection services)
    {
        services.AddSingleton(new StorageLayout([HotspotRow.Table, DayRow.Table, IncidentRow.Table], [], []));
        services.AddSingleton(new OutboxSource(HotspotRow.Table, HotspotPartition.All));
        services.AddOptions<HotspotOptions>().BindConfiguration(HotspotOptions.Section)
            .Validate(HotspotOptions.IsValid, "Kota:Hotspots needs a ControllerToken of at least 32 characters or none, and PingsPerMinute above 0.").ValidateOnStart();
        services.AddSingleton<HotspotStore>().AddSingleton<HotspotRegistry>().AddSingleton<PingKeys>().AddSingleton<PingBook>();
        services.AddSingleton<TakePing>().AddSingleton<TakeReports>().AddSingleton<FindSilent>().AddSingleton<EndDays>().AddSingleton<ListHotspots>().AddSingleton<ManageHotspots>();
        services.AddSingleton<IncidentStore>().AddSingleton<WatchIncidents>().AddSingleton<HandleIncidents>();
        services.AddHostedService<EnterDemoHotspots>();
        return services;
    }
}
