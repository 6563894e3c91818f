using System.Text.Json;
using System.Text.Json.Nodes;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Notices;
using Kota.Functions.Submissions.Views;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Kota.Portal.Forms;
using Kota.Portal.Pages.Admin;
using Kota.Portal.Rendering;
using Microsoft.AspNetCore.Http;

namespace Kota.Portal.Screens.Admin;

/// <summary>Where an official gets notices, and who hears in their place while they are away.</summary>
public sealed class ContactScreen(Contacts contacts, PageFrame frame)
{
    private const string Form = "kontak";

    private static readonly string[] Roles = ["officer", "agencyHead", "cityAdmin"], AwayParts = ["from", "to", "deputy"];

    public static string PathOf(string agency, string subject) => $"/kelola/kontak/{agency}/{subject}";

    public async Task<IResult> ShowAsync(HttpRequest request, string agency, string subject, CancellationToken ct)
    {
        if (!(await contacts.ListAsync(agency, request.Caller(), ct)).Succeeded(out var all, out var failure))
            return frame.Failed(request, failure);
        var read = await contacts.ReadAsync(new ContactWish(agency, subject, null), request.Caller(), ct);
        if (!read.Succeeded(out var contact, out failure))
        {
            // One that is not there yet can be entered.
            return failure.Kind == FailureKind.NotFound && failure.Code == "unknown-contact"
                ? EditScreen.Draw(frame, request, Model(request, agency, subject, new Draft(Form, new Dictionary<string, string> { ["language"] = "id" }, [], ""), 0, all))
                : frame.Failed(request, failure);
        }

        var values = new Dictionary<string, string>
        {
            ["email"] = contact.Email,
            ["role"] = contact.Role,
            ["language"] = contact.Language,
            ["silent"] = contact.Silent ? "true" : "",
            ["daily"] = contact.Daily ? "true" : "",
            ["away.from"] = contact.Away?.From.ToString("yyyy-MM-dd", null) ?? "",
            ["away.to"] = contact.Away?.To.ToString("yyyy-MM-dd", null) ?? "",
            ["away.deputy"] = contact.Away?.Deputy ?? "",
        };
        return EditScreen.Draw(frame, request, Model(request, agency, subject, new Draft(Form, values, [], ""), contact.Version, all));
    }

