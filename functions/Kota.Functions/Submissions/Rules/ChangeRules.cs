using Kota.Functions.Submissions.Catalogue;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Security;
using Kota.Kernel.Time;

namespace Kota.Functions.Submissions.Rules;

/// <summary>A wish to replace a set of rules.</summary>
/// <param name="Service">Code of the service.</param>
/// <param name="Kind">Kind of the rules.</param>
/// <param name="Json">The new set.</param>
/// <param name="Version">The version that the admin saw (If-Match), 0 for none; null when the request did not say.</param>
public sealed record RulesWish(string Service, string Kind, ReadOnlyMemory<byte> Json, int? Version);

/// <summary>Replaces a set of rules. It holds at once here, and within half a minute in every instance; no deployment.</summary>
public sealed class ChangeRules(ServiceCatalogue catalogue, RuleStore store, RuleChecks checks, RuleBook book, CityClock clock)
{
    // A string property of a row.
    private const int MaxDocument = 32_000;

    public async Task<Outcome<RulesView>> RunAsync(RulesWish wish, Caller caller, CancellationToken ct)
    {
        if (Require.CityAdmin(caller) is { } refused)
            return refused;
        if (catalogue.Find(wish.Service) is not { } service)
            return Failure.NotFound("unknown-service");
        if (!RuleKinds.Parse(wish.Kind, wish.Json.Span).Succeeded(out var rules, out var failure))
            return failure;
        if (checks.Check(service, rules) is { Count: > 0 } errors)
            return Failure.Invalid(errors);
        if (wish.Version is not { } seen)
            return new Failure(FailureKind.PreconditionRequired, "if-match-needed");
        var row = RuleRow.For(wish.Service, wish.Kind, seen + 1, rules, clock.Now, caller.Subject!);
        if (row.Document.Length > MaxDocument)
            return new Failure(FailureKind.TooLarge, "rules-too-large") { Args = [MaxDocument] };
        var newest = (await store.NewestAsync(wish.Service, wish.Kind, ct))?.Version ?? 0;

        // One behind may be our own earlier try, whose response was lost: the insert tells.
        if (seen != newest && seen + 1 != newest || !await store.AddAsync(row, ct))
            return new Failure(FailureKind.Stale, "stale") { Args = [newest] };
        book.Forget(wish.Service);
        return ReadRules.Show(wish.Service, wish.Kind, await store.FindAsync(wish.Service, wish.Kind, seen + 1, ct));
    }
}
