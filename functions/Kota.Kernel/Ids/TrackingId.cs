using System.Diagnostics.CodeAnalysis;

namespace Kota.Kernel.Ids;

/// <summary>
/// The id that a citizen reads from a receipt: service prefix, 12 Crockford base-32 characters (60 bits) and a check
/// character, <c>SBT-XXXX-XXXX-XXXX-C</c>. Crockford's alphabet has no I, L, O, U; reading maps i, l to 1 and o to 0.
/// Source of the alphabet: Douglas Crockford, "Base 32"; of the check: Luhn mod N (ISO/IEC 7812-1 Annex B, N = 32).
/// </summary>
public static class TrackingId
{
    /// <summary>Longest text that is read as an id, spaces and dashes included.</summary>
    public const int MaxLength = 40;

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Characters = 12;
    private static readonly System.Buffers.SearchValues<char> Allowed = System.Buffers.SearchValues.Create(Alphabet);

    /// <summary>The id with this prefix made from the first 60 bits of a hash.</summary>
    /// <param name="prefix">Three upper-case letters.</param>
    /// <param name="hash">At least 8 bytes, evenly spread.</param>
    public static string FromHash(string prefix, ReadOnlySpan<byte> hash)
    {
        var bits = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(hash) >> 4;
        Span<char> body = stackalloc char[Characters];
        for (var i = Characters - 1; i >= 0; i--, bits >>= 5)
            body[i] = Alphabet[(int)(bits & 31)];
        return $"{prefix}-{body[..4]}-{body[4..8]}-{body[8..]}-{Check(body)}";
    }

    /// <summary>Reads an id as people type it (any case, spaces, missing dashes); false unless the check character fits.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out string? id)
    {
        id = null;
        if (text is null || text.Length > MaxLength)
            return false;
        Span<char> kept = stackalloc char[MaxLength];
        var n = 0;
        foreach (var c in text)
        {
            if (c is '-' or ' ')
                continue;
            kept[n++] = char.ToUpperInvariant(c);
        }

        if (n != 3 + Characters + 1)
            return false;
        var prefix = kept[..3];
        var body = kept[3..n];
        foreach (ref var c in body)
            c = c switch { 'I' or 'L' => '1', 'O' => '0', _ => c };
        if (prefix.ContainsAnyExceptInRange('A', 'Z') || body.ContainsAnyExcept(Allowed) || body[^1] != Check(body[..Characters]))
            return false;
        id = $"{prefix}-{body[..4]}-{body[4..8]}-{body[8..12]}-{body[12]}";
        return true;
    }

    private static char Check(ReadOnlySpan<char> body)
    {
        var sum = 0;
        for (var i = 0; i < body.Length; i++)
        {
            // The rightmost character is doubled; the two base-32 digits of the product are added.
            var addend = Alphabet.IndexOf(body[^(i + 1)], StringComparison.Ordinal) * (i % 2 == 0 ? 2 : 1);
            sum += (addend / 32) + (addend % 32);
        }

        return Alphabet[(32 - (sum % 32)) % 32];
    }
}
