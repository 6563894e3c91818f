using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Kota.Kernel.Delivery;

/// <summary>The gateway that turns our webhooks into short messages (SMS, WhatsApp). Off while it has no address.</summary>
public sealed class TextGatewayOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Kota:Gateway";

    /// <summary>Its address.</summary>
    public string? Url { get; set; }

    /// <summary>Shared with it, <c>whsec_</c> and Base64 of at least 24 bytes.</summary>
    public string? Secret { get; set; }

    /// <summary>Whether there is one.</summary>
    public bool IsOn => !string.IsNullOrWhiteSpace(Url);

    internal static bool IsValid(TextGatewayOptions options) => !options.IsOn
        || (Uri.TryCreate(options.Url, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.IsLoopback) && WebhookSignature.IsSecret(options.Secret));
}

/// <summary>A short message to one person.</summary>
/// <param name="Id">Stable for what it tells.</param>
/// <param name="To">Number as E.164.</param>
/// <param name="Text">Text.</param>
/// <param name="Language">id or en.</param>
public sealed record TextMessage(string Id, string To, string Text, string Language);

/// <summary>Hands short messages to the gateway, each as the webhook <c>notice.text</c>.</summary>
public sealed class TextGateway(IOptions<TextGatewayOptions> options, WebhookClient client, TimeProvider time)
{
    private readonly TextGatewayOptions options = options.Value;

    /// <summary>Whether there is one.</summary>
    public bool IsOn => options.IsOn;

    /// <summary>Hands it on, or throws; without a gateway nothing happens.</summary>
    public Task SendAsync(TextMessage message, CancellationToken ct)
    {
        if (!IsOn)
            return Task.CompletedTask;
        var body = JsonSerializer.Serialize(new
        {
            type = "notice.text",
            timestamp = time.GetUtcNow(),
            data = new { to = message.To, text = message.Text, language = message.Language },
        });
        return client.PostAsync(new Webhook(message.Id, new Uri(options.Url!), options.Secret!, body), WebhookReach.Any, ct);
    }
}
