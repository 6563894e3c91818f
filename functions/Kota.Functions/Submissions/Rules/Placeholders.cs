using System.Text.RegularExpressions;
using Kota.Functions.Submissions.Catalogue;
using Kota.Kernel.Reference;
using Kota.Kernel.Text;
using Kota.Kernel.Time;

namespace Kota.Functions.Submissions.Rules;

/// <summary>
/// Words in braces that stand in a text for a fact of each submission: only facts that never change, so that a request that is sent again
/// says the same, and none that a reporter wrote.
/// </summary>
public static partial class Placeholders
{
    /// <summary>What may stand in braces.</summary>
    public static IReadOnlyList<string> Names { get; } = ["id", "category", "kelurahan", "date"];

    /// <summary>Those of a text that stand for nothing.</summary>
    internal static IEnumerable<string> Unknown(string text) => InBraces().Matches(text).Select(m => m.Groups[1].Value).Where(name => !Names.Contains(name)).Distinct();

    /// <summary>The text for one submission, in the language of whoever sent it.</summary>
    public static string Fill(string text, ServiceDefinition service, Submission submission, Regions regions)
    {
        var language = Languages.Find(submission.Language) ?? Languages.Indonesian;
        return InBraces().Replace(text, match => match.Groups[1].Value switch
        {
            "id" => submission.Id,
            "category" => (service.Category(submission.Category)?.Name ?? service.Name).In(language),
            "kelurahan" => submission.Place is { } place && regions.Find(place.Kelurahan) is { } kelurahan ? kelurahan.Name : Texts.Get("the-city", language),
            "date" => CityClock.Local(submission.CreatedAt).ToString("d MMMM yyyy", language),
            _ => match.Value,
        });
    }

    [GeneratedRegex(@"\{([a-z-]+)\}")]
    private static partial Regex InBraces();
}
