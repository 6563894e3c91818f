namespace Kota.Functions.Operations;

public sealed class HealthOptions
{
    public const string Section = "Kota:Health";

    /// <summary>An unsent message older than this means that messages do not flow. The sweeper runs each minute.</summary>
    public TimeSpan OutboxAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>From the first dead letter on the city is degraded; from this many on, not ready.</summary>
    public int PoisonDepth { get; set; } = 100;
}
