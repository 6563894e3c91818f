using System.Globalization;
using System.Net;

namespace Kota.Functions.Submissions.Notices;

/// <summary>The small pages that links of notices lead to: a sentence, and a button where there is something to do.</summary>
internal static class NoticePage
{
    /// <param name="language">The reader's.</param>
    /// <param name="text">Key of the sentence.</param>
    /// <param name="button">Key of the button's text; null for none.</param>
    public static string With(CultureInfo language, string text, string? button)
    {
        var form = button is null ? "" : $"<form method=\"post\"><button>{WebUtility.HtmlEncode(NoticeTexts.Get(button, language))}</button></form>";
        return $"<!doctype html><html lang=\"{language.TwoLetterISOLanguageName}\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
            + $"<title>Kota</title><main><p>{WebUtility.HtmlEncode(NoticeTexts.Get(text, language))}</p>{form}</main></html>";
    }
}
