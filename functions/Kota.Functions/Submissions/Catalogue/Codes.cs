using System.Text.RegularExpressions;

namespace Kota.Functions.Submissions.Catalogue;

/// <summary>Forms of the codes in service files: they become table keys, URLs and JSON member names.</summary>
internal static partial class Codes
{
    public const string WordName = "kebab-case or snake_case";

    /// <summary>Built-in actions: a file may not give their codes another meaning.</summary>
    public static readonly IReadOnlySet<string> BuiltInActions =
        new HashSet<string>(StringComparer.Ordinal) { "submit", "comment", "warn", "escalate", "handover" };

    /// <summary>Parts of a submission that count as fields where public ones are listed.</summary>
    public static readonly IReadOnlySet<string> PseudoFields =
        new HashSet<string>(StringComparer.Ordinal) { "category", "place", "photos" };

    [GeneratedRegex(@"\A[a-z][a-z0-9]*(-[a-z0-9]+)*\z")]
    private static partial Regex Kebab();

    [GeneratedRegex(@"\A[a-z][a-z0-9]*([_-][a-z0-9]+)*\z")]
    private static partial Regex Word();

    [GeneratedRegex(@"\A[a-z][a-zA-Z0-9]*\z")]
    private static partial Regex Camel();

    [GeneratedRegex(@"\A[A-Z]{3}\z")]
    private static partial Regex PrefixForm();

    public static bool IsKebab(string code) => code.Length <= 40 && Kebab().IsMatch(code);

    /// <summary>kebab-case or snake_case.</summary>
    public static bool IsWord(string code) => code.Length <= 40 && Word().IsMatch(code);

    public static bool IsCamel(string code) => code.Length <= 40 && Camel().IsMatch(code);

    public static bool IsPrefix(string code) => PrefixForm().IsMatch(code);
}
