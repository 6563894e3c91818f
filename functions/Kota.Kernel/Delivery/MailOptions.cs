namespace Kota.Kernel.Delivery;

/// <summary>How mail leaves: through a server, or into a folder where nothing shall leave. Off while neither is set.</summary>
public sealed class MailOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Kota:Mail";

    /// <summary>Name of the SMTP server.</summary>
    public string? Host { get; set; }

    /// <summary>Its port: 465 speaks TLS from the first byte, any other by STARTTLS.</summary>
    public int Port { get; set; } = 587;

    /// <summary>User at the server; null for none.</summary>
    public string? User { get; set; }

    /// <summary>The user's password.</summary>
    public string? Password { get; set; }

    /// <summary>Sender.</summary>
    public string From { get; set; } = "Kota Malang <no-reply@kota.invalid>";

    /// <summary>Folder for <c>.eml</c> files in place of a server.</summary>
    public string? Folder { get; set; }

    /// <summary>Address of the city's site, for links.</summary>
    public string Site { get; set; } = "http://localhost:7071";

    /// <summary>Whether mail leaves at all.</summary>
    public bool IsOn => !string.IsNullOrWhiteSpace(Host) || !string.IsNullOrWhiteSpace(Folder);

    internal static bool IsValid(MailOptions options) =>
        !options.IsOn || (MimeKit.MailboxAddress.TryParse(options.From, out _) && options.Port is > 0 and < 65_536);

    /// <summary>Links stand in more than mails: in stickers, webhooks and short messages. Only a developer's lead to this machine.</summary>
    internal static bool HasSite(MailOptions options, bool development) =>
        Uri.TryCreate(options.Site, UriKind.Absolute, out var site) && (site.Scheme == Uri.UriSchemeHttps || (development && site.IsLoopback && string.IsNullOrWhiteSpace(options.Host)));
}
