using System.Net;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Kota.Kernel.Delivery;

/// <summary>A mail of the city to one person.</summary>
/// <param name="Id">Stable for what it tells: its Message-ID, so that a reader's program drops a repeat.</param>
/// <param name="To">Address.</param>
/// <param name="Subject">Subject.</param>
/// <param name="Lines">Paragraphs.</param>
/// <param name="Link">Address that the mail leads to.</param>
/// <param name="LinkText">What the link is called.</param>
/// <param name="Unsubscribe">Address at which a POST ends these mails (RFC 8058).</param>
/// <param name="UnsubscribeText">What that link is called.</param>
public sealed record Mail(string Id, string To, string Subject, IReadOnlyList<string> Lines, Uri Link, string LinkText, Uri Unsubscribe, string UnsubscribeText);

/// <summary>Sends mail: at most one connection a mail, since notices are few and a server closes idle ones.</summary>
public sealed class Mailer(IOptions<MailOptions> options, TimeProvider time)
{
    private const int TimeoutMs = 20_000;

    private readonly MailOptions options = options.Value;

    /// <summary>Whether mail leaves at all.</summary>
    public bool IsOn => options.IsOn;

    /// <summary>An address of the city's site.</summary>
    public Uri Site(string path) => new(new Uri(options.Site), path);

    /// <summary>Sends, or throws: whoever calls decides when to try again.</summary>
    public async Task SendAsync(Mail mail, CancellationToken ct)
    {
        using var message = Compose(mail);
        if (string.IsNullOrWhiteSpace(options.Host))
            await FileAsync(message, mail.Id, ct).ConfigureAwait(false);
        else
            await PostAsync(message, ct).ConfigureAwait(false);
    }

    private MimeMessage Compose(Mail mail)
    {
        var from = MailboxAddress.Parse(options.From);
        var message = new MimeMessage { Subject = mail.Subject, Date = time.GetUtcNow(), MessageId = $"{mail.Id}@{from.Domain}" };
        message.From.Add(from);
        message.To.Add(MailboxAddress.Parse(mail.To));
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Headers.Add(HeaderId.ListUnsubscribe, $"<{mail.Unsubscribe}>");
        message.Headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
        var text = string.Join("\n\n", [.. mail.Lines, $"{mail.LinkText}: {mail.Link}", $"{mail.UnsubscribeText}: {mail.Unsubscribe}"]);
        var html = string.Concat(mail.Lines.Select(l => $"<p>{WebUtility.HtmlEncode(l)}</p>"))
            + $"<p>{Anchor(mail.Link, mail.LinkText)}</p><p><small>{Anchor(mail.Unsubscribe, mail.UnsubscribeText)}</small></p>";
        message.Body = new BodyBuilder { TextBody = text, HtmlBody = html }.ToMessageBody();
        return message;
    }

    private static string Anchor(Uri to, string text) => $"<a href=\"{WebUtility.HtmlEncode(to.AbsoluteUri)}\">{WebUtility.HtmlEncode(text)}</a>";

    // A repeat gets a name of its own, so that whoever looks into the folder sees it.
    private async Task FileAsync(MimeMessage message, string id, CancellationToken ct)
    {
        var folder = Directory.CreateDirectory(options.Folder!).FullName;
        for (var n = 1; ; n++)
        {
            var path = Path.Combine(folder, n == 1 ? $"{id}.eml" : $"{id}~{n}.eml");
            if (File.Exists(path))
                continue;
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            await message.WriteToAsync(file, ct).ConfigureAwait(false);
            return;
        }
    }

    private async Task PostAsync(MimeMessage message, CancellationToken ct)
    {
        using var smtp = new SmtpClient { Timeout = TimeoutMs };
        var secure = options.Port == 465 ? SecureSocketOptions.SslOnConnect
            : options.Host == "localhost" ? SecureSocketOptions.StartTlsWhenAvailable
            : SecureSocketOptions.StartTls;
        await smtp.ConnectAsync(options.Host!, options.Port, secure, ct).ConfigureAwait(false);
        if (options.User is not null)
            await smtp.AuthenticateAsync(options.User, options.Password ?? "", ct).ConfigureAwait(false);
        await smtp.SendAsync(message, ct).ConfigureAwait(false);

        // The server has the mail; a failed goodbye must not have it sent again.
        await smtp.DisconnectAsync(quit: false, CancellationToken.None).ConfigureAwait(false);
    }
}
