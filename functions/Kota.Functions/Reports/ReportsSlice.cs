using Kota.Functions.Reports.Storage;
using Kota.Functions.Reports.UseCases;
using Kota.Kernel.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace Kota.Functions.Reports;

/// <summary>Registers the slice.</summary>
internal static class ReportsSlice
{
    public static IServiceCollection AddReports(this IServiceCollection services)
    {
        services.AddSingleton(new StorageLayout([ReportCaseRow.Table], [], []));
        return services.AddSingleton<ReportCases>().AddSingleton<NoteChange>();
    }
}
