using Kota.Kernel.DeadLetters;
using Kota.Kernel.Outbox;
using Kota.Kernel.Tables;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Kota.Functions.Operations.Checks;

/// <summary>Whether changes reach the rest of the city: the age of the oldest unsent message.</summary>
internal sealed class OutboxCheck(OutboxSweeper sweeper, IOptions<HealthOptions> options) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var age = await sweeper.OldestAsync(cancellationToken) ?? TimeSpan.Zero;
        var data = new Dictionary<string, object> { ["oldestSeconds"] = (long)age.TotalSeconds };
        return age > options.Value.OutboxAge
            ? new HealthCheckResult(context.Registration.FailureStatus, data: data)
            : HealthCheckResult.Healthy(data: data);
    }
}

/// <summary>How many messages wait for an operator: kept as dead letters, or still in the poison queues.</summary>
internal sealed class PoisonCheck(DeadLetterStore letters, KotaStorage storage, QueueNames queues, IOptions<HealthOptions> options) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var limit = options.Value.PoisonDepth;
        var depth = (await Task.WhenAll(queues.All.Select(q => DepthAsync(q, limit, cancellationToken)))).Sum();
        var data = new Dictionary<string, object> { ["depth"] = Math.Min(depth, limit) };
        return depth >= limit ? new HealthCheckResult(context.Registration.FailureStatus, data: data)
            : depth > 0 ? HealthCheckResult.Degraded(data: data)
            : HealthCheckResult.Healthy(data: data);
    }

    private async Task<int> DepthAsync(string queue, int limit, CancellationToken ct)
    {
        // What waits in a subscription's own dead letters is for its trigger, which keeps it here within moments.
        if (!queues.Queues.Contains(queue))
            return await letters.CountAsync(queue, limit, ct);
        var waiting = storage.Queue(queue + "-poison").GetPropertiesAsync(ct);
        return await letters.CountAsync(queue, limit, ct) + (await waiting).Value.ApproximateMessagesCount;
    }
}
