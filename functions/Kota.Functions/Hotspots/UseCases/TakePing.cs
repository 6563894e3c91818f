using System.Globalization;
using System.Threading.RateLimiting;
using Kota.Functions.Hotspots.Pings;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Microsoft.Extensions.Options;

namespace Kota.Functions.Hotspots.UseCases;

/// <summary>A ping with use, as a device reports it.</summary>
/// <param name="Signal">What it says; success unless said.</param>
/// <param name="At">When the device made it; now without. A report whose instant is not later than the last one counted is not counted again.</param>
/// <param name="Usage">How the point is used.</param>
public sealed record PingInput(Signal Signal = Signal.Success, DateTimeOffset? At = null, Usage? Usage = null);

/// <summary>What a device gets back.</summary>
/// <param name="Id">The point.</param>
/// <param name="IntervalSeconds">How often it is to ping.</param>
public sealed record PingReceipt(string Id, int IntervalSeconds);

/// <summary>Takes the ping of a point, by its key. A forged or unknown key costs no call to storage.</summary>
public sealed class TakePing(PingKeys keys, HotspotRegistry registry, PingBook book, IOptions<HotspotOptions> options, TimeProvider time) : IDisposable
{
    // A point that floods is held back before anything is written.
    private readonly PartitionedRateLimiter<string> buckets = PartitionedRateLimiter.Create<string, string>(id =>
        RateLimitPartition.GetTokenBucketLimiter(id, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Value.PingsPerMinute,
            TokensPerPeriod = options.Value.PingsPerMinute,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1),
            QueueLimit = 0,
        }));

    /// <summary>A ping in the form of Healthchecks: what it says stands in the address.</summary>
    /// <param name="key">Ping key.</param>
    /// <param name="signal"><c>start</c>, <c>fail</c>, <c>log</c>, an exit status, or null.</param>
    /// <param name="ct">Stops before the ping is handed on.</param>
    public async Task<Outcome<PingReceipt>> RunAsync(string key, string? signal, CancellationToken ct)
    {
        if (SignalOf(signal) is not { } said || keys.Read(key) is not { } proven)
            return Failure.NotFound("ping-key-unknown");
        return await TakeAsync(proven, new Ping(said), ct);
    }

    /// <summary>A ping with use, of the point that its key names.</summary>
    /// <param name="id">The point.</param>
    /// <param name="key">Ping key.</param>
    /// <param name="json">A <see cref="PingInput"/>.</param>
    /// <param name="ct">Stops before the ping is handed on.</param>
    public async Task<Outcome<PingReceipt>> RunAsync(string id, string? key, ReadOnlyMemory<byte> json, CancellationToken ct)
    {
        if (keys.Read(key) is not { } proven || proven.Id != id)
            return Failure.NotFound("ping-key-unknown");
        if (!JsonBody.Parse<PingInput>(json.Span).Succeeded(out var input, out var failure))
            return failure;
        var errors = UsageChecks.Check(input.Usage, "");
        return errors.Count > 0 ? Failure.Invalid(errors) : await TakeAsync(proven, new Ping(input.Signal, input.At, input.Usage), ct);
    }

    public void Dispose() => buckets.Dispose();

    private async Task<Outcome<PingReceipt>> TakeAsync((string Id, int Version) proven, Ping ping, CancellationToken ct)
    {
        if (await registry.FindAsync(proven.Id, ct) is not { } hotspot || !hotspot.Takes(proven.Version, time.GetUtcNow()))
            return Failure.NotFound("ping-key-unknown");
        using var lease = buckets.AttemptAcquire(hotspot.Id);
        if (!lease.IsAcquired)
            return new Failure(FailureKind.TooMany, "ping-too-many") { Args = [options.Value.PingsPerMinute], RetryAfter = TimeSpan.FromMinutes(1d / options.Value.PingsPerMinute) };
        return await book.AddAsync(hotspot, ping) == PingResult.Taken
            ? new PingReceipt(hotspot.Id, hotspot.IntervalSeconds)
            : new Failure(FailureKind.Unavailable, "busy");
    }

    private static Signal? SignalOf(string? text) => text switch
    {
        null or "" or "0" => Signal.Success,
        "start" => Signal.Start,
        "fail" => Signal.Fail,
        "log" => Signal.Log,
        _ => byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? Signal.Fail : null,
    };
}

/// <summary>Holds reports of use against what can be.</summary>
internal static class UsageChecks
{
    private const long MostBytes = 1L << 50;
    private const int MostPeople = 100_000, MostMilliseconds = 3_600_000, MaxFirmware = 60;
    private const long MostSeconds = 315_360_000;

    public static List<FieldError> Check(Usage? usage, string at)
    {
        var errors = new List<FieldError>();
        if (usage is null)
            return errors;
        Range(usage.Devices, MostPeople, "devices");
        Range(usage.Sessions, MostPeople, "sessions");
        Range(usage.BytesUp, MostBytes, "bytesUp");
        Range(usage.BytesDown, MostBytes, "bytesDown");
        Range(usage.LatencyMs, MostMilliseconds, "latencyMs");
        Range(usage.UptimeSeconds, MostSeconds, "uptimeSeconds");
        if (usage.Firmware is { Length: > MaxFirmware })
            errors.Add(new FieldError($"{at}/usage/firmware", "too-long", MaxFirmware));
        return errors;

        void Range(long? value, long most, string name)
        {
            if (value < 0)
                errors.Add(new FieldError($"{at}/usage/{name}", "field-minimum", 0));
            if (value > most)
                errors.Add(new FieldError($"{at}/usage/{name}", "field-maximum", most));
        }
    }
}
