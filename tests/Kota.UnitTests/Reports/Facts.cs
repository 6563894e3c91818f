using Kota.Functions.Reports;
using Kota.Kernel.Contracts;

namespace Kota.UnitTests.Reports;

/// <summary>Facts as the topic brings them.</summary>
internal static class Facts
{
    /// <summary>A Monday, 08:00 in Malang.</summary>
    public static readonly DateTimeOffset Start = new(2026, 2, 2, 1, 0, 0, TimeSpan.Zero);

    public static SubmissionChanged Fact(
        string id, int seq, string action, string? from, string to, DateTimeOffset at, DateTimeOffset? created = null, string agency = "dlh",
        bool isPublic = true, string? handler = null, int? rating = null, DateTimeOffset? due = null) => new(
            id, seq, "sambat", "waste", agency, "35.73.05.1004", action, from, to, due, 0, isPublic, at, "works", created ?? Start, handler, rating, null,
            to == "closed", null, due is null ? [] : [new ClockFact("resolve", due, 0, false)], [new StepFact(seq, action, from, to, agency, at)]);

    public static ReportCase Case(IEnumerable<SubmissionChanged> facts) =>
        facts.Aggregate((ReportCase?)null, (c, f) => c?.With(f) ?? ReportCase.Of(f))!;

    /// <summary>Forwarded, sent on, accepted, answered late, reopened, answered and rated.</summary>
    public static IReadOnlyList<SubmissionChanged> Life(string id, DateTimeOffset start, bool isPublic = true)
    {
        var due = start.AddDays(4);
        return
        [
            Fact(id, 1, "submit", null, "received", start, start, "diskominfo", isPublic),
            Fact(id, 2, "forward", "received", "forwarded", start.AddMinutes(1), start, "dishub", isPublic, due: due),
            Fact(id, 3, "not_ours", "forwarded", "forwarded", start.AddDays(1), start, "dlh", isPublic, due: due),
            Fact(id, 4, "accept", "forwarded", "in_progress", start.AddDays(2), start, "dlh", isPublic, "orang-1", due: due),
            Fact(id, 5, "answer", "in_progress", "answered", start.AddDays(5), start, "dlh", isPublic, "orang-1"),
            Fact(id, 6, "reopen", "answered", "in_progress", start.AddDays(6), start, "dlh", isPublic, "orang-1", due: start.AddDays(16)),
            Fact(id, 7, "answer", "in_progress", "answered", start.AddDays(8), start, "dlh", isPublic, "orang-1"),
            Fact(id, 8, "rate", "answered", "closed", start.AddDays(9), start, "dlh", isPublic, "orang-1", 4),
        ];
    }
}
