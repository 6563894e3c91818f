using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Kota.Portal.Rendering;

/// <summary>
/// Sends an asset, compressed where the browser takes Brotli. Its address changes with its content, so a copy is good for ever.
/// </summary>
internal sealed class AssetResult(Asset asset) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        response.Headers.ETag = asset.Tag;
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (request.GetTypedHeaders().IfNoneMatch.Any(t => t.Tag == asset.Tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var brotli = request.GetTypedHeaders().AcceptEncoding.Any(e => e.Value == "br" && e.Quality is not 0);
        var body = brotli ? asset.Brotli : asset.Content;
        if (brotli)
            response.Headers.ContentEncoding = "br";
        response.ContentType = asset.ContentType;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
