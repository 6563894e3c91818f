using Kota.Functions.Reports.Output;
using Kota.Functions.Reports.Storage;
using Kota.Functions.Reports.UseCases;
using Kota.Kernel.Contracts;
using Kota.Kernel.Messaging;
using Kota.Kernel.Outbox;
using Kota.Kernel.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace Kota.Functions.Reports;

/// <summary>Registers the slice.</summary>
internal static class ReportsSlice
{
    public static IServiceCollection AddReports(this IServiceCollection services)
    {
        services.AddSingleton(new StorageLayout([ReportCaseRow.Table, ReportRow.Table], [], [ReportRow.Container]));
        services.AddSingleton(new OutboxSource(ReportRow.Table, ReportKinds.All));
        services.AddSingleton(new SubscriptionFilter(Destination.CityEvents.Name, "reports", [SubmissionChanged.Type]));
        services.AddSingleton<ReportCases>().AddSingleton<ReportShelf>().AddSingleton<ReportBook>();
        services.AddSingleton<NoteChange>().AddSingleton<MakeReports>().AddSingleton<RunReportAgain>();
        services.AddSingleton<ListReports>().AddSingleton<ReadReport>().AddSingleton<ReadFigures>();
        return services.AddSingleton<OpenData>().AddSingleton<ReadPulse>().AddSingleton<ReadLeague>();
    }
}
