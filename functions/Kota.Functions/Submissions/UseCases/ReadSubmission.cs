using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Rules;
using Kota.Functions.Submissions.Storage;
using Kota.Kernel.Ids;
using Kota.Kernel.Outcomes;

namespace Kota.Functions.Submissions.UseCases;

/// <summary>A submission that somebody may see, and in which capacities.</summary>
public sealed record Opened(ServiceDefinition Definition, Stored Stored, IReadOnlySet<Actor> Capacities)
{
    public Submission Submission => Stored.Submission;

    /// <summary>Whether more than the public may see it all.</summary>
    public bool IsInside => Capacities.Count > 0;
}

/// <summary>Finds a submission for somebody: the one door that every other use case goes through.</summary>
public sealed class ReadSubmission(ServiceCatalogue catalogue, SubmissionStore store, RuleBook rules, Access access)
{
    public async Task<Outcome<Opened>> RunAsync(string id, Visitor visitor, CancellationToken ct)
    {
        if (!TrackingId.TryParse(id, out var parsed) || catalogue.FindByPrefix(parsed[..3]) is not { } definition)
            return Failure.NotFound("unknown-submission");
        if (await store.FindAsync(parsed, ct) is not { } stored)
            return Failure.NotFound("unknown-submission");
        if (!access.Capacities(stored, visitor).Succeeded(out var capacities, out var failure))
            return !stored.Submission.IsPublic ? Failure.NotFound("unknown-submission") : failure;
        return Access.MaySee(stored.Submission, capacities) ? new Opened(await rules.ForAsync(definition, stored.Submission, ct), stored, capacities) : Failure.NotFound("unknown-submission");
    }
}
