using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Kota.Functions.Operations.UseCases;

/// <summary>The answer of a probe: no names of accounts, no texts of exceptions. A status is ok, degraded or failing.</summary>
public sealed record Health(string Status, IReadOnlyList<HealthEntry> Checks)
{
    public static Health Alive { get; } = new(NameOf(HealthStatus.Healthy), []);

    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsReady => Status != NameOf(HealthStatus.Unhealthy);

    public static string NameOf(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "ok",
        HealthStatus.Degraded => "degraded",
        _ => "failing",
    };
}

public sealed record HealthEntry(string Name, string Status, long Milliseconds, IReadOnlyDictionary<string, object> Data);

public sealed class CheckReadiness(HealthCheckService checks)
{
    public async Task<Health> RunAsync(CancellationToken ct)
    {
        var report = await checks.CheckHealthAsync(ct);
        return new Health(Health.NameOf(report.Status), [.. report.Entries.Select(e => Entry(e.Key, e.Value))]);
    }

    private static HealthEntry Entry(string name, HealthReportEntry entry) =>
        new(name, Health.NameOf(entry.Status), (long)entry.Duration.TotalMilliseconds, entry.Data);
}
