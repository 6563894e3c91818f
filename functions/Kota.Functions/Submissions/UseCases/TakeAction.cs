using System.Text.Json;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Intake;
using Kota.Functions.Submissions.Storage;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Tables;
using Kota.Kernel.Time;

namespace Kota.Functions.Submissions.UseCases;

/// <summary>A wish to take an action on a submission.</summary>
/// <param name="Id">Tracking id.</param>
/// <param name="Incoming">The request's body.</param>
/// <param name="Version">The version that the caller saw (If-Match); null when the request did not say.</param>
/// <param name="Key">The client's idempotency key.</param>
/// <param name="Inbox">Agency in whose inbox it was chosen with others: taken only while that agency has it, and placeholders in texts are filled in.</param>
public sealed record ActionWish(string Id, Incoming Incoming, int? Version, string? Key, string? Inbox = null);

/// <summary>The submission after an action, and whether an earlier request with the same key took it.</summary>
public sealed record ActionTaken(Opened Opened, bool Replayed);

/// <summary>Takes an action: forward, accept, answer, reopen, rate and whatever else a definition names.</summary>
public sealed class TakeAction(ReadSubmission read, ActionGate gate, Workflow workflow, SubmissionStore store, PhotoIntake photos, MergeTarget merge, Access access, CityClock clock)
{
    public async Task<Outcome<ActionTaken>> RunAsync(ActionWish wish, Visitor visitor, CancellationToken ct)
    {
        if (!(await read.RunAsync(wish.Id, visitor, ct)).Succeeded(out var opened, out var failure))
            return failure;
        if (!gate.InputOf(wish, opened).Succeeded(out var input, out failure))
            return failure;
        if (!(await KeyOfAsync(wish, input, opened, visitor, ct)).Succeeded(out var key, out failure))
            return failure;

        // Before rights and rules: what the first try did may have taken both away, as handing a report to another agency does.
        if (key is not null && await store.ReplayOfAsync(opened.Submission.Id, key, ct) is { } earlier)
            return await EndAsync(earlier, opened, visitor, ct);
        if (!gate.Check(wish, input, opened, visitor).Succeeded(out var request, out failure))
            return failure;

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

    // An action may hand the submission to another agency: who took it sees it as anybody of theirs from then on.
    private IReadOnlySet<Actor> CapacitiesAfter(Stored stored, Opened before, Visitor visitor) =>
        access.Capacities(stored, visitor).Succeeded(out var capacities, out _) ? capacities : before.Capacities;

    // An action takes photos when one of its inputs says so; how many and how large is the service's rule.
    private static AttachmentRules RulesFor(ActionDefinition action, ServiceDefinition definition) =>
        action.Inputs.Any(i => i.Type == FieldType.Photos) ? definition.Attachments : definition.Attachments with { Max = 0 };
}
