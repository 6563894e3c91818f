using Kota.Kernel.Delivery;

namespace Kota.Functions.Submissions.Sms;

/// <summary>The gateway that passes short messages on. Off while it has no secret.</summary>
public sealed class SmsOptions
{
    public const string Section = "Kota:Sms";

    /// <summary>What the gateway signs with, <c>whsec_</c> and Base64, as Standard Webhooks writes it; null for off.</summary>
    public string? Secret { get; set; }

    internal bool IsOn => !string.IsNullOrWhiteSpace(Secret);

    internal static bool IsValid(SmsOptions options) => !options.IsOn || WebhookSignature.IsSecret(options.Secret);
}
