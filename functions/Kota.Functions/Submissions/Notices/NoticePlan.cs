namespace Kota.Functions.Submissions.Notices;

/// <summary>Who hears of an event.</summary>
public enum Hearer
{
    /// <summary>Who sent the submission.</summary>
    Reporter,

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
            hearings.Add(new Hearing(Hearer.Reporter, happened.Seq == 1 ? "received" : happened.Action == WorkflowLog.Comment ? "comment" : "changed"));
        if (OfficersHear(submission, happened, before) is { } why)
            hearings.Add(new Hearing(Hearer.Officer, why));
        if (happened is { Action: WorkflowLog.Escalate, Level: { } level })
            hearings.Add(new Hearing(level == 1 ? Hearer.AgencyHead : Hearer.CityAdmin, "late"));
        return hearings;
    }

    // What the reporter did is confirmed only where it moved the submission.
    private static bool ReporterHears(SubmissionEvent e) => e.Action switch
    {
        WorkflowLog.Comment => e.By != "reporter" && e.Inputs.TryGetValue("public", out var flag) && flag.ValueKind == System.Text.Json.JsonValueKind.True,
        WorkflowLog.Escalate => e.Level == 1,
        WorkflowLog.Submit => true,
        _ => e.From != e.To || e.By != "reporter",
    };

    private static string? OfficersHear(Submission submission, SubmissionEvent e, SubmissionEvent? before) =>
        submission.Agency != e.Agency ? null
        : before?.Agency != e.Agency ? "arrived"
        : e.By == "reporter" ? "replied"
        : null;
}
