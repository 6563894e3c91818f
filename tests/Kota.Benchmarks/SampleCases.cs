using Kota.Benchmarks.Floor;
using Kota.Functions.Reports;
using Kota.Kernel.Contracts;
using Kota.Kernel.Time;

namespace Kota.Benchmarks;

/// <summary>Cases of four months as reports know them, built from their facts as the product does: a fifth is open, a third of those late.</summary>
internal static class SampleCases
{
    private const int OneOpenIn = 5;
    private const int FirstDay = 130;

    // The newest came three weeks ago, so that nothing happens on the days that are reported.
    private const int LastDay = 21;

    private static readonly string[] Agencies = ["dpuprpkp", "dlh", "dishub", "disnaker-pmptsp", "dinkes", "satpol-pp", "bpbd", "dispendukcapil"];
    private static readonly string[] Categories = ["damaged-road", "drain-flood", "street-light", "illegal-parking", "portal"];

    public static IEnumerable<ReportCase> Make(int count, DateOnly today)
    {
        // Seeded: the same cases each time.
        var chance = new Random(573);
        var start = CityClock.StartOf(today.AddDays(-FirstDay));
        var gap = TimeSpan.FromDays(FirstDay - LastDay) / count;
        return Enumerable.Range(0, count).Select(n => Of(Life(n, start + (n * gap), CityClock.StartOf(today), chance)));
    }

    private static ReportCase Of(List<SubmissionChanged> facts) =>
        facts.Skip(1).Aggregate(ReportCase.Of(facts[0]), (known, fact) => known.With(fact));

    private static List<SubmissionChanged> Life(int n, DateTimeOffset at, DateTimeOffset today, Random chance)
    {
        var (id, agency, handler) = (FloorWorker.NewId(), Agencies[chance.Next(Agencies.Length)], $"petugas{chance.Next(60):D20}");
        var due = at.AddDays(7);
        var facts = new List<SubmissionChanged>();
        var created = at;
        Add("submit", "received", "diskominfo", 0);
        Add("forward", "forwarded", Agencies[chance.Next(Agencies.Length)], 1);
        Add("not_ours", "forwarded", agency, 12);
        Add("accept", "in_progress", agency, 20);
        Add("ask", "needs_info", agency, 5);
        if (n % OneOpenIn == 0)
        {
            // What the reporter's silence and repeated works have made of the clock since.
            due = today.AddHours(chance.Next(-240, 480));
            Add("reply", "in_progress", agency, 30);
            return facts;
        }

        Add("reply", "in_progress", agency, 30);
        Add("answer", "answered", agency, 60);
        if (chance.Next(4) == 0)
        {
            Add("reopen", "in_progress", agency, 20);
            Add("answer", "answered", agency, 60);
        }

        Add("rate", "closed", agency, 24);
        return facts;

        void Add(string action, string state, string turn, double hours)
        {
            at = at.AddHours(hours * (0.5 + chance.NextDouble()));
            var (seq, before) = (facts.Count + 1, facts.Count == 0 ? null : facts[^1].State);
            var closed = state == "closed";
            var resolve = new ClockFact("resolve", due, 0, false);
            facts.Add(new SubmissionChanged(
                id, seq, Report.Service, Categories[n % Categories.Length], turn, Report.Kelurahan, action, before, state, closed ? null : due, 0, n % 20 != 0, at, "works",
                created, seq > 3 ? handler : null, closed ? 4 : null, closed ? "rated" : null, closed, null,
                closed ? [] : seq > 3 ? [resolve] : [new ClockFact("respond", at.AddHours(24), 0, false), resolve],
                [new StepFact(seq, action, before, state, turn, at)]));
        }
    }
}
