using System.Xml;

namespace Kota.Functions.Submissions.Views;

/// <summary>Texts of people in XML 1.0, which has no way to write most control characters.</summary>
internal static class XmlText
{
    /// <summary>The text without what XML cannot hold.</summary>
    public static string Clean(string text) => string.Concat(text.Where(XmlConvert.IsXmlChar));
}
