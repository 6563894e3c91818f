using System.Text.Json;
using Kota.Functions.Submissions.Catalogue;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Time;

namespace Kota.Functions.Submissions;

/// <summary>The rules by which a submission moves: pure, from definition, state and time to the next state and its events.</summary>
public sealed class Workflow(WorkingCalendar calendar)
{
    private readonly Clocks clocks = new(calendar);

    /// <summary>The first state, with its clocks started.</summary>
    public Change Begin(ServiceDefinition definition, NewSubmission input, DateTimeOffset now)
    {
        var category = definition.Category(input.Category);
        var submission = new Submission
        {
            Id = input.Id,
            Service = definition.Code,
            Version = 0,
            State = definition.Start,
            StateSince = now,
            Agency = definition.Agency,
            Category = category?.Code,
            Kind = category?.Kind,
            Place = input.Place,
            Reporter = input.Reporter,
            Anonymous = input.Anonymous,
            Secret = input.Secret || category is { Secret: true },
            Held = input.Held,
            Language = input.Language,
            Channel = input.Channel,
            Fields = input.Fields,
            CreatedAt = now,
            ChangedAt = now,
        };
        submission = submission with { Clocks = clocks.Enter(definition, submission, now) };
        return WorkflowLog.Begin(submission, input);
    }

    /// <summary>The state after an action, or why it may not be taken now.</summary>
    public Outcome<Change> Apply(ServiceDefinition definition, Submission submission, ActionRequest request, DateTimeOffset now)
    {
        var action = definition.Actions.FirstOrDefault(a => a.Code == request.Action);
        if (action is null)
            return Failure.NotFound("unknown-action");
        var refusal = WorkflowGuards.Refusal(definition, submission, action, request.As)
            ?? WorkflowGuards.RefusalOfInputs(submission, action, request.Inputs);
        return refusal is null ? Take(definition, submission, action, request, now) : refusal;
    }

    /// <summary>
    /// The state after an action that nothing refuses, whatever its inputs will be: an agency or a submission that they name is empty.
    /// </summary>
    public Change Foresee(ServiceDefinition definition, Submission submission, ActionDefinition action, Actor actor, string? subject, DateTimeOffset now)
    {
        var unknown = Course.Of(submission, action).Effects.Where(e => e.Kind is EffectKind.AssignByInput or EffectKind.MergeInto)
            .Select(e => e.Input!).Distinct().ToDictionary(input => input, _ => JsonSerializer.SerializeToElement(""));
        return Take(definition, submission, action, new ActionRequest(action.Code, actor, subject, unknown), now);
    }

    /// <summary>A comment: an event with no other change. The inputs are <c>text</c> and <c>public</c>.</summary>
    public Change Comment(Submission submission, ActionRequest request, DateTimeOffset now) =>
        WorkflowLog.Append(submission, submission, request with { Action = WorkflowLog.Comment }, now, hidesPhotos: !IsPublic(request));

    /// <summary>Another officer of the agency has it from now on: an event with no other change.</summary>
    public static Change HandOver(Submission submission, string to, Actor by, string subject, DateTimeOffset now) =>
        WorkflowLog.Append(submission, submission with { Handler = to }, new ActionRequest(WorkflowLog.HandOver, by, subject, new Dictionary<string, JsonElement>()), now);

    /// <summary>What the rules do at once in the present state; null when nothing.</summary>
    public Change? Automate(ServiceDefinition definition, Submission submission, DateTimeOffset now) =>
        Repeat(submission, current =>
            definition.Actions.FirstOrDefault(a => WorkflowGuards.RuleActs(definition, current, a)) is { } rule
                ? Take(definition, current, rule, WorkflowLog.Unattended(rule, Actor.System), now)
                : null);

    /// <summary>
    /// What passing time has done by now (warnings, escalations, timed actions); null when nothing. Nobody is warned of a clock that has
    /// ended meanwhile.
    /// </summary>
    public Change? Elapse(ServiceDefinition definition, Submission submission, DateTimeOffset now) =>
        Repeat(submission, current =>
            WorkflowDeadlines.Of(definition, current).Where(d => d is not WarningDeadline w || w.Clock.DueAt > now).MinBy(d => d.At) is { } deadline && deadline.At <= now
                ? Pass(definition, current, deadline, now)
                : null);

