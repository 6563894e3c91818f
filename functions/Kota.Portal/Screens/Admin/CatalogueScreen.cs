using System.Globalization;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Rules;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Reference;
using Kota.Kernel.Security;
using Kota.Portal.Pages.Admin;
using Kota.Portal.Rendering;
using Microsoft.AspNetCore.Http;

namespace Kota.Portal.Screens.Admin;

/// <summary>The admin pages that somebody may open, with a line of help for each: those of each service, and the others.</summary>
public sealed record AdminModel(IReadOnlyList<(string Name, IReadOnlyList<(string Path, string Name, string Help)> Pages)> Groups);

/// <summary>A row of a table in words.</summary>
public sealed record WordsRow(string Head, string Code, IReadOnlyList<string> Cells);

/// <summary>A service as its file defines it, in words.</summary>
public sealed record DefinitionModel(
    string Code, string Name, string Help, string Owner, string Audience, IReadOnlyList<WordsRow> Fields, IReadOnlyList<WordsRow> States, IReadOnlyList<WordsRow> Actions,
    IReadOnlyList<WordsRow> Clocks, IReadOnlyList<WordsRow> Categories, IReadOnlyList<string> PublicFields, string Retention, IReadOnlyList<(string Part, string Text)> Standard);

/// <summary>What the city's people may look up: the services as they are defined, and where the rest is changed.</summary>
public sealed class CatalogueScreen(ServiceCatalogue catalogue, Agencies agencies, PageFrame frame)
{
    public IResult Index(HttpRequest request)
    {
        if (Require.Official(request.Caller()) is { } refused)
            return frame.Failed(request, refused);
        var (t, caller) = (new Words(request.Language()), request.Caller());
        List<(string Path, string Name, string Help)> city = [("/kelola/libur", t["holidays-title"], t["holidays-help"]), ("/kelola/stiker", t["stickers-title"], t["stickers-help"])];
        if (caller.Is(Role.CityAdmin) || caller.Is(Role.AgencyHead))
            city.Add(("/kelola/orang", t["people-title"], t["people-help"]));
        if (caller.Is(Role.CityAdmin))
            city.Add(("/kelola/pesan-gagal", t["letters-title"], t["letters-help"]));
        return frame.Show<AdminPage, AdminModel>(request, new AdminModel(
        [
            .. catalogue.All.Select(s => (s.Name.In(t.Language), PagesOf(s, t))),
            (t["admin-work"], [("/kelola/rekap", t["reports-title"], t["reports-help"]), ("/kelola/angka", t["figures-title"], t["figures-help"])]),
            (t["admin-city"], city),
        ]));
    }

    public IResult Service(HttpRequest request, string code)
    {
        if (Require.Official(request.Caller()) is { } refused)
            return frame.Failed(request, refused);
        return catalogue.Find(code) is { } service
            ? frame.Show<DefinitionPage, DefinitionModel>(request, Describe(service, new Words(request.Language())))
            : frame.Failed(request, Failure.NotFound("unknown-service"));
    }

    private static IReadOnlyList<(string Path, string Name, string Help)> PagesOf(ServiceDefinition service, Words t) =>
    [
        ($"/kelola/katalog/{service.Code}", t["catalogue-title"], t["catalogue-help"]),
        .. RuleKinds.All.Where(kind => kind == RuleKinds.Banned || service.Actions.Count > 0)
            .Select(kind => (RulesScreen.PathOf(service.Code, kind), t["rules-" + kind], t[$"rules-{kind}-help"])),
    ];

    private DefinitionModel Describe(ServiceDefinition s, Words t)
    {
        string In(LocalText text) => text.In(t.Language);
        string States(IEnumerable<string> codes) => string.Join(", ", codes.Select(c => c == ActionDefinition.Previous ? t["definition-previous"] : In(s.State(c).Name)));
        return new DefinitionModel(
            s.Code, In(s.Name), In(s.Help), Name(s.Agency, t), string.Join(", ", s.Audience.Select(a => t["audience-" + a])),
            [.. s.Fields.Select(f => new WordsRow(In(f.Label), f.Name, [t["type-" + f.Type], Limits(s, f, t), t["personal-" + f.Personal]]))],
            [.. s.States.Select(x => new WordsRow(In(x.Name), x.Code, [In(x.Help), t[x.Status == StateStatus.Closed ? "definition-closed" : "definition-open"]]))],
            [.. s.Actions.Select(a => new WordsRow(In(a.Name), a.Code, [
                States(a.From), a.To is null ? t["definition-stays"] : States([a.To]), string.Join(", ", a.By.Select(b => t["actor-" + b])),
                string.Join(", ", a.Inputs.Where(i => i.Required || i.RequiredForKinds.Count > 0).Select(i => In(i.Label))), In(a.Help)]))],
            [.. s.Clocks.Select(c => new WordsRow(In(c.Name), c.Code, [Length(s, c, t), States(c.Runs), c.Pauses.Count == 0 ? t["none"] : States(c.Pauses), c.WarnBefore is { } w ? Length(w, t) : t["none"]]))],
            [.. s.Categories.Select(c => new WordsRow(In(c.Name), c.Code, [c.Agency is null ? t["definition-by-hand"] : Name(c.Agency, t), Kind(s, c.Kind, t), t[c.Secret ? "yes" : "no"]]))],
            [.. s.PublicFields.Select(f => s.Fields.FirstOrDefault(x => x.Name == f)?.Label.In(t.Language) ?? t[f])], t.Of("service-retention", s.Retention.Years, In(s.Retention.Basis)),
            [.. typeof(ServiceStandard).GetProperties().Select(p => (p.Name, p.GetValue(s.Standard) is LocalText text ? In(text) : ""))]);
    }

    private string Name(string agency, Words t) => agencies.Find(agency)?.NameIn(t.Language) ?? agency;

    private static string Kind(ServiceDefinition s, string code, Words t) => s.Kinds.FirstOrDefault(k => k.Code == code)?.Name.In(t.Language) ?? code;

    private static string Length(ClockLength length, Words t) => length.Hours is { } hours ? t.Of("length-hours", hours) : t.Of("length-days", length.WorkingDays!.Value);

    private static string Length(ServiceDefinition s, ClockDefinition c, Words t) => c.Length is { } one
        ? Length(one, t)
        : string.Join("; ", c.LengthByKind.Select(k => t.Of("length-for", Kind(s, k.Key, t), Length(k.Value, t))));

    private static string Limits(ServiceDefinition s, FieldDefinition f, Words t)
    {
        var limits = new List<string> { f.Required ? t["definition-required"] : f.RequiredForKinds.Count > 0 ? t.Of("definition-required-for", string.Join(", ", f.RequiredForKinds.Select(k => Kind(s, k, t)))) : t["definition-optional"] };
        if (f.MinLength is not null || f.MaxLength is not null)
            limits.Add(t.Of("definition-length", f.MinLength ?? 0, f.MaxLength?.ToString(t.Language) ?? "∞"));
        if (f.Minimum is not null || f.Maximum is not null)
            limits.Add(string.Create(CultureInfo.InvariantCulture, $"{f.Minimum}–{f.Maximum}"));
        if (f.Options.Count > 0)
            limits.Add(string.Join(", ", f.Options.Select(o => o.Name.In(t.Language))));
        return string.Join("; ", limits);
    }
}
