using Kota.Functions.Operations.Checks;
using Kota.Functions.Operations.UseCases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Kota.Functions.Operations;

public static class OperationsSlice
{
    /// <summary>A probe of the platform gives up after five seconds or more; each check must have ended by then.</summary>
    private static readonly TimeSpan CheckLimit = TimeSpan.FromSeconds(2);

    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        services.AddOptions<HealthOptions>().BindConfiguration(HealthOptions.Section)
            .Validate(o => o.OutboxAge > TimeSpan.Zero && o.PoisonDepth > 0, "Kota:Health: both limits must be positive.").ValidateOnStart();
        services.AddHealthChecks()
            .AddCheck<TableCheck>("table", HealthStatus.Unhealthy, [], CheckLimit)
            .AddCheck<QueueCheck>("queue", HealthStatus.Unhealthy, [], CheckLimit)
            .AddCheck<BlobCheck>("blob", HealthStatus.Unhealthy, [], CheckLimit)
            .AddCheck<OutboxCheck>("outbox", HealthStatus.Unhealthy, [], CheckLimit)
            .AddCheck<PoisonCheck>("poison", HealthStatus.Unhealthy, [], CheckLimit);
        services.AddSingleton<QueueNames>();
        services.AddSingleton<ListDeadLetters>();
        services.AddSingleton<ReplayDeadLetter>();
        services.AddSingleton<KeepDeadLetter>();
        services.AddSingleton<RemoveOldRows>();
        services.AddSingleton<CheckReadiness>();
        return services;
    }
}
