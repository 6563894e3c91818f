using System.Text.Json;
using Kota.Functions.Submissions.Catalogue;
using Kota.Kernel.Outcomes;

namespace Kota.Functions.Submissions;

/// <summary>Whether an action may be taken.</summary>
internal static class WorkflowGuards
{
    /// <summary>Why somebody in this capacity may not take the action now; null when they may.</summary>
    public static Failure? Refusal(ServiceDefinition definition, Submission submission, ActionDefinition action, Actor actor)
    {
        if (!action.From.Contains(submission.State))
            return Failure.Conflict("action-not-now");
        if (action.To == ActionDefinition.Previous && submission.StateBefore is null)
            return Failure.Conflict("action-not-now");
        if (!action.By.Contains(actor))
            return Failure.Forbidden();
        if (IsUsedUp(action, submission) && action.Beyond is null)
            return Failure.Conflict("limit-reached", action.Limit!.Value);
        return NeedsCategoryAgency(submission, action) && definition.Category(submission.Category)?.Agency is null
            ? Failure.Conflict("no-agency-by-category")
            : null;
    }

    /// <summary>Why the action may not be taken with these inputs; null when it may.</summary>
    public static Failure? RefusalOfInputs(Submission submission, ActionDefinition action, IReadOnlyDictionary<string, JsonElement> inputs)
    {
        var course = Course.Of(submission, action);

        // Only where nothing else would change: the city admin may well forward to the agency that also owns the service.
        if (course.To is not null && course.To != submission.State)
            return null;
        var assignment = course.Effects.FirstOrDefault(e => e.Kind == EffectKind.AssignByInput);
        return assignment is not null && inputs[assignment.Input!].GetString() == submission.Agency
            ? Failure.Invalid($"/inputs/{assignment.Input}", "same-agency")
            : null;
    }

    /// <summary>
    /// Whether a rule acts by itself. Once on a submission unless its limit says more: a report that came back because the agency named
    /// by its category disowned it needs a person, and must not be sent there again.
    /// </summary>
    public static bool RuleActs(ServiceDefinition definition, Submission submission, ActionDefinition action) =>
        action.By.Contains(Actor.System)
        && !submission.Held
        && submission.Taken.GetValueOrDefault(action.Code) < (action.Limit ?? 1)
        && Refusal(definition, submission, action, Actor.System) is null;

    /// <summary>Whether the submission remembers how often the action was taken.</summary>
    public static bool Counts(ActionDefinition action) => action.Limit is not null || action.By.Contains(Actor.System);

    public static bool IsUsedUp(ActionDefinition action, Submission submission) =>
        action.Limit is { } limit && submission.Taken.GetValueOrDefault(action.Code) >= limit;

    private static bool NeedsCategoryAgency(Submission submission, ActionDefinition action) =>
        Course.Of(submission, action).Effects.Any(e => e.Kind == EffectKind.AssignByCategory);
}
