namespace Kota.Functions.Reports;

internal enum HappeningKind
{
    Opened,
    Answered,
    Reopened,
    Rated,
    Bounced,
    Merged,
}

/// <summary>Something to count: whose it was, and its value (days to the answer, or the rating).</summary>
internal sealed record Happening(HappeningKind Kind, string? Key, string Id, bool Public, double Value = 0, bool Late = false);

/// <summary>What of a case falls into a span of time.</summary>
internal static class Happenings
{
    public static IEnumerable<Happening> Of(ReportCase @case, DateTimeOffset from, DateTimeOffset to, FigureKey by)
    {
        if (@case.AsOf(to) is not { } end)
            yield break;
        bool Inside(DateTimeOffset at) => at >= from && at < to;
        Happening Make(HappeningKind kind, string? agency, double value = 0, bool late = false) =>
            new(kind, KeyOf(@case, agency, by), @case.Id, end.After.Public, value, late);

        if (Inside(@case.CreatedAt))
            yield return Make(HappeningKind.Opened, end.Agency);
        var (answered, agency) = (false, (string?)null);
        var snapshot = CaseSnapshot.Nothing;
        var lateWith = new HashSet<string>();
        foreach (var step in @case.Steps.Where(s => s.At < to))
        {
            // A clock that ended before this step made the agency late that had the turn until then.
            if (agency is not null && snapshot.Clocks.Any(c => c.Due <= step.At))
                lateWith.Add(agency);
            var inside = Inside(step.At);
            if (step.To == CaseWords.Answered && !answered)
            {
                answered = true;
                if (inside)
                    yield return Make(HappeningKind.Answered, step.Agency, (step.At - @case.CreatedAt).TotalDays, step.Agency is not null && lateWith.Contains(step.Agency));
            }

            if (inside && step.Action == CaseWords.Reopen)
                yield return Make(HappeningKind.Reopened, step.Agency);
            if (inside && step.Action == CaseWords.NotOurs)
                yield return Make(HappeningKind.Bounced, agency);
            if (inside && step.To == CaseWords.Merged && step.From != CaseWords.Merged)
                yield return Make(HappeningKind.Merged, agency);
            if (inside && step is { Action: CaseWords.Rate, After.Rating: { } rating })
                yield return Make(HappeningKind.Rated, step.Agency, rating);
            (agency, snapshot) = (step.Agency ?? agency, step.After ?? snapshot);
        }
    }

    private static string? KeyOf(ReportCase @case, string? agency, FigureKey by) => by switch
    {
        FigureKey.Agency => agency,
        FigureKey.Category => @case.Category,
        _ => @case.Kelurahan,
    };
}
