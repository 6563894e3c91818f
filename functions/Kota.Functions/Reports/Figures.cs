namespace Kota.Functions.Reports;

/// <summary>What figures are broken down by.</summary>
public enum FigureKey
{
    Agency,
    Category,
    Kelurahan,
}

/// <summary>Figures of one agency, category or kelurahan in a span of time.</summary>
/// <param name="Key">Code; null where a case has none.</param>
/// <param name="Opened">Cases that arrived.</param>
/// <param name="Answered">Cases with their first answer.</param>
/// <param name="MedianDays">Median of the days from arrival to the first answer.</param>
/// <param name="P90Days">90th percentile of the same.</param>
/// <param name="LateShare">Share of the answered ones on which a clock had ended before, while with the agency that answered.</param>
/// <param name="Reopened">Times that a reporter reopened one.</param>
/// <param name="Ratings">Ratings given.</param>
/// <param name="MeanRating">Their mean.</param>
/// <param name="Bounces">Times that an agency sent one on as not its own.</param>
/// <param name="Merged">Times that one was put together with another that tells of the same.</param>
public sealed record FigureRow(
    string? Key, int Opened, int Answered, double? MedianDays, double? P90Days, double? LateShare, int Reopened, int Ratings, double? MeanRating, int Bounces, int Merged = 0);

/// <summary>Counts over cases: pure, and the same for the same span whenever it is computed.</summary>
public static class Figures
{
    /// <summary>Fewest cases that are told of as a group when each of them is hidden.</summary>
    public const int Smallest = 5;

    /// <summary>One row for each key with anything to count, in the order of keys. The span begins at one instant and ends before the other.</summary>
    public static IReadOnlyList<FigureRow> Of(IEnumerable<ReportCase> cases, DateTimeOffset from, DateTimeOffset to, FigureKey by)
    {
        var told = cases.SelectMany(c => Happenings.Of(c, from, to, by)).ToLookup(h => h.Key);
        return [.. told.OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Row(g.Key, Shown(g, by))).OfType<FigureRow>()];
    }

    // A hidden case may not be found by counting: such cases count by agency only, and only where there are enough of them.
    private static List<Happening> Shown(IEnumerable<Happening> all, FigureKey by)
    {
        var list = all.ToList();
        var hidden = list.Where(h => !h.Public).Select(h => h.Id).Distinct().Count();
        return by == FigureKey.Agency && hidden >= Smallest ? list : [.. list.Where(h => h.Public)];
    }

    private static FigureRow? Row(string? key, List<Happening> all)
    {
        if (all.Count == 0)
            return null;
        var answers = all.Where(h => h.Kind == HappeningKind.Answered).ToList();
        var days = answers.ConvertAll(a => a.Value);
        var ratings = all.Where(h => h.Kind == HappeningKind.Rated).Select(h => h.Value).ToList();
        return new FigureRow(
            key,
            all.Count(h => h.Kind == HappeningKind.Opened),
            answers.Count,
            Rounded(Statistics.Median(days)),
            Rounded(Statistics.Percentile(days, 0.9)),
            answers.Count == 0 ? null : Math.Round((double)answers.Count(a => a.Late) / answers.Count, 3),
            all.Count(h => h.Kind == HappeningKind.Reopened),
            ratings.Count,
            ratings.Count == 0 ? null : Rounded(ratings.Average()),
            all.Count(h => h.Kind == HappeningKind.Bounced),
            all.Count(h => h.Kind == HappeningKind.Merged));
    }

    private static double? Rounded(double? value) => value is { } v ? Math.Round(v, 2) : null;
}
