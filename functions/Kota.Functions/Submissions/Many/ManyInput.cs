using System.Globalization;
using System.Text.Json;
using Kota.Functions.Submissions.UseCases;
using Kota.Functions.Submissions.Views;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;

namespace Kota.Functions.Submissions.Many;

/// <summary>Body of an action on many submissions of one agency.</summary>
/// <param name="Action">Code of an action.</param>
/// <param name="Submissions">At most 50, each once.</param>
/// <param name="Inputs">Inputs of the action, by name: the same for all. In texts, {id}, {category}, {kelurahan} and {date} stand for those of each submission.</param>
public sealed record ManyInput(string Action, IReadOnlyList<SeenSubmission> Submissions, IReadOnlyDictionary<string, JsonElement>? Inputs = null);

/// <summary>A submission and the version of it that the caller saw.</summary>
public sealed record SeenSubmission(string Id, int Version);

/// <summary>How an action on many ended.</summary>
/// <param name="Done">For how many it was taken, by this request or an earlier one with the same key.</param>
/// <param name="Changed">How many had changed meanwhile.</param>
/// <param name="Refused">How many refused it.</param>
/// <param name="Results">One for each, in the order of the request.</param>
public sealed record ManyResults(int Done, int Changed, int Refused, IReadOnlyList<OneResult> Results)
{
    internal static ManyResults Of(IReadOnlyList<OneOutcome<ActionTaken>> outcomes, CultureInfo language)
    {
        var results = outcomes.Select(o => OneResult.Of(o, language)).ToList();
        return new ManyResults(results.Count(r => r.Outcome == "done"), results.Count(r => r.Outcome == "changed"), results.Count(r => r.Outcome == "refused"), results);
    }
}

/// <summary>How it ended for one of them.</summary>
/// <param name="Id">Tracking id.</param>
/// <param name="Outcome"><c>done</c>, <c>changed</c> (by somebody else, after it was seen) or <c>refused</c>.</param>
/// <param name="Version">Version after it was done.</param>
/// <param name="State">State after it was done.</param>
/// <param name="Replayed">Whether an earlier request with the same key did it.</param>
/// <param name="Problem">Why it was not done.</param>
public sealed record OneResult(string Id, string Outcome, int? Version, Named? State, bool Replayed, Problem? Problem)
{
    internal static OneResult Of(OneOutcome<ActionTaken> one, CultureInfo language)
    {
        if (!one.Outcome.Succeeded(out var taken, out var failure))
            return new OneResult(one.Id, failure.Kind == FailureKind.Stale ? "changed" : "refused", null, null, false, Problems.Describe(failure, language));
        var (definition, submission) = (taken.Opened.Definition, taken.Opened.Submission);
        return new OneResult(one.Id, "done", submission.Version, new Named(submission.State, definition.State(submission.State).Name.In(language)), taken.Replayed, null);
    }
}
