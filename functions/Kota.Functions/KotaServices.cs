using Kota.Functions.Calendar;
using Kota.Functions.Hotspots;
using Kota.Functions.Identity;
using Kota.Functions.Operations;
using Kota.Functions.Reports;
using Kota.Functions.Submissions;
using Kota.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Kota.Functions;

/// <summary>Registers the product's services, alike for both hosts.</summary>
public static class KotaServices
{
    /// <summary>Kernel and slices.</summary>
    public static IServiceCollection AddKota(this IServiceCollection services) => services
        .AddKotaKernel()
        .AddCalendar()
        .AddIdentity()
        .AddSubmissions()
        .AddReports()
        .AddHotspots()
        .AddOperations();
}
