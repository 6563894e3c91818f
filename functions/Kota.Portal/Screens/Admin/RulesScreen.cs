using System.Text.Json;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Rules;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Security;
using Kota.Portal.Forms;
using Kota.Portal.Pages.Admin;
using Kota.Portal.Rendering;
using Microsoft.AspNetCore.Http;

namespace Kota.Portal.Screens.Admin;

/// <summary>The rules of a service: the city's people read them, the city admin changes them.</summary>
public sealed class RulesScreen(ReadRules read, ChangeRules change, ServiceCatalogue catalogue, RuleTables tables, PageFrame frame)
{
    private const string Form = "aturan";

    public static string PathOf(string service, string kind) => $"/kelola/aturan/{service}/{kind}";

    public async Task<IResult> ShowAsync(HttpRequest request, string code, string kind, CancellationToken ct)
    {
        int? from = int.TryParse(request.Query["dari"], out var asked) && asked > 0 ? asked : null;
        if (!(await read.RunAsync(code, kind, null, request.Caller(), ct)).Succeeded(out var now, out var failure)
            || !(await read.RunAsync(code, kind, from, request.Caller(), ct)).Succeeded(out var shown, out failure))
        {
            return frame.Failed(request, failure);
        }

        var t = new Words(request.Language());
        var columns = tables.Columns(catalogue.Get(code), kind, t);
        var rows = kind == RuleKinds.Banned ? [] : tables.Rows(kind, columns, shown.Rules);
        var values = EditForm.Number(RuleTables.ListOf(kind), rows);
        if (kind == RuleKinds.Banned)
            values[RuleTables.Words] = RuleTables.Lines(shown.Rules);
        var model = Model(request, code, kind, new Draft(Form, values, [], ""), columns, rows.Count, now.Version);
        return frame.Show<EditPage, EditModel>(request, model with { Saved = request.Query.ContainsKey("kabar"), From = from });
    }

    public async Task<IResult> SaveAsync(HttpRequest request, string code, string kind, CancellationToken ct)
    {
        if (Require.CityAdmin(request.Caller()) is { } refused)
            return frame.Failed(request, refused);
        if (!(await EditForm.ReadAsync(request, ct)).Succeeded(out var form, out var failure)
            || !(await read.RunAsync(code, kind, null, request.Caller(), ct)).Succeeded(out var now, out failure))
        {
            return frame.Failed(request, failure);
        }

        var columns = tables.Columns(catalogue.Get(code), kind, new Words(request.Language()));
        if (form.Adds)
            return Again(request, code, kind, form, columns, 1, form.Version ?? now.Version, null);
        if (EditTable.Missing(RuleTables.ListOf(kind), form.Rows(RuleTables.ListOf(kind)), columns) is { Count: > 0 } missing)
            return Again(request, code, kind, form, columns, 0, form.Version ?? now.Version, Failure.Invalid(missing), asRows: true);
        var json = JsonSerializer.SerializeToUtf8Bytes(tables.ToJson(kind, columns, form));
        if ((await change.RunAsync(new RulesWish(code, kind, json, form.Version), request.Caller(), ct)).Succeeded(out _, out failure))
            return new SeeOther(PathOf(code, kind) + "?kabar=tersimpan");
        return failure.Kind is FailureKind.Invalid or FailureKind.Stale or FailureKind.TooLarge or FailureKind.PreconditionRequired
            ? Again(request, code, kind, form, columns, 0, EditScreen.VersionAfter(failure, form, now.Version), failure)
            : frame.Failed(request, failure);
    }

    public async Task<IResult> HistoryAsync(HttpRequest request, string code, string kind, CancellationToken ct)
    {
        if (!(await read.HistoryAsync(code, kind, request.Query["cursor"], request.Caller(), ct)).Succeeded(out var page, out var failure))
            return frame.Failed(request, failure);
        var t = new Words(request.Language());
        var path = PathOf(code, kind);
        return frame.Show<HistoryPage, HistoryModel>(request, new HistoryModel(
            t["rules-" + kind], path, [.. Crumbs(t), (path, t["rules-" + kind])],
            [.. page.Items.Select(v => new VersionModel(v.Version, v.ChangedAt, v.ChangedBy, RuleTables.Says(kind, v.Rules)))],
            page.Next is null ? null : $"{path}/riwayat?cursor={Uri.EscapeDataString(page.Next)}", request.Caller().Is(Role.CityAdmin)));
    }

    private IResult Again(HttpRequest request, string code, string kind, EditForm form, IReadOnlyList<EditColumn> columns, int more, int version, Failure? failure, bool asRows = false)
    {
        var rows = form.Rows(RuleTables.ListOf(kind));
        var values = EditForm.Number(RuleTables.ListOf(kind), rows);
        if (kind == RuleKinds.Banned)
            values[RuleTables.Words] = form[RuleTables.Words];
        IReadOnlyList<FormError> errors = failure is null or { Kind: FailureKind.Stale } ? [] : [.. Draft.ErrorsOf(failure, request.Language()).Select(e => new FormError(
            asRows ? e.Name : tables.InputOf(kind, form, e.Name), RuleTables.WordAt(form, e.Name) is { } word && kind == RuleKinds.Banned ? $"{word}: {e.Message}" : e.Message))];
        var model = Model(request, code, kind, new Draft(Form, values, errors, ""), columns, rows.Count + more, version);
        return frame.Show<EditPage, EditModel>(
            request, model with { Stale = failure?.Kind == FailureKind.Stale }, failure is null ? StatusCodes.Status200OK : Problems.StatusOf(failure.Kind));
    }

    private static EditModel Model(HttpRequest request, string code, string kind, Draft draft, IReadOnlyList<EditColumn> columns, int rows, int version)
    {
        var t = new Words(request.Language());
        var words = kind == RuleKinds.Banned;
        return new EditModel(
            t["rules-" + kind], t[$"rules-{kind}-help"], PathOf(code, kind), draft,
            words ? null : EditTable.Of(RuleTables.ListOf(kind), t[$"rules-{kind}-row"], columns, rows, draft),
            words ? [FormFields.Plain(RuleTables.Words, FieldType.LongText, t["rule-words"], draft) with { Help = t["rule-words-help"] }] : [],
            version, request.Caller().Is(Role.CityAdmin))
        {
            Crumbs = Crumbs(t),
            Empty = t["rules-empty"],
            AddText = words ? null : t["edit-add"],
        };
    }

    private static IReadOnlyList<(string Path, string Name)> Crumbs(Words t) => [("/kelola", t["inbox-title"]), ("/kelola/pengaturan", t["admin-title"])];
}
