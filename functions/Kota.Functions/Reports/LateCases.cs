using Kota.Kernel.Time;

namespace Kota.Functions.Reports;

/// <summary>A case whose clock has ended, or ends within the next working day.</summary>
public sealed record LateCase(ReportCase Case, CaseState State, CaseClock Clock, bool Late);

/// <summary>How many cases an agency, and a person in it, has late and soon late. Without a handler: nobody has taken them on.</summary>
public sealed record LateTotal(string? Agency, string? Handler, int Late, int Soon);

/// <summary>Who is late at an instant: pure.</summary>
public sealed record LateCases(IReadOnlyList<LateCase> Listed, IReadOnlyList<LateTotal> ByAgency, IReadOnlyList<LateTotal> ByPerson)
{
    public static LateCases At(IEnumerable<ReportCase> cases, DateTimeOffset at, WorkingCalendar calendar)
    {
        var soon = calendar.AddDays(at, 1);
        var all = cases.Select(c => Find(c, at, soon)).OfType<LateCase>()
            .OrderBy(l => l.State.Agency, StringComparer.Ordinal).ThenBy(l => l.Clock.Due).ThenBy(l => l.Case.Id, StringComparer.Ordinal).ToList();
        var listed = all.Where(l => l.State.After.Public).ToList();
        var counted = all.GroupBy(l => l.State.Agency).SelectMany(g => g.Count(l => !l.State.After.Public) >= Figures.Smallest ? g : g.Where(l => l.State.After.Public)).ToList();
        return new LateCases(
            listed,
            [.. counted.GroupBy(l => l.State.Agency).Select(g => Total(g.Key, null, g))],
            [.. listed.GroupBy(l => (l.State.Agency, l.State.After.Handler)).OrderBy(g => g.Key.Agency, StringComparer.Ordinal).ThenBy(g => g.Key.Handler, StringComparer.Ordinal)
                .Select(g => Total(g.Key.Agency, g.Key.Handler, g))]);
    }

    private static LateCase? Find(ReportCase @case, DateTimeOffset at, DateTimeOffset soon) =>
        @case.AsOf(at) is { After.Closed: false, Next: { } clock } state && clock.Due <= soon
            ? new LateCase(@case, state, clock, clock.Due <= at)
            : null;

    private static LateTotal Total(string? agency, string? handler, IEnumerable<LateCase> cases)
    {
        var list = cases.ToList();
        return new LateTotal(agency, handler, list.Count(c => c.Late), list.Count(c => !c.Late));
    }
}
