using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Kota.Kernel.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Kota.Worker;

/// <summary>
/// Traces and metrics to Azure Monitor, where the app has an address for them. Not logs: the Functions host is sent those of the worker
/// and writes them to the same place, so that an exporter here would write each line twice.
/// </summary>
internal static class TelemetrySetup
{
    // Spans of invocations, so that ours hang below those of the Functions host.
    private const string WorkerSource = "Microsoft.Azure.Functions.Worker";

    public static void AddKotaTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"] is not { Length: > 0 } connection)
            return;
        void Export(AzureMonitorExporterOptions options)
        {
            options.ConnectionString = connection;
            if (configuration["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"] is not null)
                options.Credential = new DefaultAzureCredential();
        }

        services.AddOpenTelemetry()
            .WithTracing(t => t.AddSource(KotaTelemetry.Name, WorkerSource, "Azure.*").AddAzureMonitorTraceExporter(Export))
            .WithMetrics(m => m.AddMeter(KotaTelemetry.Name).AddAzureMonitorMetricExporter(Export));
    }
}
