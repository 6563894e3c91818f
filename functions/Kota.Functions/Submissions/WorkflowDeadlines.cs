using Kota.Functions.Submissions.Catalogue;

namespace Kota.Functions.Submissions;

/// <summary>A time at which something happens to a submission by itself.</summary>
internal abstract record Deadline(DateTimeOffset At);

/// <summary>A clock's level rises.</summary>
internal sealed record ClockDeadline(DateTimeOffset At, Clock Clock) : Deadline(At);

/// <summary>A clock ends soon.</summary>
internal sealed record WarningDeadline(DateTimeOffset At, Clock Clock) : Deadline(At);

/// <summary>The state has lasted as long as an action of the timer waits.</summary>
internal sealed record ActionDeadline(DateTimeOffset At, ActionDefinition Action) : Deadline(At);

internal static class WorkflowDeadlines
{
    /// <summary>All that lie ahead (or are late) as things stand; escalations first.</summary>
    public static IEnumerable<Deadline> Of(ServiceDefinition definition, Submission submission)
    {
        var escalations = submission.Clocks
            .Where(c => c.EscalatesAt is not null)
            .Select(c => new ClockDeadline(c.EscalatesAt!.Value, c));

        var warnings = submission.Clocks
            .Where(c => c.WarnsAt is not null)
            .Select(c => new WarningDeadline(c.WarnsAt!.Value, c));

        // Zero days would let two timed actions send a submission to and fro for ever in one sweep.
        var timed = definition.Actions
            .Where(a => a.AfterDays > 0 && WorkflowGuards.Refusal(definition, submission, a, Actor.Timer) is null)
            .Select(a => new ActionDeadline(submission.StateSince.AddDays(a.AfterDays!.Value), a));
        return [.. escalations, .. warnings, .. timed];
    }
}
