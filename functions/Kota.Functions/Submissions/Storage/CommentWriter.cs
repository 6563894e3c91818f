using Kota.Kernel.Outcomes;
using Kota.Kernel.Time;

namespace Kota.Functions.Submissions.Storage;

/// <summary>Writes comments. They commute, so that one is made anew over whatever somebody else wrote first, until it is in.</summary>
public sealed class CommentWriter(Workflow workflow, SubmissionStore store, CityClock clock)
{
    // Each round somebody's write takes effect, so of as many people at once as this the last one still gets through.
    private const int Tries = 64;

    // Of one submission, over all its steps: their row keys have two digits.
    private const int MaxPhotos = 90;

    /// <summary>The submission with the comment.</summary>
    /// <param name="seen">The submission as it was read.</param>
    /// <param name="request">The comment.</param>
    /// <param name="pictures">Photos whose blobs are written already.</param>
    /// <param name="key">The idempotency key, when there is one.</param>
    /// <param name="ct">Stops between tries.</param>
    public async Task<Outcome<Stored>> WriteAsync(Stored seen, ActionRequest request, IReadOnlyList<StoredPhoto> pictures, ChangeKey? key, CancellationToken ct)
    {
        var (id, first) = (seen.Submission.Id, seen.Submission.Version);
        while (true)
        {
            // Version and photo numbers follow from what is there now.
            if (seen.Submission.Attachments + pictures.Count > MaxPhotos)
                return Failure.Invalid("/photos", "photos-too-many", MaxPhotos);
            var rows = PhotoRow.For(id, seen.Submission.Attachments + 1, pictures);
            var (result, stored) = await store.CommitAsync(seen, new Write(workflow.Comment(seen.Submission, request, clock.Now), rows, key), ct);
            if (result == CommitResult.Done)
                return stored!;
            if (result == CommitResult.KeyReused)
                return new Failure(FailureKind.KeyReused, "key-reused");
            if (await store.FindAsync(id, ct) is not { } now)
                return Failure.NotFound("unknown-submission");
            if (result == CommitResult.Replayed)
                return now;
            if (now.Submission.Version - first > Tries)
                return new Failure(FailureKind.Unavailable, "busy");
            seen = now;
        }
    }
}
