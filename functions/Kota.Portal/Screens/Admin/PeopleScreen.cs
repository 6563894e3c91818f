using System.Text.Json;
using System.Text.Json.Nodes;
using Kota.Functions.Identity.UseCases;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.HandOvers;
using Kota.Functions.Submissions.Notices;
using Kota.Functions.Submissions.Views;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Security;
using Kota.Portal.Forms;
using Kota.Portal.Pages.Admin;
using Kota.Portal.Rendering;
using Microsoft.AspNetCore.Http;

namespace Kota.Portal.Screens.Admin;

/// <summary>The people of an agency, where they get notices, and what was handed over.</summary>
/// <param name="Agency">Code; null while none is chosen.</param>
/// <param name="Agencies">What the city admin may choose from; empty for a head.</param>
/// <param name="People">Who works for it.</param>
/// <param name="Contacts">Who gets notices.</param>
/// <param name="HandOvers">Newest first.</param>
/// <param name="HandOver">The form of a hand-over.</param>
/// <param name="HandOverFields">Its inputs.</param>
/// <param name="Search">The form that finds a person by subject; null for a head.</param>
/// <param name="Saved">Whether a hand-over was just begun.</param>
public sealed record PeopleModel(
    string? Agency, IReadOnlyList<OptionGroup> Agencies, IReadOnlyList<PersonView> People, IReadOnlyList<ContactView> Contacts, IReadOnlyList<HandOverView> HandOvers,
    Draft HandOver, IReadOnlyList<FieldModel> HandOverFields, FieldModel? Search, bool Saved);

/// <summary>Who is what to the city: heads see their agency's people, the city admin changes them.</summary>
public sealed class PeopleScreen(ManagePeople people, Contacts contacts, AskHandOver handOvers, FormFields fields, PageFrame frame)
{
    private const string Path = "/kelola/orang", Form = "orang", HandOverForm = "serah-terima";

    // Everybody who signs in is a citizen.
    private static readonly Role[] Given = [.. Enum.GetValues<Role>().Where(r => r != Role.Citizen)];

    public Task<IResult> ListAsync(HttpRequest request, CancellationToken ct) => DrawListAsync(request, Draft.Blank(HandOverForm), null, null, ct);

