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
    /// <summary>The submission after the rules acted; null when somebody else changed it meanwhile, whose message will come.</summary>
    public async Task<Stored?> RunAsync(Stored stored, CancellationToken ct)
    {
        if (workflow.Automate(catalogue.Get(stored.Submission.Service), stored.Submission, clock.Now) is not { } change)
            return stored;
        var (result, after) = await store.CommitAsync(stored, new Write(change, []), ct);
        if (result == CommitResult.Done)
            return after;

        // Stale by version or only by a projection's mark: read again and let the rules look anew.
        return await store.FindAsync(stored.Submission.Id, ct) is { } now && now.Submission.Version == stored.Submission.Version ? await RunAsync(now, ct) : null;
    }
}
