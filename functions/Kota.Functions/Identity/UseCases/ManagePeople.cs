using System.Globalization;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Reference;
using Kota.Kernel.Security;
using Kota.Kernel.Time;

namespace Kota.Functions.Identity.UseCases;

/// <summary>What a person is to be to the city.</summary>
/// <param name="Roles">Roles beside citizen, which everybody is; none ends all others.</param>
/// <param name="Agency">Agency that officers, heads and auditors work for.</param>
/// <param name="Kelurahan">Kelurahan that ward heads and cadres serve.</param>
/// <param name="Until">Last day, as for a deputy; null for no end.</param>
public sealed record PersonBody(IReadOnlyList<Role> Roles, string? Agency = null, string? Kelurahan = null, DateOnly? Until = null);

/// <summary>What a person is to the city.</summary>
/// <param name="Subject">Opaque id.</param>
/// <param name="Roles">Roles.</param>
/// <param name="Agency">Agency.</param>
/// <param name="Kelurahan">Kelurahan.</param>
/// <param name="Until">Last day.</param>
/// <param name="Version">0 while nobody changed it; give it back as If-Match.</param>
/// <param name="ChangedAt">When it last changed.</param>
/// <param name="ChangedBy">Subject of the city admin who changed it.</param>
public sealed record PersonView(string Subject, IReadOnlyList<Role> Roles, string? Agency, string? Kelurahan, DateOnly? Until, int Version, DateTimeOffset? ChangedAt, string? ChangedBy);

/// <summary>Lets the city admin say who is what: roles come from here and never from a sign-in's claims.</summary>
public sealed class ManagePeople(Subjects subjects, Agencies agencies, Regions regions, CityClock clock)
{
    private const int MostVersions = 100;

    private static readonly Role[] OfAgency = [Role.Officer, Role.AgencyHead, Role.Auditor], OfKelurahan = [Role.WardHead, Role.Cadre];

    public async Task<Outcome<PersonView>> ReadAsync(string subject, Caller caller, CancellationToken ct) =>
        Require.CityAdmin(caller) is { } refused ? refused
        : !Caller.IsSubject(subject) ? Failure.NotFound("person-unknown")
        : Show(await subjects.ReadAsync(subject, ct) ?? Nobody(subject));

    public async Task<Outcome<PersonView[]>> HistoryAsync(string subject, Caller caller, CancellationToken ct) =>
        Require.CityAdmin(caller) is { } refused ? refused
        : !Caller.IsSubject(subject) ? Failure.NotFound("person-unknown")
        : (await subjects.VersionsAsync(subject, MostVersions, ct)).Select(row => Show(row) with { Subject = subject }).ToArray();

    public async Task<Outcome<PersonView[]>> OfAgencyAsync(string agency, Caller caller, CancellationToken ct) =>
        Require.HeadOrCityAdmin(caller, agency) is { } refused ? refused
        : agencies.Find(agency) is null ? Failure.NotFound("unknown-agency")
        : (await subjects.ScanOfAgencyAsync(agency, ct)).Select(Show).ToArray();

    public async Task<Outcome<PersonView>> ChangeAsync(string subject, ReadOnlyMemory<byte> json, int? version, Caller caller, CancellationToken ct)
    {
        if (Require.CityAdmin(caller) is { } refused)
            return refused;
        if (!JsonBody.Parse<PersonBody>(json.Span).Succeeded(out var body, out var failure))
            return failure;
        if (Check(subject, body, caller) is { Count: > 0 } errors)
            return Failure.Invalid(errors);
        if (version is not { } seen)
            return new Failure(FailureKind.PreconditionRequired, "if-match-needed");
        var row = await subjects.ReadAsync(subject, ct) ?? Nobody(subject);
        if (row.Version == seen && await subjects.WriteAsync(Changed(row, body, caller), ct))
            return Show(row);

        // Our own earlier try, whose response was lost, stands as the version that we would have made.
        return await subjects.ReadVersionAsync(subject, seen + 1, ct) is { } there && IsSame(there, Changed(Nobody(subject), body, caller))
            ? Show(there) with { Subject = subject }
            : new Failure(FailureKind.Stale, "stale") { Args = [(await subjects.ReadAsync(subject, ct))?.Version ?? 0] };
    }

    private List<FieldError> Check(string subject, PersonBody body, Caller caller)
    {
        var errors = new List<FieldError>();
        if (!Caller.IsSubject(subject))
            errors.Add(new FieldError("/subject", "contact-subject"));
        if (body.Roles is null)
            errors.Add(new FieldError("/roles", "required"));
        var roles = body.Roles ?? [];
        if (body.Agency is null ? roles.Any(OfAgency.Contains) : agencies.Find(body.Agency) is null)
            errors.Add(new FieldError("/agency", body.Agency is null ? "required" : "agency-unknown"));
        if (body.Kelurahan is null ? roles.Any(OfKelurahan.Contains) : regions.Find(body.Kelurahan) is null)
            errors.Add(new FieldError("/kelurahan", body.Kelurahan is null ? "required" : "kelurahan-unknown"));
        if (body.Until < clock.Today)
            errors.Add(new FieldError("/until", "field-date-past"));

        // Else the last admin could lock the city out.
        if (subject == caller.Subject && (!roles.Contains(Role.CityAdmin) || body.Until is not null))
            errors.Add(new FieldError("/roles", "person-yourself"));
        return errors;
    }

    private SubjectRow Changed(SubjectRow row, PersonBody body, Caller caller)
    {
        row.Roles = string.Join(',', body.Roles.Append(Role.Citizen).Distinct().Order());
        (row.Agency, row.Kelurahan, row.Until) = (body.Agency, body.Kelurahan, body.Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        (row.Version, row.ChangedAt, row.ChangedBy) = (row.Version + 1, clock.Now, caller.Subject);
        return row;
    }

    private static bool IsSame(SubjectRow there, SubjectRow wanted) =>
        (there.Roles, there.Agency, there.Kelurahan, there.Until, there.ChangedBy) == (wanted.Roles, wanted.Agency, wanted.Kelurahan, wanted.Until, wanted.ChangedBy);

    private static SubjectRow Nobody(string subject) => SubjectRow.For(subject, [Role.Citizen], null, null, demo: false);

    private static PersonView Show(SubjectRow row) => new(
        row.RowKey, [.. row.RoleSet().Order()], row.Agency, row.Kelurahan, row.LastDay(),
        row.Version, row.ChangedAt, row.ChangedBy);
}
