using System.Globalization;
using System.Resources;

namespace Kota.Kernel.Text;

/// <summary>The two languages. Indonesian is the default: the neutral resource file holds it.</summary>
public static class Languages
{
    /// <summary>Bahasa Indonesia.</summary>
    public static readonly CultureInfo Indonesian = CultureInfo.GetCultureInfo("id-ID");

    /// <summary>English.</summary>
    public static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>Two-letter code, <c>id</c> or <c>en</c>.</summary>
    public static string Code(CultureInfo language) => language.TwoLetterISOLanguageName;

    /// <summary>The language of a code; null for one that Kota does not speak.</summary>
    public static CultureInfo? Find(string? code) => code?.ToUpperInvariant() switch
    {
        "ID" or "IN" or "ID-ID" => Indonesian,
        "EN" or "EN-GB" or "EN-US" => English,
        _ => null,
    };
}

/// <summary>Texts of failures, by their codes, in the reader's language (Text/Messages.resx, Text/Messages.en.resx).</summary>
public static class Texts
{
    private static readonly ResourceManager Resources = new("Kota.Kernel.Text.Messages", typeof(Texts).Assembly);

    /// <summary>The text of a code with its placeholders filled; the code itself when it has none (a test finds those).</summary>
    public static string Get(string code, CultureInfo language, params IReadOnlyList<object> args)
    {
        var text = Resources.GetString(code, language);
        if (text is null)
            return code;
        return args.Count == 0 ? text : string.Format(language, text, [.. args]);
    }
}
