using Kota.EmbeddedHost.Admin;
using Kota.EmbeddedHost.Catalog;
using Kota.EmbeddedHost.Http;
using Kota.EmbeddedHost.Queues;
using Kota.EmbeddedHost.Settings;
using Kota.EmbeddedHost.Timers;
using Kota.Kernel.Messaging;
using Kota.Kernel.Tables;
using Kota.Kernel.Telemetry;
using OpenTelemetry;

namespace Kota.EmbeddedHost;

/// <summary>Registers what the host itself is made of.</summary>
internal static class HostServices
{
    public static IServiceCollection AddTriggers(this IServiceCollection services, FunctionCatalog catalog)
    {
        services.AddSingleton(catalog);
        services.AddSingleton<QueueBell>().AddSingleton<IQueueBell>(p => p.GetRequiredService<QueueBell>());
        services.AddSingleton<IMessageSender, StorageQueueSender>();
        services.AddSingleton<HostStorage>().AddSingleton<MessageRunner>().AddSingleton<TimerRunner>().AddSingleton<HostLease>();
        services.AddSingleton<ScheduleMonitor>().AddSingleton<AdminEndpoint>().AddSingleton<TriggerService>();
        services.AddSingleton(p => new TriggerDrain(
            catalog, p.GetRequiredService<TriggerService>(), p.GetRequiredService<TimerRunner>(), p.GetRequiredService<AdminEndpoint>(),
            p.GetRequiredService<MessageRunner>(), p.GetRequiredService<QueueBell>()));
        foreach (var subscription in catalog.Subscriptions)
            services.AddSingleton(subscription);
        services.AddSingleton(new StorageLayout([], [.. catalog.Queues.Select(WithoutPoison).Distinct()], [HostStorage.ContainerName]));
        services.AddHostedService<StorageAtStart>();
        services.AddHostedService(p => p.GetRequiredService<TriggerService>());
        services.AddSingleton<MatcherPolicy, VerbPolicy>();
        return services;
    }

    /// <summary>Traces and metrics; sent only where OTEL_EXPORTER_OTLP_ENDPOINT names a collector, yet made always: messages carry the trace on.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration settings)
    {
        var telemetry = services.AddOpenTelemetry()
            .WithTracing(t => t.AddSource(KotaTelemetry.Name, "Microsoft.AspNetCore"))
            .WithMetrics(m => m.AddMeter(KotaTelemetry.Name));
        if (settings["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
            telemetry.UseOtlpExporter();
        return services;
    }

    // The provisioner makes the poison queue of each queue that it is given.
    private static string WithoutPoison(QueueEntry function) => function.PoisonQueue is null ? function.Queue[..^QueueEntry.PoisonSuffix.Length] : function.Queue;
}
