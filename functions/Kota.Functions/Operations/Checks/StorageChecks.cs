using Kota.Kernel.DeadLetters;
using Kota.Kernel.Leasing;
using Kota.Kernel.Tables;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Kota.Functions.Operations.Checks;

/// <summary>A read of a row that is not there, with the rights that the app has anyway.</summary>
internal sealed class TableCheck(KotaStorage storage) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await storage.Table(DeadLetterRow.TableName)
            .FindAsync<DeadLetterRow>(DeadLetterRow.Partition("healthz"), DeadLetterRow.Key(DateTimeOffset.UnixEpoch), cancellationToken);
        return HealthCheckResult.Healthy();
    }
}

internal sealed class QueueCheck(KotaStorage storage, QueueNames queues) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (queues.All.FirstOrDefault() is { } queue)
            await storage.Queue(queue).GetPropertiesAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }
}

internal sealed class BlobCheck(KotaStorage storage) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await storage.Container(BlobLeaser.Container).GetPropertiesAsync(cancellationToken: cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
