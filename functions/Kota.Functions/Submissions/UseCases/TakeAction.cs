using System.Text.Json;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Intake;
using Kota.Functions.Submissions.Storage;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Reference;
using Kota.Kernel.Tables;
using Kota.Kernel.Time;

namespace Kota.Functions.Submissions.UseCases;

/// <summary>A wish to take an action on a submission.</summary>
/// <param name="Id">Tracking id.</param>
/// <param name="Incoming">The request's body.</param>
/// <param name="Version">The version that the caller saw (If-Match); null when the request did not say.</param>
/// <param name="Key">The client's idempotency key.</param>
public sealed record ActionWish(string Id, Incoming Incoming, int? Version, string? Key);

/// <summary>The submission after an action, and whether an earlier request with the same key took it.</summary>
public sealed record ActionTaken(Opened Opened, bool Replayed);

/// <summary>Takes an action: forward, accept, answer, reopen, rate and whatever else a definition names.</summary>
public sealed class TakeAction(ReadSubmission read, Workflow workflow, SubmissionStore store, PhotoIntake photos, MergeTarget merge, Access access, Agencies agencies, CityClock clock)
{
    public async Task<Outcome<ActionTaken>> RunAsync(ActionWish wish, Visitor visitor, CancellationToken ct)
    {
        if (!(await read.RunAsync(wish.Id, visitor, ct)).Succeeded(out var opened, out var failure))
            return failure;
        if (!ActionInput.From(wish.Incoming, opened.Definition).Succeeded(out var input, out failure))
            return failure;
        if (!(await KeyOfAsync(wish, input, opened, visitor, ct)).Succeeded(out var key, out failure))
            return failure;

        // Before rights and rules: what the first try did may have taken both away, as handing a report to another agency does.
        if (key is not null && await store.ReplayOfAsync(opened.Submission.Id, key, ct) is { } earlier)
            return await EndAsync(earlier, opened, visitor, ct);
        if (!Check(input, wish.Incoming.Photos.Count, opened, visitor).Succeeded(out var request, out failure))
            return failure;
        if (wish.Version is not { } seen)
            return new Failure(FailureKind.PreconditionRequired, "if-match-needed");
        if (seen != opened.Submission.Version)
            return new Failure(FailureKind.Stale, "stale") { Args = [opened.Submission.Version] };

        // The rules are asked before photos are decoded, and again nothing is written unless they agree.
        if (!workflow.Apply(opened.Definition, opened.Submission, request, clock.Now).Succeeded(out var change, out failure))
            return failure;
        if (await merge.RefusalAsync(opened, change, visitor, ct) is { } refusal)
            return refusal;
        if (!(await photos.StoreAsync(opened.Submission.Id, wish.Incoming.Photos, ct)).Succeeded(out var pictures, out failure))
            return failure;
        var rows = PhotoRow.For(opened.Submission.Id, opened.Submission.Attachments + 1, pictures);
        var (result, stored) = await store.CommitAsync(opened.Stored, new Write(change, rows, key), ct);
        return result == CommitResult.Done
            ? new ActionTaken(opened with { Stored = stored!, Capacities = CapacitiesAfter(stored!, opened, visitor) }, Replayed: false)
            : await EndAsync(result, opened, visitor, ct);
    }

    private async Task<Outcome<ActionTaken>> EndAsync(CommitResult result, Opened opened, Visitor visitor, CancellationToken ct) => result switch
    {
        CommitResult.KeyReused => new Failure(FailureKind.KeyReused, "key-reused"),
        CommitResult.Replayed => (await read.RunAsync(opened.Submission.Id, visitor, ct)).Map(now => new ActionTaken(now, Replayed: true)),
        _ => new Failure(FailureKind.Stale, "stale") { Args = [opened.Submission.Version] },
    };

    // Over what was sent, not over what the rules make of it: a rule that changes must not turn a replay into another request.
    private static async Task<Outcome<ChangeKey?>> KeyOfAsync(ActionWish wish, ActionInput input, Opened opened, Visitor visitor, CancellationToken ct)
    {
        var rules = opened.Definition.Actions.FirstOrDefault(a => a.Code == input.Action) is { } action ? RulesFor(action, opened.Definition) : opened.Definition.Attachments;
        if (!(await PhotoIntake.DigestsAsync(wish.Incoming.Photos, rules, ct)).Succeeded(out var digests, out var failure))
            return failure;
        var sent = new SortedDictionary<string, JsonElement>((input.Inputs ?? new Dictionary<string, JsonElement>()).ToDictionary(), StringComparer.Ordinal);
        return ChangeKey.For(visitor.Caller, wish.Key, StoredJson.WriteBytes(new { input.Action, inputs = sent, digests }));
    }

    private Outcome<ActionRequest> Check(ActionInput input, int photoCount, Opened opened, Visitor visitor)
    {
        if (opened.Definition.Actions.FirstOrDefault(a => a.Code == input.Action) is not { } action)
            return Failure.Invalid("/action", "unknown-action");
        if (Capacity(action, opened) is not { } capacity)
            return visitor.Caller.IsSignedIn || opened.IsInside ? Failure.Forbidden() : Failure.Unauthenticated();
        var context = new FormContext(clock.Today, agencies.Codes, opened.Submission.Kind, photoCount);
        var form = FormValidator.Validate(action.Inputs, input.Inputs ?? new Dictionary<string, JsonElement>(), context, "/inputs");
        return form.IsValid ? new ActionRequest(action.Code, capacity, visitor.Caller.Subject, form.Values, photoCount) : Failure.Invalid(form.Errors);
    }

    // An action may hand the submission to another agency: who took it sees it as anybody of theirs from then on.
    private IReadOnlySet<Actor> CapacitiesAfter(Stored stored, Opened before, Visitor visitor) =>
        access.Capacities(stored, visitor).Succeeded(out var capacities, out _) ? capacities : before.Capacities;

    private static Actor? Capacity(ActionDefinition action, Opened opened)
    {
        foreach (var capacity in action.By)
        {
            if (opened.Capacities.Contains(capacity))
                return capacity;
        }

        return null;
    }

    // An action takes photos when one of its inputs says so; how many and how large is the service's rule.
    private static AttachmentRules RulesFor(ActionDefinition action, ServiceDefinition definition) =>
        action.Inputs.Any(i => i.Type == FieldType.Photos) ? definition.Attachments : definition.Attachments with { Max = 0 };
}
