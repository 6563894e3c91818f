using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Kota.Kernel.Security;

/// <summary>The secrets that Kota holds; from Key Vault references in Azure, from local.settings.json elsewhere.</summary>
public sealed class SecretOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Kota:Security";

    /// <summary>Key of the HMACs that make ids, PINs and cookies; at least 32 bytes in Base64. Never changed: ids derive from it.</summary>
    public string Pepper { get; set; } = "";

    /// <summary>Wraps the keys of persons; 32 bytes in Base64.</summary>
    public string CityKey { get; set; } = "";

    /// <summary>How callers are known: <c>Development</c> or <c>EasyAuth</c>; anything else makes every caller a guest.</summary>
    public string Caller { get; set; } = "";

    internal static bool IsValid(SecretOptions options) => Bytes(options.Pepper) >= 32 && Bytes(options.CityKey) == 32;

    private static int Bytes(string base64)
    {
        Span<byte> buffer = stackalloc byte[256];
        return base64.Length <= 256 && Convert.TryFromBase64String(base64, buffer, out var n) ? n : 0;
    }
}

/// <summary>HMAC-SHA-256 under the city's pepper, with a purpose so that one use never answers for another.</summary>
public sealed class Pepper(IOptions<SecretOptions> options)
{
    private readonly byte[] key = Convert.FromBase64String(options.Value.Pepper);

    /// <summary>32 bytes over purpose and parts; each part is preceded by its length, so that parts cannot run into each other.</summary>
    public byte[] Hash(string purpose, params ReadOnlySpan<string> parts)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        Append(hmac, purpose);
        foreach (var part in parts)
            Append(hmac, part);
        return hmac.GetHashAndReset();
    }

    private static void Append(IncrementalHash hmac, string part)
    {
        var bytes = Encoding.UTF8.GetBytes(part);
        hmac.AppendData(BitConverter.GetBytes(bytes.Length));
        hmac.AppendData(bytes);
    }
}
