using System.Text.RegularExpressions;

namespace Kota.Functions.Submissions.Sms;

/// <summary>What stands in a short message: the word SAMBAT, then the report.</summary>
internal static partial class SmsText
{
    /// <summary>The report; null when the message does not begin with the word.</summary>
    public static string? ReportIn(string message) =>
        Form().Match(message) is { Success: true } match ? Controls().Replace(match.Groups["report"].Value, " ").Trim() : null;

    /// <summary>The first words that fit; where they would be too few to be a title, the first letters.</summary>
    public static string TitleOf(string report, int shortest, int longest)
    {
        var words = report.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var title = "";
        foreach (var word in words)
        {
            var longer = title.Length == 0 ? word : $"{title} {word}";
            if (Letters(longer) > longest)
                break;
            title = longer;
        }

        return Letters(title) >= shortest ? title : string.Concat(string.Join(' ', words).EnumerateRunes().Take(longest));
    }

    /// <summary>Length as the form counts it.</summary>
    public static int Letters(string text) => text.EnumerateRunes().Count();

    [GeneratedRegex(@"\A\s*SAMBAT(?:[\s:,.-]+(?<report>.*))?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Form();

    // A gateway may pass on the control characters of a phone; a form takes none but line breaks.
    [GeneratedRegex(@"[\p{Cc}-[\n]]")]
    private static partial Regex Controls();
}
