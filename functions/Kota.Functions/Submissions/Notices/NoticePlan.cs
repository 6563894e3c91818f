using System.Text.Json;

namespace Kota.Functions.Submissions.Notices;

/// <summary>Who hears of an event.</summary>
public enum Hearer
{
    /// <summary>Who sent the submission.</summary>
    Reporter,

    /// <summary>Those who have the same trouble.</summary>
    Follower,

    /// <summary>Whoever asked for webhooks on public cases.</summary>
    Everybody,

    /// <summary>Officers of the agency whose turn it is.</summary>
    Officer,

    /// <summary>Heads of the agency whose turn it is.</summary>
    AgencyHead,

    /// <summary>Those who run Kota, listed with the agency that owns the service.</summary>
    CityAdmin,
}

/// <summary>Who hears of an event, and why: a key of the notices' texts.</summary>
public sealed record Hearing(Hearer Who, string Why);

/// <summary>Who hears what of which event: by what every service has, never by the names of one service's actions.</summary>
public static class NoticePlan
{
    /// <param name="submission">As it stands now: an agency that it only passed through hears nothing.</param>
    /// <param name="happened">The event.</param>
    /// <param name="before">The event before; null for the first.</param>
    public static IReadOnlyList<Hearing> Of(Submission submission, SubmissionEvent happened, SubmissionEvent? before)
    {
        var hearings = new List<Hearing>();
        if (ReporterHears(happened))
            hearings.Add(new Hearing(Hearer.Reporter, happened.Seq == 1 ? NoticeReasons.Received : WhyOf(happened)));
        if (submission.IsPublic && happened.Seq > 1 && FollowersHear(happened))
            hearings.Add(new Hearing(Hearer.Follower, WhyOf(happened)));
        if (submission.IsPublic && IsForAll(happened))
            hearings.Add(new Hearing(Hearer.Everybody, NoticeReasons.Everybody));
        if (OfficersHear(submission, happened, before) is { } why)
            hearings.Add(new Hearing(Hearer.Officer, why));
        if (happened is { Action: WorkflowLog.Escalate, Level: { } level })
            hearings.Add(new Hearing(level == 1 ? Hearer.AgencyHead : Hearer.CityAdmin, NoticeReasons.Late));
        return hearings;
    }

    private static string WhyOf(SubmissionEvent e) => e.Action == WorkflowLog.Comment ? NoticeReasons.Comment : NoticeReasons.Changed;

    // What the reporter did is confirmed only where it moved the submission.
    private static bool ReporterHears(SubmissionEvent e) => e.Action switch
    {
        WorkflowLog.Comment => e.By != "reporter" && IsPublicComment(e),
        WorkflowLog.Escalate => e.Level == 1,
        WorkflowLog.Submit => true,
        _ => !WorkflowLog.IsInternal(e.Action) && (e.From != e.To || e.By != "reporter"),
    };

    // What moved it; that a limit has passed is between reporter and city.
    private static bool FollowersHear(SubmissionEvent e) => e.Action switch
    {
        WorkflowLog.Comment => IsPublicComment(e),
        WorkflowLog.Escalate => false,
        _ => !WorkflowLog.IsInternal(e.Action),
    };

    private static bool IsForAll(SubmissionEvent e) => e.Action == WorkflowLog.Comment ? IsPublicComment(e) : !WorkflowLog.IsInternal(e.Action);

    private static bool IsPublicComment(SubmissionEvent e) => e.Inputs.TryGetValue("public", out var flag) && flag.ValueKind == JsonValueKind.True;

    private static string? OfficersHear(Submission submission, SubmissionEvent e, SubmissionEvent? before) =>
        submission.Agency != e.Agency ? null
        : before?.Agency != e.Agency ? NoticeReasons.Arrived
        : e.By == "reporter" ? NoticeReasons.Replied
        : e.Action == WorkflowLog.Warn && submission.Clocks.Any(c => c.Code == e.Clock && c.DueAt is not null) ? NoticeReasons.Soon
        : null;
}
