using System.Diagnostics.CodeAnalysis;
using System.Net.Mail;

namespace Kota.Kernel.Validation;

/// <summary>E-mail addresses as people have them: no display name, no quoted part, a domain with a dot.</summary>
public static class EmailAddress
{
    /// <summary>Longest address that SMTP carries, RFC 5321 §4.5.3.1.3 less the angle brackets.</summary>
    public const int MaxLength = 254;

    /// <summary>The address with its domain in lower case. The part before the @ is kept: its case may matter to the receiver.</summary>
    public static bool TryNormalise(string text, [NotNullWhen(true)] out string? address)
    {
        address = null;
        if (text.Length > MaxLength || text.Any(c => c is <= ' ' or >= '\x7f' or '"' or '<' or '>' or ',' or ';'))
            return false;
        if (!MailAddress.TryCreate(text, out var parsed) || parsed.Address != text || parsed.User.Length > 64)
            return false;
        var labels = parsed.Host.Split('.');
        if (labels.Length < 2 || !labels.All(IsLabel))
            return false;
        address = $"{parsed.User}@{parsed.Host.ToLowerInvariant()}";
        return true;
    }

    private static bool IsLabel(string label) => label.Length is >= 1 and <= 63
        && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
