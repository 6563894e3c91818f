using Microsoft.AspNetCore.Http;

namespace Kota.Kernel.Http;

/// <summary>
/// Refuses an unsafe request that comes from another origin: cross-site request forgery, also where no cookie is sent yet and the
/// answer would set one.
/// Sec-Fetch-Site: https://www.w3.org/TR/fetch-metadata/; Origin: RFC 6454.
/// </summary>
internal static class OriginCheck
{
    public static bool Refuses(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
            return false;
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
            return site is not ("same-origin" or "none");
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0 && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
