using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Kota.Kernel.Tables;

/// <summary>Parts that row types build their keys from. Every part keeps its length, so that text order is value order.</summary>
public static class KeyPart
{
    /// <summary>Separates the parts of a key.</summary>
    public const char Separator = '|';

    /// <summary>Ticks (100 ns) in UTC as 20 digits, oldest first.</summary>
    public static string Ticks(DateTimeOffset at) => at.UtcTicks.ToString("D20", CultureInfo.InvariantCulture);

    /// <summary>Largest tick value minus ticks as 20 digits, newest first.</summary>
    public static string InverseTicks(DateTimeOffset at) => (long.MaxValue - at.UtcTicks).ToString("D20", CultureInfo.InvariantCulture);

    /// <summary>Largest version that keys can hold.</summary>
    public const int MaxVersion = 999_999;

    /// <summary>The largest version minus this one as 6 digits, newest first.</summary>
    public static string InverseVersion(int version) => (MaxVersion - version).ToString("D6", CultureInfo.InvariantCulture);

    /// <summary>Refuses what Table storage does not allow in a key, and our separator inside a part.</summary>
    /// <exception cref="ArgumentException">The part is empty or has a forbidden character: a bug, since keys are made from our own codes.</exception>
    public static string Checked(string part)
    {
        if (!IsSafe(part))
            throw new ArgumentException("A key part is empty or has a character that keys may not have.", nameof(part));
        return part;
    }

    /// <summary>An id that others made: itself where it is a safe part of at most 200 characters, else <c>~</c> and its SHA-256.</summary>
    /// <param name="id">Any text; one that begins with <c>~</c> is hashed, so that nobody can pose as a hash.</param>
    public static string Foreign(string id) =>
        id.Length <= 200 && IsSafe(id) && id[0] != '~' ? id : "~" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    private static bool IsSafe(string part) => part.Length > 0 && part.AsSpan().IndexOfAny("/\\#?|") < 0 && !part.Any(char.IsControl);
}
