using Kota.Functions.Submissions.Lapor;
using Kota.Functions.Submissions.Notices;
using Kota.Functions.Submissions.Storage;
using Kota.Kernel.Messaging;

namespace Kota.Functions.Submissions.UseCases;

/// <summary>What happens after each change: the rules act, then the lists are brought up to date.</summary>
public sealed class FollowSubmission(SubmissionStore store, RouteSubmission route, ProjectSubmission project, TellLapor lapor, NoteNotices notices, MoveFollowers move)
{
    /// <param name="message">The envelope around a <see cref="SubmissionPointer"/>.</param>
    /// <param name="ct">Stops between steps; the message then comes again.</param>
    public async Task RunAsync(string message, CancellationToken ct)
    {
        var envelope = Message.Read(message);
        using var span = Message.Continue(envelope, "follow submission");
        var pointer = Message.Payload<SubmissionPointer>(envelope);
        span?.SetTag("kota.submission", pointer.Id);
        if (await store.FindAsync(pointer.Id, ct) is not { } stored)
            return;
        await lapor.NoteAsync(stored.Submission, ct);
        var routed = await route.RunAsync(stored, ct);
        await notices.HandOnAsync((routed ?? stored).Submission, ct);
        await project.RunAsync(pointer.Id, routed, ct);

        // Last, for it may take long and comes again when it does not get through.
        await move.RunAsync(routed ?? stored, ct);
    }
}