    /// <summary>Gives one officer's open submissions to another.</summary>
    public async Task<IResult> HandOverAsync(HttpRequest request, CancellationToken ct)
    {
        if (!(await PageForm.ReadAsync(request, ct)).Succeeded(out var form, out var failure))
            return frame.Failed(request, failure);
        var agency = form.Values.GetValueOrDefault("agency", "");
        var json = JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["from"] = form.Values.GetValueOrDefault("from", ""), ["to"] = form.Values.GetValueOrDefault("to", "") });
        if ((await handOvers.AddAsync(agency, json, form.Key, request.Caller(), ct)).Succeeded(out _, out failure))
            return new SeeOther($"{Path}?agency={Uri.EscapeDataString(agency)}&kabar=tersimpan");
        return failure.Kind is FailureKind.Invalid or FailureKind.KeyReused
            ? await DrawListAsync(request, Draft.Refused(HandOverForm, form, failure, request.Language()), failure, agency, ct)
            : frame.Failed(request, failure);
    }

    public async Task<IResult> ShowAsync(HttpRequest request, string subject, CancellationToken ct)
    {
        if (!(await people.ReadAsync(subject, request.Caller(), ct)).Succeeded(out var person, out var failure))
            return frame.Failed(request, failure);
        var values = person.Roles.ToDictionary(r => $"roles.{r}", _ => "true", StringComparer.Ordinal);
        (values["agency"], values["kelurahan"], values["until"]) = (person.Agency ?? "", person.Kelurahan ?? "", person.Until?.ToString("yyyy-MM-dd", null) ?? "");
        return EditScreen.Draw(frame, request, Model(request, subject, new Draft(Form, values, [], ""), person.Version));
    }

    public async Task<IResult> SaveAsync(HttpRequest request, string subject, CancellationToken ct)
    {
        if (!(await EditForm.ReadAsync(request, ct)).Succeeded(out var form, out var failure)
            || !(await people.ReadAsync(subject, request.Caller(), ct)).Succeeded(out var now, out failure))
        {
            return frame.Failed(request, failure);
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["roles"] = new JsonArray([.. Given.Where(r => form[$"roles.{r}"].Length > 0).Select(r => JsonValue.Create(JsonNamingPolicy.CamelCase.ConvertName(r.ToString())))]),
            ["agency"] = EditScreen.Text(form["agency"]),
            ["kelurahan"] = EditScreen.Text(form["kelurahan"]),
            ["until"] = EditScreen.Text(form["until"]),
        });
        if ((await people.ChangeAsync(subject, json, form.Version, request.Caller(), ct)).Succeeded(out _, out failure))
            return EditScreen.SavedAt($"{Path}/{subject}");
        return EditScreen.IsMendable(failure)
            ? EditScreen.Draw(frame, request, Model(request, subject, EditScreen.Refused(Form, form, failure, request.Language()), EditScreen.VersionAfter(failure, form, now.Version)), failure)
            : frame.Failed(request, failure);
    }

    public async Task<IResult> HistoryAsync(HttpRequest request, string subject, CancellationToken ct)
    {
        if (!(await people.HistoryAsync(subject, request.Caller(), ct)).Succeeded(out var versions, out var failure))
            return frame.Failed(request, failure);
        var t = new Words(request.Language());
        return frame.Show<HistoryPage, HistoryModel>(request, new HistoryModel(
            t.Of("person-title", subject), $"{Path}/{subject}", EditScreen.Crumbs(t, (Path, t["people-title"]), ($"{Path}/{subject}", subject)),
            [.. versions.Select(v => new VersionModel(v.Version, v.ChangedAt, v.ChangedBy, [.. v.Roles.Select(r => t["role-" + r]), .. new[] { v.Agency, v.Kelurahan }.OfType<string>()]))], null, false));
    }

    private async Task<IResult> DrawListAsync(HttpRequest request, Draft draft, Failure? because, string? posted, CancellationToken ct)
    {
        var (caller, t) = (request.Caller(), new Words(request.Language()));
        var asked = posted ?? request.Query["agency"].ToString();
        if (Require.SignedIn(caller) is { } refused)
            return frame.Failed(request, refused);
        if (!caller.Is(Role.CityAdmin) && !caller.Is(Role.AgencyHead))
            return frame.Failed(request, Failure.Forbidden());
        var subject = request.Query["orang"].ToString().Trim();
        if (subject.Length > 0 && Caller.IsSubject(subject) && caller.Is(Role.CityAdmin))
            return new SeeOther($"{Path}/{subject}");
        var agency = asked.Length > 0 ? asked : caller.Is(Role.CityAdmin) ? null : caller.Agency;
        IReadOnlyList<PersonView> found = [];
        IReadOnlyList<ContactView> told = [];
        IReadOnlyList<HandOverView> given = [];
        if (agency is not null)
        {
            if (!(await people.OfAgencyAsync(agency, caller, ct)).Succeeded(out var p, out var failure)
                || !(await contacts.ListAsync(agency, caller, ct)).Succeeded(out var c, out failure)
                || !(await handOvers.ListAsync(agency, caller, ct)).Succeeded(out var h, out failure))
            {
                return frame.Failed(request, failure);
            }

            (found, told, given) = (p, c, h);
        }

        var search = new Draft("cari", new Dictionary<string, string> { ["orang"] = subject }, subject.Length > 0 ? [new FormError("orang", t["people-search-wrong"])] : [], "");
        OptionGroup to = new(null, [.. told.Select(c => new Named(c.Subject, $"{c.Email} ({c.Subject})"))]);

        // Whoever has left has no role any more, and may still get notices.
        OptionGroup from = new(null, [.. to.Options, .. found.Select(p => p.Subject).Except(told.Select(c => c.Subject)).Select(s => new Named(s, s))]);
        var model = new PeopleModel(
            agency, caller.Is(Role.CityAdmin) ? fields.AgencyGroups(t) : [], found, told, given, draft,
            [
                FormFields.Plain("from", FieldType.Choice, t["handover-from"], draft) with { Required = true, Groups = [from] },
                FormFields.Plain("to", FieldType.Choice, t["handover-to"], draft) with { Required = true, Groups = [to] },
            ],
            caller.Is(Role.CityAdmin) ? FormFields.Plain("orang", FieldType.Text, t["people-search"], search) with { Required = true, Help = t["people-search-help"] } : null,
            request.Query.ContainsKey("kabar"));
        return frame.Show<PeoplePage, PeopleModel>(request, model, because is null ? StatusCodes.Status200OK : Problems.StatusOf(because.Kind));
    }

    private EditModel Model(HttpRequest request, string subject, Draft draft, int version)
    {
        var t = new Words(request.Language());
        return new EditModel(
            t.Of("person-title", subject), t["person-help"], $"{Path}/{subject}", draft, null,
            [
                FormFields.Plain("agency", FieldType.Agency, t["person-agency"], draft) with { Groups = fields.AgencyGroups(t), Help = t["person-agency-help"] },
                FormFields.Plain("kelurahan", FieldType.Choice, t["kelurahan"], draft) with { Groups = fields.KelurahanGroups(), Help = t["person-kelurahan-help"] },
                FormFields.Plain("until", FieldType.Date, t["person-until"], draft) with { Help = t["person-until-help"] },
            ],
            version, request.Caller().Is(Role.CityAdmin))
        {
            Crumbs = EditScreen.Crumbs(t, (Path, t["people-title"])),
            Checks = new CheckGroup(
                "roles", t["person-roles"], [.. draft.Errors.Where(e => e.Name.Split('.')[0] == "roles").Select(e => e.Message)],
                [.. Given.Select(r => ($"roles.{r}", t["role-" + r], draft.Values.GetValueOrDefault($"roles.{r}", "").Length > 0))]),
        };
    }
}
