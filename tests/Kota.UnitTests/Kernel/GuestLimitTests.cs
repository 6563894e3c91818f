using System.Net;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Kota.UnitTests.Kernel;

public sealed class GuestLimitTests
{
    private static readonly Caller Citizen = new("someone", new HashSet<Role> { Role.Citizen }, null, null);

    [Fact]
    public void A_network_has_its_burst_and_others_have_theirs()
    {
        using var limits = Limits(new GuestLimitOptions { Burst = 3, PerMinute = 1 });
        var guest = Caller.Guest with { Network = "10.0.0.1" };

        Assert.All(Enumerable.Range(0, 3), _ => Assert.Null(limits.Take(guest)));
        Assert.Equal((FailureKind.TooMany, TimeSpan.FromMinutes(1)), limits.Take(guest) is { } failure ? (failure.Kind, failure.RetryAfter) : default);
        Assert.Null(limits.Take(guest with { Network = "10.0.0.2" }));
        Assert.All(Enumerable.Range(0, 9), _ => Assert.Null(limits.Take(Citizen)));
    }

    [Theory]
    [InlineData(0, "6.6.6.6", "10.0.0.9")]
    [InlineData(1, "6.6.6.6, 36.80.1.2:4711", "36.80.1.2")]
    [InlineData(2, "6.6.6.6, 36.80.1.2, 147.243.0.1", "36.80.1.2")]
    [InlineData(1, "[2001:448a:5122:1:aaaa::1]:443", "2001448a51220001")]
    [InlineData(2, "36.80.1.2", "")]
    [InlineData(1, "not an address", "")]
    [InlineData(1, "", "")]
    public void The_network_is_the_one_that_our_own_proxies_saw(int proxies, string forwarded, string network)
    {
        using var limits = Limits(new GuestLimitOptions { Proxies = proxies });
        var http = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse("10.0.0.9") } };
        http.Request.Headers["X-Forwarded-For"] = forwarded;

        Assert.Equal(network, limits.NetworkOf(http));
    }

    private static GuestLimits Limits(GuestLimitOptions options) => new(Options.Create(options));
}
