using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Reference;
using Kota.Kernel.Security;
using MimeKit;

namespace Kota.Functions.Submissions.Notices;

/// <summary>Where an official gets notices, as the agency's head enters it.</summary>
/// <param name="Email">Address.</param>
/// <param name="Role">What the person hears of: as officer, agencyHead or cityAdmin.</param>
/// <param name="Language">id or en.</param>
/// <param name="Silent">Wants no mail.</param>
/// <param name="Daily">Wants one mail a working day in place of one for each case.</param>
/// <param name="Away">When somebody else hears of it; null for now.</param>
public sealed record ContactBody(string Email, string Role, string Language = "id", bool Silent = false, bool Daily = false, AwayBody? Away = null);

/// <summary>Days on which a deputy hears in somebody's place.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Deputy">Subject of another contact of the agency.</param>
public sealed record AwayBody(DateOnly From, DateOnly To, string Deputy);

/// <summary>A contact as it stands.</summary>
public sealed record ContactView(string Subject, string Email, string Role, string Language, bool Silent, bool Daily, AwayBody? Away, int Version);

/// <summary>What a contact was; addresses are not kept, since they go when the contact does.</summary>
/// <param name="Version">Version.</param>
/// <param name="ChangedAt">Since when it was so.</param>
/// <param name="ChangedBy">Subject of whoever changed it; null when the person asked by the link in a mail for no more.</param>
/// <param name="Removed">Whether it was removed then.</param>
/// <param name="Role">What the person heard of.</param>
/// <param name="Language">id or en.</param>
/// <param name="Silent">Wanted no mail.</param>
/// <param name="Daily">Wanted one mail a working day.</param>
/// <param name="Away">When somebody else heard of it.</param>
public sealed record ContactVersion(
    int Version, DateTimeOffset ChangedAt, string? ChangedBy, bool Removed, string Role, string Language, bool Silent, bool Daily, AwayBody? Away);

/// <summary>Which contact, and the version that was seen.</summary>
public sealed record ContactWish(string Agency, string Subject, int? Version);

/// <summary>The officials of an agency who get notices; kept by its head or the city admin.</summary>
public sealed class Contacts(ContactBook book, Agencies agencies)
{
    private const int MostVersions = 100;

    private static readonly Dictionary<string, Hearer> Roles = new()
    {
        ["officer"] = Hearer.Officer,
        ["agencyHead"] = Hearer.AgencyHead,
        ["cityAdmin"] = Hearer.CityAdmin,
    };

    public async Task<Outcome<ContactView[]>> ListAsync(string agency, Caller caller, CancellationToken ct) =>
        Refuses(agency, caller) is { } refused ? refused : (await book.OfAsync(agency, ct)).Select(Show).ToArray();

    public async Task<Outcome<ContactView>> ReadAsync(ContactWish wish, Caller caller, CancellationToken ct) =>
        Refuses(wish.Agency, caller) is { } refused ? refused
        : await FindAsync(wish, ct) is { } row ? Show(row)
        : Failure.NotFound("unknown-contact");

    public async Task<Outcome<ContactView>> ReplaceAsync(ContactWish wish, ReadOnlyMemory<byte> json, Caller caller, CancellationToken ct)
    {
        if (Refuses(wish.Agency, caller) is { } refused)
            return refused;
        if (!JsonBody.Parse<ContactBody>(json.Span).Succeeded(out var body, out var failure))
            return failure;
        if (await CheckAsync(wish, body, ct) is { Count: > 0 } errors)
            return Failure.Invalid(errors);

        // Who hears of what agencies leave undone is not for an agency to say.
        if (Roles[body.Role] == Hearer.CityAdmin && !caller.Is(Role.CityAdmin))
            return Failure.Forbidden();
        if (wish.Version is not { } seen)
            return new Failure(FailureKind.PreconditionRequired, "if-match-needed");
        var row = await FindAsync(wish, ct) ?? ContactRow.For(wish.Agency, wish.Subject);
        if (row.Role == nameof(Hearer.CityAdmin) && !caller.Is(Role.CityAdmin))
            return Failure.Forbidden();
        if (IsOwn(row, body, seen, caller))
            return Show(row);
        if (row.Version != seen)
            return Stale(row.Version);

        // One that was removed before goes on counting, so that its history stays one.
        if (seen == 0)
            row.Version = (await book.VersionsAsync(wish.Agency, wish.Subject, 1, ct)).FirstOrDefault()?.Version ?? 0;
        (row.Role, row.Language, row.Silent, row.Daily) = (Roles[body.Role].ToString(), body.Language, body.Silent, body.Daily);
        row.SetAway(body.Away);
        return await book.WriteAsync(row, body.Email, caller.Subject, ct) ? Show(row)
            : await FindAsync(wish, ct) is { } there && IsOwn(there, body, row.Version - 1, caller) ? Show(there)
            : Stale(seen + 1);
    }

