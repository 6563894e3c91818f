using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Kota.Kernel.Delivery;

/// <summary>How the signature of a webhook was found.</summary>
public enum WebhookVerdict
{
    /// <summary>Made with the secret, and recent.</summary>
    Valid,

    /// <summary>A header is missing, or none of the signatures is ours.</summary>
    Wrong,

    /// <summary>Made with the secret, and too old or too far ahead: it may be a copy of somebody who listened.</summary>
    Stale,
}

/// <summary>
/// Signatures of webhooks as Standard Webhooks writes them: HMAC-SHA-256 over <c>id.timestamp.body</c>, so that neither the id nor
/// the time of a message can be changed. https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
/// </summary>
public static class WebhookSignature
{
    /// <summary>Header with the id of the message: the same for each try, so it is the receiver's idempotency key.</summary>
    public const string IdHeader = "webhook-id";

    /// <summary>Header with the time of this try, in seconds since 1970.</summary>
    public const string TimestampHeader = "webhook-timestamp";

    /// <summary>Header with one or more signatures, separated by spaces.</summary>
    public const string SignatureHeader = "webhook-signature";

    /// <summary>How far the sender's clock and ours may be apart.</summary>
    public static TimeSpan Tolerance { get; } = TimeSpan.FromMinutes(5);

    private const string SecretPrefix = "whsec_", Version = "v1,";

    /// <summary>Whether a secret is <c>whsec_</c> and the Base64 of 24 to 64 bytes, as the standard wants them.</summary>
    public static bool IsSecret(string? secret) => KeyOf(secret) is { Length: >= 24 and <= 64 };

    /// <summary>The signature of a message at a time, such as <c>v1,g0hM…</c>.</summary>
    /// <param name="secret">A secret that <see cref="IsSecret"/> accepts.</param>
    /// <param name="id">Id of the message; without a full stop, which separates the parts.</param>
    /// <param name="at">Time of this try.</param>
    /// <param name="body">The body's bytes as they are sent.</param>
    public static string Sign(string secret, string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var key = KeyOf(secret) ?? throw new ArgumentException("Not a secret of Standard Webhooks.", nameof(secret));
        return Version + Convert.ToBase64String(Mac(key, id, at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), body));
    }

    /// <summary>What a message's headers are worth. While a secret is exchanged a sender signs with both, so any one signature will do.</summary>
    /// <param name="secret">A secret that <see cref="IsSecret"/> accepts.</param>
    /// <param name="id">Header webhook-id.</param>
    /// <param name="timestamp">Header webhook-timestamp.</param>
    /// <param name="signatures">Header webhook-signature.</param>
    /// <param name="body">The body's bytes as they came.</param>
    /// <param name="now">The present moment.</param>
    public static WebhookVerdict Verify(string secret, string? id, string? timestamp, string? signatures, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var key = KeyOf(secret) ?? throw new ArgumentException("Not a secret of Standard Webhooks.", nameof(secret));
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(signatures)
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return WebhookVerdict.Wrong;
        }

        var ours = Mac(key, id, timestamp, body);
        var signed = false;
        foreach (var signature in signatures.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            signed |= Matches(signature, ours);
        if (!signed)
            return WebhookVerdict.Wrong;

        // The check of the time comes last: nobody without the secret learns what our clock says.
        return Math.Abs((decimal)now.ToUnixTimeSeconds() - seconds) <= (decimal)Tolerance.TotalSeconds ? WebhookVerdict.Valid : WebhookVerdict.Stale;
    }

    private static bool Matches(string signature, ReadOnlySpan<byte> ours)
    {
        Span<byte> theirs = stackalloc byte[SHA256.HashSizeInBytes];
        return signature.StartsWith(Version, StringComparison.Ordinal)
            && Convert.TryFromBase64Chars(signature.AsSpan(Version.Length), theirs, out var length)
            && length == theirs.Length
            && CryptographicOperations.FixedTimeEquals(theirs, ours);
    }

    // As the timestamp was sent, not as we would write it: a leading zero is signed too.
    private static byte[] Mac(byte[] key, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        hmac.AppendData(body);
        return hmac.GetHashAndReset();
    }

    private static byte[]? KeyOf(string? secret) =>
        secret?.StartsWith(SecretPrefix, StringComparison.Ordinal) == true && Base64.IsValid(secret.AsSpan(SecretPrefix.Length))
            ? Convert.FromBase64String(secret[SecretPrefix.Length..])
            : null;
}
