using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using Kota.Kernel.Security;

namespace Kota.Functions.Hotspots;

/// <summary>
/// Ping keys, <c>{id}.{version}.{HMAC}</c>: one tells which point it is and proves it, so that a forged or unknown one costs no look into
/// storage, and none has to be kept.
/// </summary>
public sealed class PingKeys(Pepper pepper)
{
    // 128 bits.
    private const int Bytes = 16;

    /// <summary>The key of a point in a version.</summary>
    public string Write(string id, int version) => string.Create(CultureInfo.InvariantCulture, $"{id}.{version}.{Mac(id, version)}");

    /// <summary>The point and the version that a key proves; null for a forged one.</summary>
    public (string Id, int Version)? Read(string? key)
    {
        if (key is not { Length: <= 80 } || key.LastIndexOf('.') is not (> 0 and var last) || key.LastIndexOf('.', last - 1) is not (> 0 and var middle))
            return null;
        var id = key[..middle];
        return Hotspot.IsId(id) && int.TryParse(key.AsSpan(middle + 1, last - middle - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            && CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(Mac(id, version)), System.Text.Encoding.UTF8.GetBytes(key[(last + 1)..]))
            ? (id, version)
            : null;
    }

    private string Mac(string id, int version) =>
        Base64Url.EncodeToString(pepper.Hash("hotspot-ping", id, version.ToString(CultureInfo.InvariantCulture)).AsSpan(0, Bytes));
}
