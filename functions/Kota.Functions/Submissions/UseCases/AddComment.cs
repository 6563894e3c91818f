using System.Text.Json;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Intake;
using Kota.Functions.Submissions.Storage;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Time;

namespace Kota.Functions.Submissions.UseCases;

/// <summary>A wish to say something about a submission, or to add photos to it.</summary>
public sealed record CommentWish(string Id, Incoming Incoming, bool PhotosNeeded);

/// <summary>Adds a comment or photos without changing the state. Comments commute, so no version need be seen first.</summary>
public sealed class AddComment(ReadSubmission read, Workflow workflow, SubmissionStore store, PhotoIntake photos, CityClock clock)
{
    private const int MaxLength = 2000;
    private const int Tries = 10;

    // Of one submission, over all its steps: their row keys have two digits.
    private const int MaxPhotos = 90;

    public async Task<Outcome<Opened>> RunAsync(CommentWish wish, Visitor visitor, CancellationToken ct)
    {
        if (!(await read.RunAsync(wish.Id, visitor, ct)).Succeeded(out var opened, out var failure))
            return failure;
        if (!opened.IsInside)
            return visitor.Caller.IsSignedIn ? Failure.Forbidden() : Failure.Unauthenticated();
        if (!(await ReadAsync(wish, opened, ct)).Succeeded(out var input, out failure))
            return failure;
        for (var seen = opened.Stored; ;)
        {
            // Numbers of photos depend on the version: they are stored anew (the blobs are not) when somebody else came first.
            if (!(await photos.StoreAsync(opened.Submission.Id, wish.Incoming.Photos, seen.Submission.Attachments + 1, ct)).Succeeded(out var rows, out failure))
                return failure;
            var capacity = opened.Capacities.Contains(Actor.Reporter) ? Actor.Reporter : opened.Capacities.Min();
            var change = workflow.Comment(seen.Submission, new ActionRequest("comment", capacity, visitor.Caller.Subject, input, rows.Count), clock.Now);
            var (result, stored) = await store.CommitAsync(seen, new Write(change, rows), ct);
            if (result == CommitResult.Done)
                return opened with { Stored = stored! };
            if (await store.FindAsync(opened.Submission.Id, ct) is not { } now)
                return Failure.NotFound("unknown-submission");
            if (result == CommitResult.Replayed)
                return opened with { Stored = now };
            if (now.Submission.Version - opened.Submission.Version > Tries)
                return new Failure(FailureKind.Unavailable, "busy");
            seen = now;
        }
    }

    private static async Task<Outcome<Dictionary<string, JsonElement>>> ReadAsync(CommentWish wish, Opened opened, CancellationToken ct)
    {
        if (!CommentInput.From(wish.Incoming).Succeeded(out var input, out var failure))
            return failure;
        var text = input.Text?.Trim();
        if (string.IsNullOrEmpty(text) && !wish.PhotosNeeded)
            return Failure.Invalid("/text", "required");
        if (text?.Length > MaxLength)
            return Failure.Invalid("/text", "too-long", MaxLength);
        if (wish.PhotosNeeded && wish.Incoming.Photos.Count == 0)
            return Failure.Invalid("/photos", "photo-required");
        if (opened.Submission.Attachments + wish.Incoming.Photos.Count > MaxPhotos)
            return Failure.Invalid("/photos", "photos-too-many", MaxPhotos);
        if (!(await PhotoIntake.DigestsAsync(wish.Incoming.Photos, opened.Definition.Attachments, ct)).Succeeded(out _, out failure))
            return failure;
        var values = new Dictionary<string, JsonElement> { ["public"] = JsonSerializer.SerializeToElement(input.Public) };
        if (!string.IsNullOrEmpty(text))
            values["text"] = JsonSerializer.SerializeToElement(text);
        return values;
    }
}
