using System.Text.RegularExpressions;
using Kota.Functions.Submissions.Catalogue;
using Kota.Kernel.Delivery;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Reference;
using Kota.Kernel.Security;
using Kota.Kernel.Time;
using Microsoft.Extensions.Options;

namespace Kota.Functions.Submissions.Webhooks;

/// <summary>A wish to be told of public cases.</summary>
/// <param name="Url">https address that takes a POST for each step.</param>
/// <param name="Service">Only of this service; all without.</param>
/// <param name="Category">Only of this category.</param>
/// <param name="Kelurahan">Only in this kelurahan.</param>
public sealed record HookBody(string Url, string? Service = null, string? Category = null, string? Kelurahan = null);

/// <summary>A webhook as its owner sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Url">Where it goes.</param>
/// <param name="Service">Its filters.</param>
/// <param name="Category">As above.</param>
/// <param name="Kelurahan">As above.</param>
/// <param name="CreatedAt">Since when.</param>
/// <param name="EndedAt">When it was ended, since its receiver was away for a day; remove it and add it anew.</param>
/// <param name="Secret">Checks the signature of each message (Standard Webhooks).</param>
public sealed record HookView(string Id, string Url, string? Service, string? Category, string? Kelurahan, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt, string Secret);

/// <summary>Adds, lists and removes somebody's webhooks.</summary>
public sealed partial class ManageHooks(HookBook book, HookSecrets secrets, ServiceCatalogue catalogue, Regions regions, Pepper pepper, IOptions<WebhookOptions> options, CityClock clock)
{
    private const int MaxUrl = 500, MaxOfOwner = 10, MaxOfCity = 5_000;

    /// <param name="json">A <see cref="HookBody"/>.</param>
    /// <param name="key">The client's idempotency key; without one each request is a new webhook.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="ct">Stops between steps.</param>
    public async Task<Outcome<HookView>> AddAsync(ReadOnlyMemory<byte> json, string? key, Caller caller, CancellationToken ct)
    {
        if (Require.SignedIn(caller) is { } refused)
            return refused;
        if (!JsonBody.Parse<HookBody>(json.Span).Succeeded(out var body, out var failure))
            return failure;
        if (Check(body) is { Count: > 0 } errors)
            return Failure.Invalid(errors);
        var id = "wh" + Convert.ToHexStringLower(pepper.Hash("webhook-id", caller.Subject!, key ?? Guid.NewGuid().ToString()))[..24];
        var all = await book.ReadAsync(ct);
        if (all.All(h => h.RowKey != id) && (all.Count >= MaxOfCity || all.Count(h => h.Owner == caller.Subject) >= MaxOfOwner))
            return Failure.Conflict("too-many-webhooks", MaxOfOwner);
        var row = await book.AddAsync(HookRow.For(id, caller.Subject!, body, clock.Now), ct);
        return row.Says(body) ? Show(row) : new Failure(FailureKind.KeyReused, "key-reused");
    }

    public async Task<Outcome<HookView[]>> ListAsync(Caller caller, CancellationToken ct) =>
        Require.SignedIn(caller) is { } refused ? refused : (await book.ReadAsync(ct)).Where(h => h.Owner == caller.Subject).Select(Show).ToArray();

    /// <summary>Ends one. Another's does not exist, but for the city admin, who ends what is abused.</summary>
    public async Task<Outcome<bool>> RemoveAsync(string id, Caller caller, CancellationToken ct)
    {
        if (Require.SignedIn(caller) is { } refused)
            return refused;
        if (!Id().IsMatch(id) || await book.FindAsync(id, ct) is not { } row || (row.Owner != caller.Subject && !caller.Is(Role.CityAdmin)))
            return Failure.NotFound("unknown-webhook");
        await book.RemoveAsync(row.RowKey, ct);
        return true;
    }

    private List<FieldError> Check(HookBody body)
    {
        var errors = new List<FieldError>();
        if (!IsAddress(body.Url))
            errors.Add(new FieldError("/url", "webhook-url"));
        var service = body.Service is null ? null : catalogue.Find(body.Service);
        if (body.Service is not null && service is null)
            errors.Add(new FieldError("/service", "unknown-service"));
        if (body.Category is not null && !(service is null ? catalogue.All : [service]).Any(s => s.Category(body.Category) is not null))
            errors.Add(new FieldError("/category", "category-unknown"));
        if (body.Kelurahan is not null && regions.Find(body.Kelurahan) is null)
            errors.Add(new FieldError("/kelurahan", "kelurahan-unknown"));
        return errors;
    }

    private bool IsAddress(string? text) =>
        text is { Length: <= MaxUrl } && Uri.TryCreate(text, UriKind.Absolute, out var url) && url.UserInfo.Length == 0 && url.Fragment.Length == 0
            && (url.Scheme == Uri.UriSchemeHttps || (options.Value.AllowPrivate && url.Scheme == Uri.UriSchemeHttp))
            && (options.Value.AllowPrivate || url.Port is 443 or 8443)
            && (options.Value.AllowPrivate || url.HostNameType == UriHostNameType.Dns || (System.Net.IPAddress.TryParse(url.DnsSafeHost, out var address) && PublicAddress.Is(address)));

    private HookView Show(HookRow row) => new(row.RowKey, row.Url, row.Service, row.Category, row.Kelurahan, row.CreatedAt, row.EndedAt, secrets.Of(row.RowKey));

    [GeneratedRegex(@"\Awh[0-9a-f]{24}\z")]
    private static partial Regex Id();
}

/// <summary>The secret of each webhook: made from its id, so that none has to be kept.</summary>
public sealed class HookSecrets(Pepper pepper)
{
    public string Of(string id) => "whsec_" + Convert.ToBase64String(pepper.Hash("webhook-secret", id));
}
