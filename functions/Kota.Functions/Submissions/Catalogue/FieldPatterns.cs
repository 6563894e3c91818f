using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Kota.Functions.Submissions.Catalogue;

/// <summary>Patterns of fields, compiled once. Their number is bounded by the catalogue's.</summary>
internal static class FieldPatterns
{
    // A file's author may write a pattern that backtracks for minutes on a hostile text.
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(100);
    private static readonly ConcurrentDictionary<string, Regex> Compiled = new(StringComparer.Ordinal);

    /// <summary>Whether the whole text matches; a text that takes longer than the limit does not.</summary>
    public static bool Matches(string pattern, string text)
    {
        try
        {
            return Compiled.GetOrAdd(pattern, Compile).IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static Regex Compile(string pattern) => new($@"\A(?:{pattern})\z", RegexOptions.CultureInvariant, Limit);
}
