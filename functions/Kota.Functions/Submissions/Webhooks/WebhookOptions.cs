namespace Kota.Functions.Submissions.Webhooks;

/// <summary>Webhooks on public cases.</summary>
public sealed class WebhookOptions
{
    public const string Section = "Kota:Webhooks";

    /// <summary>Whether they may go to private addresses and without TLS: for development only.</summary>
    public bool AllowPrivate { get; set; }
}
