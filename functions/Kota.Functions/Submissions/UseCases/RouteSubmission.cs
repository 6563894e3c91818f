using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Rules;
using Kota.Functions.Submissions.Storage;
using Kota.Kernel.Time;

namespace Kota.Functions.Submissions.UseCases;

/// <summary>Lets the rules of the service act on the present state: for SAMBAT, forward to the category's agency.</summary>
public sealed class RouteSubmission(ServiceCatalogue catalogue, Workflow workflow, SubmissionStore store, RuleBook rules, CityClock clock)
{
    /// <summary>The submission after the rules acted, or as it stands when somebody else was faster.</summary>
    public async Task<Stored?> RunAsync(Stored stored, CancellationToken ct)
    {
        var definition = await rules.ForAsync(catalogue.Get(stored.Submission.Service), stored.Submission, ct);
        if (workflow.Automate(definition, stored.Submission, clock.Now) is not { } change)
            return stored;

        // No pointer: the message in hand goes on to project this very change, and comes again should that fail.
        var (result, after) = await store.CommitAsync(stored, new Write(change, [], Pointer: false), ct);
        if (result == CommitResult.Done)
            return after;

        // A newer version is another's, whose own message lets the rules look at it, or ours, whose response was lost.
        return await store.FindAsync(stored.Submission.Id, ct);
    }
}
