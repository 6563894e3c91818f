using Microsoft.Azure.Functions.Worker;

namespace Kota.Functions.Submissions.Webhooks;

/// <summary>The rounds of webhooks.</summary>
public sealed class WebhookTimers(SendWebhooks send)
{
    [Function("SendWebhooks")]
    public Task Send([TimerTrigger("*/20 * * * * *")] TimerInfo timer, CancellationToken ct) => send.RunAsync(ct);
}