    /// <summary>The actions that somebody in one of these capacities may take in the present state.</summary>
    public static IReadOnlyList<ActionDefinition> Allowed(
        ServiceDefinition definition, Submission submission, IReadOnlySet<Actor> capacities) =>
        [.. definition.Actions.Where(a => capacities.Any(c => WorkflowGuards.Refusal(definition, submission, a, c) is null))];

    /// <summary>When <see cref="Elapse"/> next has something to do; null when never.</summary>
    public static DateTimeOffset? NextDeadline(ServiceDefinition definition, Submission submission) =>
        WorkflowDeadlines.Of(definition, submission).MinBy(d => d.At)?.At;

    /// <summary>Takes an action that nothing refuses.</summary>
    private Change Take(
        ServiceDefinition definition, Submission submission, ActionDefinition action, ActionRequest request, DateTimeOffset now)
    {
        var course = Course.Of(submission, action);
        var next = WorkflowEffects.Apply(definition, submission, course.Effects, request.Inputs);
        if (WorkflowGuards.Counts(action))
            next = next with { Taken = WorkflowEffects.CountOne(submission.Taken, action.Code) };
        if (course.To is not null)
            next = WorkflowEffects.Enter(next, course.To, action.Resolution, now);

        // Sent on by the city admin is read and found fit; rejected or asked about, it stays hidden.
        if (next.Held && request.As == Actor.CityAdmin && course.Effects.Any(e => e.Kind is EffectKind.AssignByInput or EffectKind.AssignByCategory))
            next = next with { Held = false };
        next = Park(definition, submission, next, now);
        next = next with { Handler = WorkflowEffects.Handler(definition, submission, next, request) };
        var restarts = WorkflowEffects.Restarts(course.Effects);
        if (course.To is not null || restarts.Count > 0)
            next = next with { Clocks = clocks.Enter(definition, next, now, restarts) };
        return WorkflowLog.Append(submission, next, request, now, hidesPhotos: !action.Inputs.Any(i => i.Type == FieldType.Photos && i.Public));
    }

    // Merging stops the clocks and a split lets them go on, late ones late: it is no way to make an agency punctual.
    private Submission Park(ServiceDefinition definition, Submission before, Submission after, DateTimeOffset now) =>
        before.MergedInto is null && after.MergedInto is not null ? after with { ParkedClocks = clocks.Park(definition, before, now) }
        : before.MergedInto is not null && after.MergedInto is null ? after with { Clocks = before.ParkedClocks, ParkedClocks = [] }
        : after;

    private static bool IsPublic(ActionRequest comment) => comment.Inputs.TryGetValue("public", out var flag) && flag.ValueKind == JsonValueKind.True;

    private Change Pass(ServiceDefinition definition, Submission submission, Deadline deadline, DateTimeOffset now) => deadline switch
    {
        ActionDeadline d => Take(definition, submission, d.Action, WorkflowLog.Unattended(d.Action, Actor.Timer), now),
        ClockDeadline d => Escalate(submission, d.Clock, now),
        WarningDeadline d => Warn(submission, d.Clock, now),
        _ => throw new InvalidOperationException($"No such deadline: {deadline}"),
    };

    private Change Escalate(Submission submission, Clock clock, DateTimeOffset now)
    {
        var raised = clocks.Escalate(clock);
        return WorkflowLog.Escalation(submission, With(submission, clock, raised), raised, now);
    }

    private static Change Warn(Submission submission, Clock clock, DateTimeOffset now) =>
        WorkflowLog.Warning(submission, With(submission, clock, Clocks.Warned(clock)), clock, now);

    private static Submission With(Submission submission, Clock before, Clock after) =>
        submission with { Clocks = [.. submission.Clocks.Select(c => c == before ? after : c)] };

    /// <summary>Takes steps until there is none; their events make one change.</summary>
    private static Change? Repeat(Submission submission, Func<Submission, Change?> step)
    {
        var events = new List<SubmissionEvent>();
        while (step(submission) is { } change)
        {
            submission = change.Submission;
            events.AddRange(change.Events);
        }

        return events.Count == 0 ? null : new Change(submission, events);
    }
}
