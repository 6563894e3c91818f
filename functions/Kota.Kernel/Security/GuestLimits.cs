using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Kota.Kernel.Outcomes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Kota.Kernel.Security;

/// <summary>How much guests of one network may write. Generous: thousands of phones share an address of a mobile carrier.</summary>
public sealed class GuestLimitOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Kota:GuestLimits";

    /// <summary>Writes at once.</summary>
    public int Burst { get; set; } = 60;

    /// <summary>Writes a minute after that.</summary>
    public int PerMinute { get; set; } = 30;

    /// <summary>
    /// How many proxies of ours stand before the app, beside the front end of App Service, whose hop the Functions worker has taken out
    /// of X-Forwarded-For into the connection already: 0 believes the connection, 1 is for Front Door.
    /// </summary>
    public int Proxies { get; set; }

    internal static bool IsValid(GuestLimitOptions options) => options is { Burst: > 0, PerMinute: > 0, Proxies: >= 0 and < 10 };
}

/// <summary>
/// Token buckets over the networks that guests write from, in each instance: with n instances the city takes up to n times as much,
/// and no request pays a storage call. Signed-in people and replays pass.
/// </summary>
public sealed class GuestLimits(IOptions<GuestLimitOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> buckets = PartitionedRateLimiter.Create<string, string>(network =>
        RateLimitPartition.GetTokenBucketLimiter(network, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Value.Burst,
            TokensPerPeriod = options.Value.PerMinute,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1),
            QueueLimit = 0,
        }));

    /// <summary>Takes one write of this caller's; the failure when none is left.</summary>
    public Failure? Take(Caller caller)
    {
        if (caller.IsSignedIn)
            return null;
        using var lease = buckets.AttemptAcquire(caller.Network ?? "");
        return lease.IsAcquired ? null : new Failure(FailureKind.TooMany, "too-many-writes") { RetryAfter = TimeSpan.FromMinutes(1) };
    }

    /// <summary>The network of a request: an IPv4 address, or the first 64 bits of an IPv6 one.</summary>
    public string NetworkOf(HttpContext http)
    {
        var address = options.Value.Proxies == 0 ? http.Connection.RemoteIpAddress : Forwarded(http.Request, options.Value.Proxies);
        if (address is null)
            return "";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexStringLower(address.GetAddressBytes()[..8]) : address.ToString();
    }

    /// <inheritdoc/>
    public void Dispose() => buckets.Dispose();

    // Counted from the right: what stands further left was written by the client itself.
    private static IPAddress? Forwarded(HttpRequest request, int proxies)
    {
        var hops = request.Headers["X-Forwarded-For"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return hops.Length >= proxies && IPEndPoint.TryParse(hops[^proxies], out var end) ? end.Address : null;
    }
}
