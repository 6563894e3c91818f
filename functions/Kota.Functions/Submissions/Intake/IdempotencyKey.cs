using System.Security.Cryptography;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Security;
using Microsoft.AspNetCore.Http;

namespace Kota.Functions.Submissions.Intake;

/// <summary>
/// The client's key of a write (IETF draft-ietf-httpapi-idempotency-key-header). A guest's key must be a random UUID: its HMAC
/// becomes the id and the PIN, so one that can be guessed would show another's report.
/// </summary>
public static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    private const int MaxLength = 100;

    /// <summary>The key of a request; null when it has none.</summary>
    public static Outcome<string?> Read(HttpRequest request)
    {
        // The draft writes the key as a quoted string; most clients send it bare.
        var key = request.Headers[Header].ToString().Trim().Trim('"');
        return key.Length == 0 ? default : Check(key, request.Caller());
    }

    /// <summary>The key if this caller may use it.</summary>
    public static Outcome<string?> Check(string key, Caller caller)
    {
        if (key.Length > MaxLength || key.Any(c => c is < '!' or > '~'))
            return Failure.Invalid("", "idempotency-key");
        if (caller.IsSignedIn)
            return key;

        // One UUID has many spellings: the canonical one stands for all.
        return IsRandomUuid(key) ? Guid.Parse(key).ToString() : Failure.Invalid("", "idempotency-key-uuid");
    }

    /// <summary>Hash of request content, in hex: the same content gives the same hash.</summary>
    public static string HashOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    // Version 4, variant 10xx: RFC 9562 section 5.4.
    private static bool IsRandomUuid(string key) => Guid.TryParseExact(key, "D", out var uuid) && uuid.Version == 4 && (uuid.Variant & 0xC) == 8;
}
