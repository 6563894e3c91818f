using Kota.Kernel.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Kota.Kernel.Reference;

/// <summary>Registers the city's reference data.</summary>
public static class ReferenceServices
{
    /// <summary>Regions, agencies and the working calendar. A calendar file that cannot be used stops the host at start.</summary>
    public static IServiceCollection AddReferenceData(this IServiceCollection services)
    {
        services.AddOptions<CalendarOptions>().BindConfiguration(CalendarOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CalendarOptions>, CalendarFileIsUsable>();
        services.AddSingleton<Regions>();
        services.AddSingleton<Agencies>();
        services.AddSingleton(p => Holidays.Load(p.GetRequiredService<IOptions<CalendarOptions>>().Value.File));
        services.AddSingleton(p => p.GetRequiredService<Holidays>().ToCalendar());
        services.AddSingleton(new StorageLayout([HolidayRow.Table], [], []));
        services.AddSingleton<HolidayStore>().AddSingleton<CalendarKeeper>().AddHostedService(p => p.GetRequiredService<CalendarKeeper>());
        return services;
    }

    private sealed class CalendarFileIsUsable : IValidateOptions<CalendarOptions>
    {
        public ValidateOptionsResult Validate(string? name, CalendarOptions options)
        {
            try
            {
                Holidays.Load(options.File);
                return ValidateOptionsResult.Success;
            }
            catch (InvalidDataException e)
            {
                return ValidateOptionsResult.Fail($"{CalendarOptions.Section}:File: {e.Message}");
            }
        }
    }
}
