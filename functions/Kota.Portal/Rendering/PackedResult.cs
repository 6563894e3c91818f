using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Kota.Portal.Rendering;

/// <summary>
/// Sends a page as Brotli where the browser takes it: a form is a sixth as long, which is seconds on a weak signal. Here and not in the
/// host, for the platform's front end packs nothing.
/// </summary>
internal sealed class PackedResult(IResult page) : IResult
{
    // Below, the reply fits into one packet anyway.
    private const int Least = 1200;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var line = response.Body;

        // The whole page first: one that fails half way has sent nothing yet.
        using var whole = new MemoryStream();
        response.Body = whole;
        try
        {
            await page.ExecuteAsync(httpContext);
        }
        finally
        {
            response.Body = line;
        }

        response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        var body = whole.GetBuffer().AsMemory(0, (int)whole.Length);
        if (body.Length >= Least && request.GetTypedHeaders().AcceptEncoding.Any(e => e.Value == "br" && e.Quality is not 0))
        {
            response.Headers.ContentEncoding = "br";
            body = Pack(body);
        }

        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }

    private static Memory<byte> Pack(ReadOnlyMemory<byte> plain)
    {
        var packed = new MemoryStream(plain.Length / 4);
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            brotli.Write(plain.Span);
        return packed.GetBuffer().AsMemory(0, (int)packed.Length);
    }
}
