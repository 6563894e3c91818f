using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Kota.Kernel.Delivery;

/// <summary>A message to another system, signed by the Standard Webhooks specification (https://www.standardwebhooks.com).</summary>
/// <param name="Id">Stable for what it tells: the receiver drops a repeat.</param>
/// <param name="Url">Where it goes.</param>
/// <param name="Secret">Shared with the receiver, <c>whsec_</c> and Base64.</param>
/// <param name="Body">JSON text.</param>
public sealed record Webhook(string Id, Uri Url, string Secret, string Body);

/// <summary>The receiver says that the address is no more (410).</summary>
public sealed class WebhookGoneException() : Exception("The receiver of a webhook is gone.");

/// <summary>Which addresses a webhook may go to.</summary>
public enum WebhookReach
{
    /// <summary>Public addresses only: the address came from a user, and must not reach into the city's own network.</summary>
    Public,

    /// <summary>Any: the address came from the city's settings.</summary>
    Any,
}

/// <summary>Posts webhooks. Follows no redirect, goes through no proxy, reads no answer but its status.</summary>
public sealed class WebhookClient(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly HttpClient toAny = Client(WebhookReach.Any);
    private readonly HttpClient toPublic = Client(WebhookReach.Public);

    /// <summary>Posts, or throws: whoever calls decides when to try again.</summary>
    /// <exception cref="WebhookGoneException">410.</exception>
    /// <exception cref="HttpRequestException">Not reached, or any other status than 2xx.</exception>
    public async Task PostAsync(Webhook webhook, WebhookReach reach, CancellationToken ct)
    {
        // A full stop separates the parts that are signed.
        var (id, now, body) = (webhook.Id.Replace('.', '_'), time.GetUtcNow(), Encoding.UTF8.GetBytes(webhook.Body));
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(WebhookSignature.IdHeader, id);
        request.Headers.Add(WebhookSignature.TimestampHeader, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(WebhookSignature.SignatureHeader, WebhookSignature.Sign(webhook.Secret, id, now, body));
        request.Headers.UserAgent.ParseAdd("Kota-Webhook/1");
        using var response = await (reach == WebhookReach.Any ? toAny : toPublic).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.Gone)
            throw new WebhookGoneException();
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException("The receiver of a webhook did not take it.", null, response.StatusCode);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        toAny.Dispose();
        toPublic.Dispose();
    }

    private static HttpClient Client(WebhookReach reach)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectTimeout = Limit, PooledConnectionLifetime = TimeSpan.FromMinutes(2) };
        if (reach == WebhookReach.Public)
            handler.ConnectCallback = ConnectAsync;
        return new HttpClient(handler) { Timeout = Limit };
    }

    // Asked for at the very connection: a name that was checked before may point elsewhere by now.
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, ct).ConfigureAwait(false);
        var open = Array.FindAll(addresses, PublicAddress.Is);
        if (open.Length == 0)
            throw new HttpRequestException("The receiver of a webhook has no public address.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(open, context.DnsEndPoint.Port, ct).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
