using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Kota.Kernel.Validation;

/// <summary>Indonesian mobile numbers, and landlines of Malang (0341), written with 0, 62 or +62 and kept as E.164.</summary>
public static partial class Phone
{
    /// <summary>What is read, for a JSON Schema: spaces and dashes may stand anywhere after the first digit.</summary>
    public const string Pattern =
        @"^(?:\+?6[ \-]*2|0)[ \-]*(?:8[ \-]*[1-9](?:[ \-]*[0-9]){7,10}|3[ \-]*4[ \-]*1(?:[ \-]*[0-9]){6,7})$";

    /// <summary>The number as E.164, such as <c>+6281234567890</c>.</summary>
    public static bool TryNormalise(string text, [NotNullWhen(true)] out string? number)
    {
        number = null;
        if (!Form().IsMatch(text) || text.EndsWith('\n'))
            return false;
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        number = "+62" + (digits[0] == '0' ? digits[1..] : digits[2..]);
        return true;
    }

    /// <summary>Whether an E.164 number can receive messages.</summary>
    public static bool IsMobile(string number) => number.StartsWith("+628", StringComparison.Ordinal);

    [GeneratedRegex(Pattern)]
    private static partial Regex Form();
}
