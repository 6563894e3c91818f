using Microsoft.Extensions.DependencyInjection;

namespace Kota.Functions.Calendar;

/// <summary>Registers the slice.</summary>
internal static class CalendarSlice
{
    public static IServiceCollection AddCalendar(this IServiceCollection services) => services.AddSingleton<ReadHolidays>().AddSingleton<ChangeHolidays>();
}
