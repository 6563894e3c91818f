using System.Text;
using System.Xml;

namespace Kota.Functions.Submissions.Views;

/// <summary>Texts of people in XML 1.0, which has no way to write most control characters.</summary>
internal static class XmlText
{
    /// <summary>The text without what XML cannot hold: control characters, and halves of a surrogate pair.</summary>
    public static string Clean(string text) => string.Concat(text.EnumerateRunes().Where(rune => !rune.IsBmp || IsWritten(rune)));

    // A half pair is read as the replacement character, which says nothing that the writer meant.
    private static bool IsWritten(Rune rune) => rune != Rune.ReplacementChar && XmlConvert.IsXmlChar((char)rune.Value);
}
