using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Kota.Kernel.Reference;

/// <summary>Registers the city's reference data.</summary>
public static class ReferenceServices
{
    /// <summary>Regions, agencies and the working calendar.</summary>
    public static IServiceCollection AddReferenceData(this IServiceCollection services)
    {
        services.AddOptions<CalendarOptions>().BindConfiguration(CalendarOptions.Section);
        services.AddSingleton<Regions>();
        services.AddSingleton<Agencies>();
        services.AddSingleton(p => Holidays.Load(p.GetRequiredService<IOptions<CalendarOptions>>().Value.File));
        services.AddSingleton(p => p.GetRequiredService<Holidays>().ToCalendar());
        return services;
    }
}
