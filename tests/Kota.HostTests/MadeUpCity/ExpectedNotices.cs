namespace Kota.HostTests.MadeUpCity;

/// <summary>A notice by what it is about and where it goes.</summary>
internal sealed record Notice(string About, string To);

/// <summary>Who had to be told what, by the words of the rules and the history of a case. Written anew for the test.</summary>
internal static class ExpectedNotices
{
    public static IEnumerable<Notice> Of(MadeUpCase @case, IReadOnlyList<Step> steps)
    {
        // Each follower is asked once whether the address is theirs.
        foreach (var (follower, _) in @case.Followers)
            yield return new Notice($"{@case.Id}.1", follower);
        for (var n = 0; n < steps.Count; n++)
        {
            var (step, before) = (steps[n], n == 0 ? null : steps[n - 1]);
            var about = $"{@case.Id}.{step.Seq}";
            foreach (var to in Readers(@case, step, before, n + 1 < steps.Count ? steps[n + 1] : null))
                yield return new Notice(about, to);
        }
    }

    private static IEnumerable<string> Readers(MadeUpCase @case, Step step, Step? before, Step? after)
    {
        var moved = before is null || before.State != step.State;
        if (@case.Contact is { } contact && (step.Action == "escalate" ? step.Level == 1 : step.Action != "warn" && (moved || step.By != "reporter")))
            yield return contact;
        foreach (var (follower, since) in @case.Followers)
        {
            if (since < step.At && step.Action is not ("warn" or "escalate"))
                yield return follower;
        }

        // An agency that a case only passed through within the same moment hears nothing.
        // A warning is sent before anybody acts in the same minute.
        var passes = step.Action != "warn" && after is not null && after.At == step.At && after.Agency != step.Agency;
        var officersHear = before?.Agency != step.Agency || step.By == "reporter" || step.Action == "warn";
        if (officersHear && !passes && City.MailedOfficers.Contains(step.Agency))
            yield return City.OfficerOf(step.Agency);
        if (step is { Action: "escalate", Level: 1 } && City.Heads.Contains(step.Agency))
            yield return City.HeadOf(step.Agency);
        if (step is { Action: "escalate", Level: 2 })
            yield return City.Admin;
        if (@case is { IsPublic: true, Category: City.HookedCategory } && step.Action != "warn")
            yield return "webhook";
    }
}

/// <summary>A case of the made-up city.</summary>
internal sealed class MadeUpCase(string id, string pin, string category, string? contact)
{
    public string Id { get; } = id;

    public string Pin { get; } = pin;

    public string Category { get; } = category;

    /// <summary>Where the reporter is told: address or number.</summary>
    public string? Contact { get; } = contact;

    public bool IsPublic => Category != "misconduct";

    public List<(string Address, DateTimeOffset Since)> Followers { get; } = [];
}

/// <summary>Who is who.</summary>
internal static class City
{
    public const string Admin = "admin@example.invalid";
    public const string HookedCategory = "illegal-parking";

    /// <summary>Agencies whose officer gets a mail for each case; that of DLH gets one a working day.</summary>
    public static readonly string[] MailedOfficers = ["dpuprpkp", "dishub", "diskominfo", "dinkes"];

    public static readonly string[] Heads = ["dpuprpkp", "dishub", "dlh", "dinkes", "inspektorat"];

    public static readonly Dictionary<string, (string Agency, string Kind, int Weight)> Categories = new()
    {
        ["illegal-parking"] = ("dishub", "order", 35),
        ["portal"] = ("dishub", "order", 15),
        ["damaged-road"] = ("dpuprpkp", "works", 15),
        ["waste"] = ("dlh", "works", 12),
        ["health"] = ("dinkes", "information", 12),
        ["misconduct"] = ("inspektorat", "supervision", 4),
        ["other"] = ("diskominfo", "order", 7),
    };

    public static string OfficerOf(string agency) => $"officer-{agency}@example.invalid";

    public static string HeadOf(string agency) => $"head-{agency}@example.invalid";
}
