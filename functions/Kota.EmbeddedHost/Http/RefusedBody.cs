using System.Buffers;
using Kota.Kernel.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kota.EmbeddedHost.Http;

/// <summary>
/// Lets a client that sends too much read its 413. A client such as curl or a browser reads only after it has sent all; were the
/// connection closed at once, it would see a reset and no answer. So the answer goes out first, and then some of the rest is
/// read and dropped, within bounds: beyond them the connection closes as Kestrel's own limit would have it.
/// </summary>
internal static class RefusedBody
{
    private const long MostBytes = 200_000_000;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    public static async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        var tooLarge = http.Request.ContentLength is > RequestPipeline.MaxBodyBytes and <= MostBytes;
        if (tooLarge)
            http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        await next(http).ConfigureAwait(false);
        if (!tooLarge)
            return;
        await http.Response.CompleteAsync().ConfigureAwait(false);
        await DropAsync(http).ConfigureAwait(false);
    }

    private static async Task DropAsync(HttpContext http)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        limit.CancelAfter(Longest);
        var buffer = ArrayPool<byte>.Shared.Rent(81_920);
        try
        {
            while (await http.Request.Body.ReadAsync(buffer, limit.Token).ConfigureAwait(false) > 0)
            {
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or BadHttpRequestException)
        {
            // Slow or gone: nobody waits for what is left.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
