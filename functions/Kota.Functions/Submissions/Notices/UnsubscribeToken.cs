using System.Security.Cryptography;
using System.Text;
using Kota.Kernel.Security;
using Microsoft.AspNetCore.WebUtilities;

namespace Kota.Functions.Submissions.Notices;

/// <summary>Names one reader of notices in an address, by ids that say nothing of the person; signed, so that nobody silences another.</summary>
public sealed class UnsubscribeToken(Pepper pepper)
{
    private const string Purpose = "notice-unsubscribe";
    private const int SignatureBytes = 16;

    /// <param name="of">The submission for its reporter, the agency for an official.</param>
    /// <param name="subject">The official; null for the reporter.</param>
    public string For(string of, string? subject) =>
        WebEncoders.Base64UrlEncode([.. Sign(of, subject ?? ""), .. Encoding.UTF8.GetBytes($"{of}|{subject}")]);

    /// <summary>What a token names; null when we did not make it.</summary>
    public (string Of, string? Subject)? Read(string token)
    {
        byte[] bytes;
        try
        {
            bytes = WebEncoders.Base64UrlDecode(token);
        }
        catch (FormatException)
        {
            return null;
        }

        if (bytes.Length <= SignatureBytes || Encoding.UTF8.GetString(bytes.AsSpan(SignatureBytes)).Split('|') is not [var of, var subject])
            return null;
        return CryptographicOperations.FixedTimeEquals(bytes.AsSpan(0, SignatureBytes), Sign(of, subject)) ? (of, subject.Length == 0 ? null : subject) : null;
    }

    private byte[] Sign(string of, string subject) => pepper.Hash(Purpose, of, subject)[..SignatureBytes];
}
