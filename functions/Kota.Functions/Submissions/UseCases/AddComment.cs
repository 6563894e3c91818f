using System.Text.Json;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Intake;
using Kota.Functions.Submissions.Storage;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Tables;
using Kota.Kernel.Time;

namespace Kota.Functions.Submissions.UseCases;

/// <summary>A wish to say something about a submission, or to add photos to it.</summary>
/// <param name="Id">Tracking id.</param>
/// <param name="Incoming">The request's body.</param>
/// <param name="PhotosNeeded">Whether it is about the photos, so that the text may be missing.</param>
/// <param name="Key">The client's idempotency key.</param>
public sealed record CommentWish(string Id, Incoming Incoming, bool PhotosNeeded, string? Key = null);

/// <summary>Adds a comment or photos without changing the state. Comments commute, so no version need be seen first.</summary>
public sealed class AddComment(ReadSubmission read, CommentWriter writer, SubmissionStore store, PhotoIntake photos, CityClock clock)
{
    private static readonly FieldDefinition Text = new()
    {
        Name = "text",
        Type = FieldType.LongText,
        Label = new LocalText("Komentar", "Comment"),
        MaxLength = 2000,
    };

    public async Task<Outcome<Opened>> RunAsync(CommentWish wish, Visitor visitor, CancellationToken ct)
    {
        if (!(await read.RunAsync(wish.Id, visitor, ct)).Succeeded(out var opened, out var failure))
            return failure;
        if (!opened.IsInside)
            return visitor.Caller.IsSignedIn ? Failure.Forbidden() : Failure.Unauthenticated();
        if (!(await ReadAsync(wish, opened, visitor, ct)).Succeeded(out var plan, out failure))
            return failure;
        if (plan.Key is { } key && await store.ReplayOfAsync(opened.Submission.Id, key, ct) is { } earlier)
            return earlier == CommitResult.Replayed ? opened : new Failure(FailureKind.KeyReused, "key-reused");
        if (!(await photos.StoreAsync(opened.Submission.Id, wish.Incoming.Photos, ct)).Succeeded(out var pictures, out failure))
            return failure;
        return (await writer.WriteAsync(opened.Stored, plan.Request, pictures, plan.Key, ct)).Map(stored => opened with { Stored = stored });
    }

    private async Task<Outcome<Plan>> ReadAsync(CommentWish wish, Opened opened, Visitor visitor, CancellationToken ct)
    {
        if (!CommentInput.From(wish.Incoming).Succeeded(out var input, out var failure))
            return failure;
        var given = new Dictionary<string, JsonElement>();
        if (!string.IsNullOrWhiteSpace(input.Text))
            given["text"] = JsonSerializer.SerializeToElement(input.Text);
        var form = FormValidator.Validate([Text with { Required = !wish.PhotosNeeded }], given, new FormContext(clock.Today, new HashSet<string>()), "");
        var count = wish.Incoming.Photos.Count;
        var digests = await PhotoIntake.DigestsAsync(wish.Incoming.Photos, opened.Definition.Attachments, ct);
        List<FieldError> errors = [.. form.Errors, .. digests.Failure?.Errors ?? []];
        if (wish.PhotosNeeded && count == 0)
            errors.Add(new FieldError("/photos", "photo-required"));
        if (errors.Count > 0)
            return Failure.Invalid(errors);
        var values = new Dictionary<string, JsonElement>(form.Values) { ["public"] = JsonSerializer.SerializeToElement(input.Public) };
        var capacity = opened.Capacities.Contains(Actor.Reporter) ? Actor.Reporter : opened.Capacities.Min();
        var body = StoredJson.WriteBytes(new { comment = values, digests = digests.Value });
        return new Plan(new ActionRequest("comment", capacity, visitor.Caller.Subject, values, count), ChangeKey.For(visitor.Caller, wish.Key, body));
    }

    private sealed record Plan(ActionRequest Request, ChangeKey? Key);
}
