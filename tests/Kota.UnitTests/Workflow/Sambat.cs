using Kota.Functions.Submissions.Catalogue;
using Kota.Kernel.Reference;

namespace Kota.UnitTests.Workflow;

/// <summary>Reports under the real definition of SAMBAT, each in the state that a test needs.</summary>
internal static class Sambat
{
    public static readonly ServiceDefinition Service =
        ServiceCatalogue.Load(ServiceFile.Embedded(), new Agencies(new Regions()).All.Select(a => a.Code).ToHashSet()).Find("sambat")!;

    public const string Road = "damaged-road";
    public const string Other = "other";

    public static CaseFile Received(DateTimeOffset now, string category = Other) => CaseFile.Begin(Service, now, category);

    public static CaseFile Forwarded(DateTimeOffset now, string category = Road)
    {
        var file = Received(now, category);
        Assert.True(file.Automate());
        return file;
    }

    public static CaseFile InProgress(DateTimeOffset now, string category = Road) => Forwarded(now, category).Accept();

    public static CaseFile Answered(DateTimeOffset now, string category = Road) => InProgress(now, category).Answer();

    public static CaseFile NeedsInfo(DateTimeOffset now) => Received(now).Ask();

    public static CaseFile In(string state, DateTimeOffset now) => state switch
    {
        "received" => Received(now),
        "needs_info" => NeedsInfo(now),
        "forwarded" => Forwarded(now),
        "in_progress" => InProgress(now),
        "answered" => Answered(now),
        "closed" => Answered(now).Do("rate", Actor.Reporter, new { rating = 4 }),
        "merged" => Forwarded(now).Do("merge", Actor.Officer, new { into = "SBT-YQF8-SBTY-V572-Y" }),
        "rejected" => Received(now).Do("reject", Actor.CityAdmin),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No such state"),
    };

    public static CaseFile Ask(this CaseFile file) => file.Do("ask", Actor.CityAdmin, new { question = "Where exactly is it?" });

    public static CaseFile Reply(this CaseFile file) => file.Do("reply", Actor.Reporter, new { text = "Opposite the mosque." });

    public static CaseFile Accept(this CaseFile file) => file.Do("accept", Actor.Officer);

    public static CaseFile Answer(this CaseFile file) =>
        file.Do("answer", Actor.Officer, new { text = "The hole has been filled." }, photos: 1);

    public static CaseFile Reopen(this CaseFile file) => file.Do("reopen", Actor.Reporter, new { reason = "It is open again." });

    public static CaseFile NotOurs(this CaseFile file, string agency) =>
        file.Do("not_ours", Actor.Officer, new { reason = "This road is not ours.", agency });
}
