using System.Text.Json;
using Kota.Functions.Submissions.Catalogue;

namespace Kota.Functions.Submissions;

/// <summary>Writes what happened as the next event, whose number is the submission's new version.</summary>
internal static class WorkflowLog
{
    public const string Submit = "submit";
    public const string Comment = "comment";
    public const string Escalate = "escalate";
    public const string Warn = "warn";
    public const string HandOver = "handover";

    private static readonly Dictionary<string, JsonElement> NoInputs = [];

    /// <summary>Whether a step is the agency's own affair: neither reporter nor public sees it.</summary>
    public static bool IsInternal(string action) => action is Warn or HandOver;

    public static ActionRequest Unattended(ActionDefinition action, Actor by) => new(action.Code, by, null, NoInputs);

    public static Change Begin(Submission submission, NewSubmission input)
    {
        var request = new ActionRequest(Submit, input.EnteredAs, input.EnteredBy ?? submission.Reporter, NoInputs, input.Attachments);
        var (begun, events) = Append(submission, submission, request, submission.CreatedAt);
        return new Change(begun, [events[0] with { From = null }]);
    }

    public static Change Append(Submission before, Submission after, ActionRequest request, DateTimeOffset now, bool hidesPhotos = false)
    {
        var attachments = Enumerable.Range(before.Attachments + 1, request.NewAttachments).ToArray();
        var next = after with { Version = before.Version + 1, ChangedAt = IsInternal(request.Action) ? before.ChangedAt : now, Attachments = before.Attachments + attachments.Length };
        if (hidesPhotos && attachments.Length > 0)
            next = next with { HiddenAttachments = [.. before.HiddenAttachments, .. attachments] };
        var happened = new SubmissionEvent(
            Seq: next.Version,
            At: now,
            Action: request.Action,
            By: Code(request.As),
            Actor: request.Subject,
            From: before.State,
            To: next.State,
            Agency: next.Agency,
            Inputs: request.Inputs,
            Attachments: attachments);
        return new Change(next, [happened]);
    }

    public static Change Warning(Submission before, Submission after, Clock clock, DateTimeOffset now)
    {
        var (next, events) = Append(before, after, new ActionRequest(Warn, Actor.Timer, null, NoInputs), now);
        return new Change(next, [events[0] with { Clock = clock.Code }]);
    }

    public static Change Escalation(Submission before, Submission after, Clock clock, DateTimeOffset now)
    {
        var (next, events) = Append(before, after, new ActionRequest(Escalate, Actor.Timer, null, NoInputs), now);
        return new Change(next, [events[0] with { Clock = clock.Code, Level = clock.Level }]);
    }

    private static string Code(Actor actor) => JsonNamingPolicy.CamelCase.ConvertName(actor.ToString());
}
