using System.Globalization;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Security;
using Kota.Kernel.Time;

namespace Kota.Functions.Hotspots.Incidents;

/// <summary>What somebody who works on an incident says of it; each part may be left out.</summary>
/// <param name="Acknowledge">True to take it on.</param>
/// <param name="Cause">Why it happened; replaces what was said before.</param>
/// <param name="Note">A remark that is added.</param>
public sealed record IncidentBody(bool Acknowledge = false, string? Cause = null, string? Note = null);

/// <summary>An incident.</summary>
/// <param name="Id">Id.</param>
/// <param name="Scope">What its points have in common.</param>
/// <param name="Key">Id of the point or code of the kelurahan; name of the provider, for officials only.</param>
/// <param name="OpenedAt">When the first point went down.</param>
/// <param name="ClosedAt">When the last came back; null while it is open.</param>
/// <param name="Down">How many of its points are down.</param>
/// <param name="Points">Its points.</param>
/// <param name="Acknowledged">Since when somebody works on it.</param>
/// <param name="Cause">Why it happened.</param>
/// <param name="Notes">Remarks, for officials only.</param>
/// <param name="Version">Give it back as If-Match.</param>
public sealed record IncidentView(
    string Id, IncidentScope Scope, string? Key, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt, int Down, IReadOnlyList<IncidentPoint> Points,
    DateTimeOffset? Acknowledged, string? Cause, IReadOnlyList<IncidentNote>? Notes, int Version);

/// <summary>Incidents that are open, or those of a month that have ended; with where the list goes on.</summary>
public sealed record IncidentList(IReadOnlyList<IncidentView> Items, string? Next);

/// <summary>Shows incidents to everybody, and lets Diskominfo say what is done about them.</summary>
public sealed class HandleIncidents(IncidentStore store, CityClock clock)
{
    /// <summary>Agency that runs the points.</summary>
    public const string Owner = "diskominfo";

    private const int PageSize = 50, MaxText = 1_000, MaxNotes = 50;

    /// <param name="month">Month of those that have ended, yyyy-MM; null or empty for the open ones.</param>
    /// <param name="cursor">Where the page before ended.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="ct">Stops.</param>
    public async Task<Outcome<IncidentList>> ListAsync(string? month, string? cursor, Caller caller, CancellationToken ct)
    {
        var official = Require.Official(caller) is null;
        if (string.IsNullOrEmpty(month))
            return new IncidentList([.. (await store.OpenAsync(ct)).Select(r => r.Incident()).OrderByDescending(i => i.OpenedAt).Select(i => Show(i, official))], null);
        if (!DateOnly.TryParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) || first.Year is < 2000 or > 9000)
            return Failure.Invalid("/month", "report-month");
        if (cursor is { Length: > 60 } || cursor?.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '|') == true)
            return Failure.Invalid("/cursor", "cursor-malformed");
        var rows = await store.EndedAsync(first, cursor ?? "", PageSize + 1, ct);
        return new IncidentList([.. rows.Take(PageSize).Select(r => Show(r.Incident(), official))], rows.Count > PageSize ? rows[PageSize - 1].RowKey : null);
    }

    public async Task<Outcome<IncidentView>> ChangeAsync(string id, ReadOnlyMemory<byte> json, int? version, Caller caller, CancellationToken ct)
    {
        if (Require.AgencyOrCityAdmin(caller, Owner) is { } refused)
            return refused;
        if (!JsonBody.Parse<IncidentBody>(json.Span).Succeeded(out var body, out var failure))
            return failure;
        var errors = new List<FieldError>();
        foreach (var (text, at) in new[] { (body.Cause, "/cause"), (body.Note, "/note") })
        {
            if (text is { Length: > MaxText })
                errors.Add(new FieldError(at, "too-long", MaxText));
        }

        if (!body.Acknowledge && string.IsNullOrWhiteSpace(body.Cause) && string.IsNullOrWhiteSpace(body.Note))
            errors.Add(new FieldError("", "incident-nothing"));
        if (errors.Count > 0)
            return Failure.Invalid(errors);
        if (!Ulid.TryParse(id, out _) || await store.FindOpenAsync(id, ct) is not { } row)
            return Failure.NotFound("incident-unknown");
        if (version is not { } seen)
            return new Failure(FailureKind.PreconditionRequired, "if-match-needed");
        var incident = row.Incident();
        if (incident.Notes.Count >= MaxNotes && !string.IsNullOrWhiteSpace(body.Note))
            return Failure.Invalid("/note", "too-many-items", MaxNotes);
        var next = Changed(incident, body, caller.Subject!);
        return incident.Version == seen && await store.WriteAsync(next, row.ETag, ct)
            ? Show(next, official: true)
            : new Failure(FailureKind.Stale, "stale") { Args = [incident.Version] };
    }

    private Incident Changed(Incident incident, IncidentBody body, string by) => incident with
    {
        AcknowledgedAt = incident.AcknowledgedAt ?? (body.Acknowledge ? clock.Now : null),
        AcknowledgedBy = incident.AcknowledgedBy ?? (body.Acknowledge ? by : null),
        Cause = string.IsNullOrWhiteSpace(body.Cause) ? incident.Cause : body.Cause.Trim(),
        Notes = string.IsNullOrWhiteSpace(body.Note) ? incident.Notes : [.. incident.Notes, new IncidentNote(clock.Now, by, body.Note.Trim())],
        Version = incident.Version + 1,
    };

    private static IncidentView Show(Incident i, bool official) => new(
        i.Id, i.Scope, official || i.Scope != IncidentScope.Provider ? i.Key : null, i.OpenedAt, i.ClosedAt, i.Points.Count(p => p.UpAt is null), i.Points,
        i.AcknowledgedAt, i.Cause, official ? i.Notes : null, i.Version);
}
