using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Kota.Portal.Rendering;

/// <summary>
/// Sends an asset, in the smallest form that the browser takes. Its address changes with its content, so a copy is good for ever.
/// </summary>
internal sealed class AssetResult(Asset asset) : IResult
{
    // Best first. The names of the codings and the endings of the files that hold them.
    private static readonly (string Coding, string Ending)[] Codings = [("br", "br"), ("gzip", "gz")];

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var tag = $"\"{asset.Tag}\"";
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        response.Headers.ETag = tag;
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (request.GetTypedHeaders().IfNoneMatch.Any(t => t.Tag == tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var taken = request.GetTypedHeaders().AcceptEncoding;
        var (coding, ending) = asset.Packed ? Codings.FirstOrDefault(c => taken.Any(e => e.Value == c.Coding && e.Quality is not 0)) : default;
        await using var body = AssetStore.Open(asset, ending ?? "");
        if (coding is not null)
            response.Headers.ContentEncoding = coding;
        response.ContentType = asset.Type;
        response.ContentLength = body.Length;
        await body.CopyToAsync(response.Body, httpContext.RequestAborted);
    }
}
