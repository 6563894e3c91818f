using System.Text.Json;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Intake;
using Kota.Functions.Submissions.Rules;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Reference;
using Kota.Kernel.Time;

namespace Kota.Functions.Submissions.UseCases;

/// <summary>What taking an action and foreseeing it share: who may, with which inputs, over which version.</summary>
public sealed class ActionGate(Agencies agencies, Regions regions, CityClock clock)
{
    /// <summary>The inputs as they were sent, with the placeholders of texts that are meant for many filled in.</summary>
    internal Outcome<ActionInput> InputOf(ActionWish wish, Opened opened)
    {
        var read = ActionInput.From(wish.Incoming, opened.Definition);
        return wish.Inbox is null ? read : read.Map(input => input with
        {
            Inputs = input.Inputs?.ToDictionary(i => i.Key, i => i.Value.ValueKind == JsonValueKind.String
                ? JsonSerializer.SerializeToElement(Placeholders.Fill(i.Value.GetString()!, opened.Definition, opened.Submission, regions))
                : i.Value),
        });
    }

    /// <summary>The request to the workflow, or why it is not made.</summary>
    internal Outcome<ActionRequest> Check(ActionWish wish, ActionInput input, Opened opened, Visitor visitor)
    {
        if (wish.Inbox is { } inbox && opened.Submission.Agency != inbox)
            return Failure.Conflict("not-in-inbox");
        if (opened.Definition.Actions.FirstOrDefault(a => a.Code == input.Action) is not { } action)
            return Failure.Invalid("/action", "unknown-action");
        if (CapacityFor(action, opened) is not { } capacity)
            return visitor.Caller.IsSignedIn || opened.IsInside ? Failure.Forbidden() : Failure.Unauthenticated();
        var context = new FormContext(clock.Today, agencies.Codes, opened.Submission.Kind, wish.Incoming.Photos.Count);
        var form = FormValidator.Validate(action.Inputs, input.Inputs ?? new Dictionary<string, JsonElement>(), context, "/inputs");
        if (!form.IsValid)
            return Failure.Invalid(form.Errors);
        return wish.Version is not { } seen ? new Failure(FailureKind.PreconditionRequired, "if-match-needed")
            : seen != opened.Submission.Version ? new Failure(FailureKind.Stale, "stale") { Args = [opened.Submission.Version] }
            : new ActionRequest(action.Code, capacity, visitor.Caller.Subject, form.Values, wish.Incoming.Photos.Count);
    }

    /// <summary>In which capacity somebody takes an action; null for one that is not theirs.</summary>
    public static Actor? CapacityFor(ActionDefinition action, Opened opened) => action.By.Where(opened.Capacities.Contains).Cast<Actor?>().FirstOrDefault();
}