    public async Task<Outcome<ContactVersion[]>> HistoryAsync(ContactWish wish, Caller caller, CancellationToken ct)
    {
        if (Refuses(wish.Agency, caller) is { } refused)
            return refused;
        var versions = Caller.IsSubject(wish.Subject) ? await book.VersionsAsync(wish.Agency, wish.Subject, MostVersions, ct) : [];
        return versions.Count == 0 ? Failure.NotFound("unknown-contact")
            : versions.Select(v => new ContactVersion(v.Version, v.ChangedAt, v.ChangedBy, v.Removed, NameOf(v.Role), v.Language, v.Silent, v.Daily, v.Away())).ToArray();
    }

    public async Task<Outcome<ContactView>> DeleteAsync(ContactWish wish, Caller caller, CancellationToken ct)
    {
        if (Refuses(wish.Agency, caller) is { } refused)
            return refused;
        if (await FindAsync(wish, ct) is not { } row)
            return Failure.NotFound("unknown-contact");
        if (row.Role == nameof(Hearer.CityAdmin) && !caller.Is(Role.CityAdmin))
            return Failure.Forbidden();
        if (wish.Version is not { } seen)
            return new Failure(FailureKind.PreconditionRequired, "if-match-needed");
        return row.Version == seen && await book.DeleteAsync(row, caller.Subject!, ct) ? Show(row) : Stale(row.Version);
    }

    private Failure? Refuses(string agency, Caller caller) =>
        Require.HeadOrCityAdmin(caller, agency) ?? (agencies.Find(agency) is null ? Failure.NotFound("unknown-agency") : null);

    private async Task<ContactRow?> FindAsync(ContactWish wish, CancellationToken ct) =>
        Caller.IsSubject(wish.Subject) ? await book.FindAsync(wish.Agency, wish.Subject, ct) : null;

    /// <summary>Whether a text can be the subject of a person.</summary>
    internal static bool IsSubject(string? text) => text != "reporter" && Caller.IsSubject(text);

    private async Task<List<FieldError>> CheckAsync(ContactWish wish, ContactBody body, CancellationToken ct)
    {
        var errors = Check(wish, body);
        if (body.Away is not { } away)
            return errors;
        if (away.To < away.From)
            errors.Add(new FieldError("/away/to", "ends-before-start"));
        if (!IsSubject(away.Deputy) || away.Deputy == wish.Subject)
            errors.Add(new FieldError("/away/deputy", "contact-subject"));
        else if (await book.FindAsync(wish.Agency, away.Deputy, ct) is null)
            errors.Add(new FieldError("/away/deputy", "unknown-contact"));
        return errors;
    }

    private static List<FieldError> Check(ContactWish wish, ContactBody body)
    {
        var errors = new List<FieldError>();
        if (!IsSubject(wish.Subject))
            errors.Add(new FieldError("/subject", "contact-subject"));
        if (body.Email is not { Length: > 2 and <= 254 } email || !email.Contains('@') || !MailboxAddress.TryParse(email, out var box) || box.Address != email)
            errors.Add(new FieldError("/email", "contact-email"));
        if (body.Role is null || !Roles.ContainsKey(body.Role))
            errors.Add(new FieldError("/role", "contact-role"));
        if (body.Language is not ("id" or "en"))
            errors.Add(new FieldError("/language", "contact-language"));
        return errors;
    }

    // Our own earlier try, whose response was lost.
    private bool IsOwn(ContactRow there, ContactBody body, int seen, Caller caller) =>
        there.Version == seen + 1 && there.ChangedBy == caller.Subject
        && (there.Role, there.Language, there.Silent, there.Daily, there.Away()) == (Roles[body.Role].ToString(), body.Language, body.Silent, body.Daily, body.Away)
        && book.EmailOf(there) == body.Email;

    private static string NameOf(string role) => Roles.First(r => r.Value.ToString() == role).Key;

    private ContactView Show(ContactRow row) => new(
        row.RowKey, book.EmailOf(row), NameOf(row.Role), row.Language, row.Silent, row.Daily, row.Away(), row.Version);

    private static Failure Stale(int version) => new(FailureKind.Stale, "stale") { Args = [version] };
}
