using Microsoft.AspNetCore.Routing.Matching;

namespace Kota.EmbeddedHost.Http;

/// <summary>The verbs of an endpoint.</summary>
/// <param name="Verbs">Upper-case verbs; empty for all.</param>
internal sealed record VerbMetadata(IReadOnlyList<string> Verbs);

/// <summary>
/// Leaves out endpoints that do not list the request's verb. ASP.NET Core's own policy would answer 405, and let a GET route
/// answer no HEAD; the real host passes on to the next route and ends with 404.
/// </summary>
internal sealed class VerbPolicy : MatcherPolicy, IEndpointSelectorPolicy
{
    public override int Order => -1000;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(e => e.Metadata.GetMetadata<VerbMetadata>() is { Verbs.Count: > 0 });

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates.IsValidCandidate(i) && candidates[i].Endpoint.Metadata.GetMetadata<VerbMetadata>() is { Verbs: { Count: > 0 } verbs }
                && !verbs.Contains(httpContext.Request.Method))
            {
                candidates.SetValidity(i, false);
            }
        }

        return Task.CompletedTask;
    }
}
