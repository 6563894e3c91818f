using System.Security.Cryptography;
using System.Text;

namespace Kota.Functions.Submissions.Open311;

/// <summary>Who may file requests through Open311.</summary>
public sealed class Open311Options
{
    public const string Section = "Kota:Open311";

    /// <summary>SHA-256, in hex, of the API key of each client, by its name.</summary>
    public Dictionary<string, string> Keys { get; } = [];

    internal static bool IsValid(Open311Options options) => options.Keys.Values.All(k => k.Length == 64 && k.All(char.IsAsciiHexDigit));

    /// <summary>The client whose key this is; null when nobody's. Every key is compared, so that time tells nothing.</summary>
    internal string? ClientOf(string? key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key ?? ""));
        string? client = null;
        foreach (var (name, known) in Keys)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, Convert.FromHexString(known)))
                client = name;
        }

        return client;
    }
}
