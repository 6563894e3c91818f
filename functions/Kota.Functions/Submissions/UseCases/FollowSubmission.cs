using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Storage;
using Kota.Kernel.Messaging;
using Kota.Kernel.Time;

namespace Kota.Functions.Submissions.UseCases;

/// <summary>What happens after each change: the rules act, then the lists are brought up to date.</summary>
public sealed class FollowSubmission(SubmissionStore store, RouteSubmission route, ProjectSubmission project)
{
    /// <param name="message">The envelope around a <see cref="SubmissionPointer"/>.</param>
    /// <param name="ct">Stops between steps; the message then comes again.</param>
    public async Task RunAsync(string message, CancellationToken ct)
    {
        var envelope = Message.Read(message);
        using var span = Message.Continue(envelope, "follow submission");
        var pointer = Message.Payload<SubmissionPointer>(envelope);
        span?.SetTag("kota.submission", pointer.Id);
        if (await store.FindAsync(pointer.Id, ct) is { } stored)
            await project.RunAsync(pointer.Id, await route.RunAsync(stored, ct), ct);
    }
}

/// <summary>Lets the rules of the service act on the present state: for SAMBAT, forward to the category's agency.</summary>
public sealed class RouteSubmission(ServiceCatalogue catalogue, Workflow workflow, SubmissionStore store, CityClock clock)
{
    /// <summary>The submission after the rules acted, or as it stands when somebody else was faster.</summary>
    public async Task<Stored?> RunAsync(Stored stored, CancellationToken ct)
    {
        if (workflow.Automate(catalogue.Get(stored.Submission.Service), stored.Submission, clock.Now) is not { } change)
            return stored;

        // No pointer: the message in hand goes on to project this very change, and comes again should that fail.
        var (result, after) = await store.CommitAsync(stored, new Write(change, [], Pointer: false), ct);
        if (result == CommitResult.Done)
            return after;

        // A projection's mark moved the row and nobody the version: the rules look anew. A newer version is another's, whose own
        // message lets the rules look at it, or ours, whose response was lost.
        var now = await store.FindAsync(stored.Submission.Id, ct);
        return now is not null && now.Submission.Version == stored.Submission.Version ? await RunAsync(now, ct) : now;
    }
}
