using System.Globalization;
using System.Security.Cryptography;
using Kota.Kernel.Http;
using Kota.Kernel.Security;
using Kota.Kernel.Time;
using Microsoft.AspNetCore.Http;

namespace Kota.Functions.Submissions;

/// <summary>Remembers for an hour that a guest gave the right PIN, so that the PIN stands in no URL: <c>id.expiry.hmac</c>.</summary>
public sealed class TrackingCookie(Pepper pepper, CityClock clock)
{
    public const string PinHeader = "X-Kota-Pin";

    private const string Name = "kota_track";
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    /// <summary>Sets the cookie for a submission whose PIN was right.</summary>
    public void Set(HttpResponse response, string id)
    {
        var expiry = (clock.Now + Life).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        response.Cookies.Append(Name, $"{id}.{expiry}.{Mac(id, expiry)}", new CookieOptions
        {
            HttpOnly = true,
            Secure = response.HttpContext.Request.IsHttps,
            SameSite = SameSiteMode.Lax,
            MaxAge = Life,
        });
    }

    /// <summary>Who asks: the caller, the PIN in the header, and what the cookie proves.</summary>
    public Visitor Visitor(HttpRequest request)
    {
        var pin = request.Headers[PinHeader].ToString();
        return new Visitor(request.Caller(), pin.Length == 0 ? null : pin, Tracked(request));
    }

    private string? Tracked(HttpRequest request)
    {
        if (request.Cookies[Name]?.Split('.') is not [var id, var expiry, var mac])
            return null;
        var fits = CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(mac), System.Text.Encoding.ASCII.GetBytes(Mac(id, expiry)));
        return fits && long.TryParse(expiry, CultureInfo.InvariantCulture, out var seconds) && clock.Now.ToUnixTimeSeconds() < seconds ? id : null;
    }

    private string Mac(string id, string expiry) => Convert.ToHexStringLower(pepper.Hash("tracking-cookie", id, expiry));
}
