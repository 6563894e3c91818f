using System.Text.Json;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Intake;
using Kota.Functions.Submissions.UseCases;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Reference;
using Kota.Kernel.Security;

namespace Kota.Functions.Submissions.Many;

/// <summary>A wish to take one action on many submissions.</summary>
/// <param name="Agency">Agency in whose inbox they were chosen.</param>
/// <param name="Incoming">Action and inputs, as for one submission.</param>
/// <param name="Submissions">Which ones, as they were seen; a version that did not come is null.</param>
/// <param name="Key">
/// The client's idempotency key. It counts on each submission by itself: a request that comes again, also one that failed half-way, does
/// what is left to do and gives what was done before.
/// </param>
public sealed record ManyWish(string Agency, Incoming Incoming, IReadOnlyList<(string Id, int? Version)> Submissions, string? Key);

/// <summary>How it ended for one submission.</summary>
public sealed record OneOutcome<T>(string Id, Outcome<T> Outcome);

/// <summary>Takes an action on many submissions, each by the use case for one: with its own version, rules and key.</summary>
public sealed class ActOnMany(TakeAction take, ForeseeAction foresee, ServiceCatalogue catalogue, Agencies agencies)
{
    public const int Most = 50;

    private const int AtOnce = 8;

    public Task<Outcome<IReadOnlyList<OneOutcome<ActionTaken>>>> RunAsync(string agency, ReadOnlyMemory<byte> json, string? key, Visitor visitor, CancellationToken ct)
    {
        if (!JsonBody.Parse<ManyInput>(json.Span).Succeeded(out var input, out var failure))
            return Task.FromResult<Outcome<IReadOnlyList<OneOutcome<ActionTaken>>>>(Require.AgencyOrCityAdmin(visitor.Caller, agency) ?? failure);
        if (input.Submissions.Index().Where(s => s.Item is null).Select(s => new FieldError($"/submissions/{s.Index}", "json-null")).ToList() is { Count: > 0 } missing)
            return Task.FromResult<Outcome<IReadOnlyList<OneOutcome<ActionTaken>>>>(Require.AgencyOrCityAdmin(visitor.Caller, agency) ?? Failure.Invalid(missing));
        var body = JsonSerializer.SerializeToUtf8Bytes(new ActionInput(input.Action, input.Inputs), JsonBody.Options);
        return RunAsync(new ManyWish(agency, new Incoming(body, null, []), [.. input.Submissions.Select(s => (s.Id, (int?)s.Version))], key), visitor, ct);
    }

    public Task<Outcome<IReadOnlyList<OneOutcome<ActionTaken>>>> RunAsync(ManyWish wish, Visitor visitor, CancellationToken ct) =>
        EachAsync(wish, visitor, one => take.RunAsync(one, visitor, ct), ct);

    /// <summary>What it would lead to for each; nothing is written.</summary>
    public Task<Outcome<IReadOnlyList<OneOutcome<Foreseen>>>> ForeseeAsync(ManyWish wish, Visitor visitor, CancellationToken ct) =>
        EachAsync(wish, visitor, one => foresee.RunAsync(one, visitor, ct), ct);

    private async Task<Outcome<IReadOnlyList<OneOutcome<T>>>> EachAsync<T>(ManyWish wish, Visitor visitor, Func<ActionWish, Task<Outcome<T>>> run, CancellationToken ct)
    {
        if (Refusal(wish, visitor.Caller) is { } refused)
            return refused;
        var outcomes = new OneOutcome<T>[wish.Submissions.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, outcomes.Length), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (i, _) =>
        {
            var (id, version) = wish.Submissions[i];
            outcomes[i] = new OneOutcome<T>(id, await run(new ActionWish(id, wish.Incoming, version, wish.Key, wish.Agency)));
        });
        return outcomes;
    }

    private Failure? Refusal(ManyWish wish, Caller caller)
    {
        if (Require.AgencyOrCityAdmin(caller, wish.Agency) is { } refused)
            return refused;
        if (agencies.Find(wish.Agency) is null)
            return Failure.NotFound("agency-unknown");
        if (!ActionOf(wish.Incoming).Succeeded(out var action, out var failure))
            return failure;
        var errors = new List<FieldError>();
        if (!catalogue.All.SelectMany(s => s.Actions).Any(a => a.Code == action && a.By.Any(by => by is Actor.Officer or Actor.CityAdmin)))
            errors.Add(new FieldError("/action", "unknown-action"));
        if (wish.Submissions.Count is 0 or > Most)
            errors.Add(new FieldError("/submissions", "many-range", 1, Most));
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        errors.AddRange(wish.Submissions.Index().Where(s => !seen.Add(s.Item.Id ?? "")).Select(s => new FieldError($"/submissions/{s.Index}", "stands-twice")));
        return errors.Count > 0 ? Failure.Invalid(errors) : null;
    }

    private static Outcome<string> ActionOf(Incoming incoming) => incoming.Form is { } form
        ? form.GetValueOrDefault("action") is { Length: > 0 } action ? action : Failure.Invalid("/action", "required")
        : incoming.FromJson<ActionInput>().Map(input => input.Action);
}
