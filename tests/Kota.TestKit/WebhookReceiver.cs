using System.Collections.Concurrent;
using System.Text.Json;
using Kota.Kernel.Delivery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Kota.TestKit;

/// <summary>A webhook that was taken.</summary>
/// <param name="Id">Header webhook-id.</param>
/// <param name="Timestamp">Header webhook-timestamp.</param>
/// <param name="Signatures">Header webhook-signature.</param>
/// <param name="Body">Bytes of the body.</param>
public sealed record Received(string Id, string Timestamp, string Signatures, byte[] Body)
{
    public JsonElement Json() => JsonSerializer.Deserialize<JsonElement>(Body);

    public WebhookVerdict Verify(string secret, DateTimeOffset now) => WebhookSignature.Verify(secret, Id, Timestamp, Signatures, Body, now);
}

/// <summary>Takes webhooks on a free port, and can refuse the next ones.</summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private int refusals;
    private int refusal;

    private WebhookReceiver() => app = LocalServer.With(AnswerAsync);

    /// <summary>Its address.</summary>
    public string Url => app.Urls.First() + "/hook";

    /// <summary>What it took, in order.</summary>
    public ConcurrentQueue<Received> Taken { get; } = new();

    public static async Task<WebhookReceiver> StartAsync()
    {
        var receiver = new WebhookReceiver();
        await receiver.app.StartAsync();
        return receiver;
    }

    /// <summary>Answers the next ones with a status and forgets them.</summary>
    public void Refuse(int times, int status) => (refusals, refusal) = (times, status);

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        if (Interlocked.Decrement(ref refusals) >= 0)
        {
            http.Response.StatusCode = refusal;
            return;
        }

        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        Taken.Enqueue(new Received(
            http.Request.Headers[WebhookSignature.IdHeader]!, http.Request.Headers[WebhookSignature.TimestampHeader]!, http.Request.Headers[WebhookSignature.SignatureHeader]!, body.ToArray()));
        http.Response.StatusCode = 204;
    }
}