    public async Task<IResult> SaveAsync(HttpRequest request, string agency, string subject, CancellationToken ct)
    {
        if (!(await EditForm.ReadAsync(request, ct)).Succeeded(out var form, out var failure))
            return frame.Failed(request, failure);
        var wish = new ContactWish(agency, subject, form.Version);
        if (form.Does == EditForm.Delete)
        {
            return (await contacts.DeleteAsync(wish, request.Caller(), ct)).Succeeded(out _, out failure)
                ? new SeeOther($"/kelola/orang?agency={Uri.EscapeDataString(agency)}&kabar=tersimpan")
                : failure.Kind == FailureKind.Stale ? await AgainAsync(request, agency, subject, form, failure, ct) : frame.Failed(request, failure);
        }

        var away = AwayParts.ToDictionary(n => n, n => form[$"away.{n}"]);
        var json = JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["email"] = form["email"],
            ["role"] = form["role"],
            ["language"] = form["language"],
            ["silent"] = form["silent"].Length > 0,
            ["daily"] = form["daily"].Length > 0,
            ["away"] = away.Values.All(v => v.Length == 0) ? null : new JsonObject([.. away.Where(a => a.Value.Length > 0).Select(a => KeyValuePair.Create(a.Key, (JsonNode?)JsonValue.Create(a.Value)))]),
        });
        if ((await contacts.ReplaceAsync(wish, json, request.Caller(), ct)).Succeeded(out _, out failure))
            return EditScreen.SavedAt(PathOf(agency, subject));
        return EditScreen.IsMendable(failure) ? await AgainAsync(request, agency, subject, form, failure, ct) : frame.Failed(request, failure);
    }

    public async Task<IResult> HistoryAsync(HttpRequest request, string agency, string subject, CancellationToken ct)
    {
        if (!(await contacts.HistoryAsync(new ContactWish(agency, subject, null), request.Caller(), ct)).Succeeded(out var versions, out var failure))
            return frame.Failed(request, failure);
        var t = new Words(request.Language());
        return frame.Show<HistoryPage, HistoryModel>(request, new HistoryModel(
            t.Of("contact-title", subject), PathOf(agency, subject), Crumbs(t, agency), [.. versions.Select(v => new VersionModel(v.Version, v.ChangedAt, v.ChangedBy, Says(v, t)))], null, false));
    }

    private async Task<IResult> AgainAsync(HttpRequest request, string agency, string subject, EditForm form, Failure failure, CancellationToken ct)
    {
        IReadOnlyList<ContactView> all = (await contacts.ListAsync(agency, request.Caller(), ct)).Succeeded(out var listed, out _) ? listed : [];
        var version = EditScreen.VersionAfter(failure, form, all.FirstOrDefault(c => c.Subject == subject)?.Version ?? 0);
        return EditScreen.Draw(frame, request, Model(request, agency, subject, EditScreen.Refused(Form, form, failure, request.Language()), version, all), failure);
    }

    private static EditModel Model(HttpRequest request, string agency, string subject, Draft draft, int version, IReadOnlyList<ContactView> all)
    {
        var t = new Words(request.Language());
        return new EditModel(
            t.Of("contact-title", subject), t["contact-help"], PathOf(agency, subject), draft, null,
            [
                FormFields.Plain("email", FieldType.Email, t["contact-email"], draft) with { Required = true },
                FormFields.Plain("role", FieldType.Choice, t["contact-role"], draft) with { Required = true, Groups = [Named(Roles.Select(r => new Named(r, t["contact-role-" + r])))] },
                FormFields.Plain("language", FieldType.Choice, t["contact-language"], draft) with { Required = true, Groups = [Named([new("id", "Bahasa Indonesia"), new("en", "English")])] },
                FormFields.Plain("away.from", FieldType.Date, t["contact-away-from"], draft) with { Help = t["contact-away-help"] },
                FormFields.Plain("away.to", FieldType.Date, t["contact-away-to"], draft),
                FormFields.Plain("away.deputy", FieldType.Choice, t["contact-deputy"], draft) with { Help = t["contact-deputy-help"], Groups = [Named(Deputies(all, subject, draft))] },
            ],
            version, MayEdit: true)
        {
            Crumbs = Crumbs(t, agency),
            Checks = new CheckGroup("mails", t["contact-mails"], [],
                [("daily", t["contact-daily"], draft.Values.GetValueOrDefault("daily", "").Length > 0), ("silent", t["contact-silent"], draft.Values.GetValueOrDefault("silent", "").Length > 0)]),
            DeleteText = version == 0 ? null : t["contact-delete"],
            HasHistory = version > 0,
        };
    }

    // One who is gone stays in the form, so that the use case says so and nothing is lost unseen.
    private static IEnumerable<Named> Deputies(IReadOnlyList<ContactView> all, string subject, Draft draft)
    {
        var others = all.Where(c => c.Subject != subject).Select(c => new Named(c.Subject, $"{c.Email} ({c.Subject})")).ToList();
        return draft.Values.GetValueOrDefault("away.deputy", "") is { Length: > 0 } chosen && others.TrueForAll(o => o.Code != chosen) ? others.Append(new Named(chosen, chosen)) : others;
    }

    private static OptionGroup Named(IEnumerable<Named> options) => new(null, [.. options]);

    private static IReadOnlyList<string> Says(ContactVersion v, Words t) =>
    [
        .. v.Removed ? [t["contact-removed"]] : Array.Empty<string>(),
        t["contact-role-" + v.Role],
        .. v.Silent ? [t["contact-silent"]] : Array.Empty<string>(),
        .. v.Daily ? [t["contact-daily"]] : Array.Empty<string>(),
        .. v.Away is { } away ? [t.Of("contact-away-says", t.Day(away.From), t.Day(away.To), away.Deputy)] : Array.Empty<string>(),
    ];

    private static IReadOnlyList<(string Path, string Name)> Crumbs(Words t, string agency) =>
        EditScreen.Crumbs(t, ($"/kelola/orang?agency={Uri.EscapeDataString(agency)}", t["people-title"]));
}
