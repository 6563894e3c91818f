using Kota.Functions.Submissions.Notices;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Reference;
using Kota.Kernel.Security;
using Kota.Kernel.Time;

namespace Kota.Functions.Submissions.HandOvers;

/// <summary>A wish to give one officer's open submissions to another of the agency.</summary>
/// <param name="From">Subject of the officer who leaves.</param>
/// <param name="To">Subject of the officer who takes over: one of the agency's contacts.</param>
public sealed record HandOverBody(string From, string To);

/// <summary>Lets a head or the city admin hand over what an officer leaves behind, and see how far that is.</summary>
public sealed class AskHandOver(HandOverBook book, ContactBook contacts, Agencies agencies, Pepper pepper, CityClock clock)
{
    private const int MostListed = 50;

    public async Task<Outcome<HandOverView>> AddAsync(string agency, ReadOnlyMemory<byte> json, string? key, Caller caller, CancellationToken ct)
    {
        if (Refuses(agency, caller) is { } refused)
            return refused;
        if (!JsonBody.Parse<HandOverBody>(json.Span).Succeeded(out var body, out var failure))
            return failure;
        if (await CheckAsync(agency, body, ct) is { Count: > 0 } errors)
            return Failure.Invalid(errors);
        var id = key is null ? Ulid.NewUlid().ToString() : Convert.ToHexStringLower(pepper.Hash("handover-id", caller.Subject!, agency, key))[..26];
        var row = await book.BeginAsync(HandOverRow.For(agency, id, body, caller, clock.Now), ct);
        return (row.From, row.To) == (body.From, body.To) ? row.View() : new Failure(FailureKind.KeyReused, "key-reused");
    }

    /// <summary>Newest first.</summary>
    public async Task<Outcome<HandOverView[]>> ListAsync(string agency, Caller caller, CancellationToken ct) =>
        Refuses(agency, caller) is { } refused ? refused : (await book.OfAsync(agency, MostListed, ct)).Select(r => r.View()).ToArray();

    private Failure? Refuses(string agency, Caller caller) =>
        Require.HeadOrCityAdmin(caller, agency) ?? (agencies.Find(agency) is null ? Failure.NotFound("unknown-agency") : null);

    private async Task<List<FieldError>> CheckAsync(string agency, HandOverBody body, CancellationToken ct)
    {
        var errors = new List<FieldError>();
        if (!Contacts.IsSubject(body.From))
            errors.Add(new FieldError("/from", "contact-subject"));
        if (!Contacts.IsSubject(body.To))
            errors.Add(new FieldError("/to", "contact-subject"));
        else if (body.To == body.From)
            errors.Add(new FieldError("/to", "handover-to-same"));
        else if (await contacts.FindAsync(agency, body.To, ct) is null)
            errors.Add(new FieldError("/to", "unknown-contact"));
        return errors;
    }
}
