using System.Text.Json;
using System.Text.Json.Nodes;
using Kota.Functions.Calendar;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Views;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Reference;
using Kota.Kernel.Security;
using Kota.Kernel.Time;
using Kota.Portal.Forms;
using Kota.Portal.Pages.Admin;
using Kota.Portal.Rendering;
using Microsoft.AspNetCore.Http;

namespace Kota.Portal.Screens.Admin;

/// <summary>The days off. Those that lie behind stay as they are, so only those ahead are edited.</summary>
public sealed class HolidaysScreen(ReadHolidays read, ChangeHolidays change, CityClock clock, PageFrame frame)
{
    private const string Form = "libur", List = "days", Path = "/kelola/libur";

    public async Task<IResult> ShowAsync(HttpRequest request, CancellationToken ct)
    {
        if (Require.Official(request.Caller()) is { } refused)
            return frame.Failed(request, refused);
        int? from = int.TryParse(request.Query["dari"], out var asked) && asked >= 0 ? asked : null;
        if (!(await read.RunAsync(request.Caller(), ct)).Succeeded(out var now, out var failure))
            return frame.Failed(request, failure);
        var shown = now;
        if (from is { } version && !(await read.VersionAsync(version, request.Caller(), ct)).Succeeded(out shown, out failure))
            return frame.Failed(request, failure);
        var rows = EditTable.ToRows(JsonSerializer.SerializeToNode(shown.Days.Where(IsAhead), JsonBody.Options)!.AsArray(), Columns(new Words(request.Language())));
        var model = Model(request, new Draft(Form, EditForm.Number(List, rows), [], ""), rows.Count, now);
        return frame.Show<EditPage, EditModel>(request, model with { Saved = request.Query.ContainsKey("kabar"), From = from });
    }

    public async Task<IResult> SaveAsync(HttpRequest request, CancellationToken ct)
    {
        if (Require.CityAdmin(request.Caller()) is { } refused)
            return frame.Failed(request, refused);
        if (!(await EditForm.ReadAsync(request, ct)).Succeeded(out var form, out var failure)
            || !(await read.RunAsync(request.Caller(), ct)).Succeeded(out var now, out failure))
        {
            return frame.Failed(request, failure);
        }

        var rows = form.Rows(List);
        if (form.Adds)
            return Again(request, rows, 1, now with { Version = form.Version ?? now.Version }, null);

        if (EditTable.Missing(List, rows, Columns(new Words(request.Language()))) is { Count: > 0 } missing)
            return Again(request, rows, 0, now with { Version = form.Version ?? now.Version }, Failure.Invalid(missing));

        // Those that are edited come first, so that errors name their rows.
        var days = EditTable.ToJson(rows, Columns(new Words(request.Language())));
        foreach (var past in JsonSerializer.SerializeToNode(now.Days.Where(d => !IsAhead(d)), JsonBody.Options)!.AsArray())
            days.Add(past!.DeepClone());
        var json = JsonSerializer.SerializeToUtf8Bytes(new JsonObject { [List] = days });
        if ((await change.RunAsync(json, form.Version, request.Caller(), ct)).Succeeded(out _, out failure))
            return new SeeOther(Path + "?kabar=tersimpan");
        return failure.Kind is FailureKind.Invalid or FailureKind.Stale or FailureKind.TooLarge or FailureKind.PreconditionRequired
            ? Again(request, rows, 0, now with { Version = EditScreen.VersionAfter(failure, form, now.Version) }, failure)
            : frame.Failed(request, failure);
    }

    public async Task<IResult> HistoryAsync(HttpRequest request, CancellationToken ct)
    {
        if (!(await read.HistoryAsync(request.Caller(), ct)).Succeeded(out var versions, out var failure))
            return frame.Failed(request, failure);
        var t = new Words(request.Language());
        return frame.Show<HistoryPage, HistoryModel>(request, new HistoryModel(
            t["holidays-title"], Path, [.. Crumbs(t), (Path, t["holidays-title"])],
            [.. versions.Select(v => new VersionModel(v.Version, v.ChangedAt, v.ChangedBy, [.. v.Days.Select(d => $"{t.Day(d.Date)}: {(t.Code == "en" ? d.En : d.Id)}")]))],
            null, request.Caller().Is(Role.CityAdmin)));
    }

    private IResult Again(HttpRequest request, IReadOnlyList<IReadOnlyDictionary<string, string>> rows, int more, HolidaysView now, Failure? failure)
    {
        var errors = failure is null or { Kind: FailureKind.Stale } ? [] : Draft.ErrorsOf(failure, request.Language());
        var model = Model(request, new Draft(Form, EditForm.Number(List, rows), errors, ""), rows.Count + more, now);
        return frame.Show<EditPage, EditModel>(
            request, model with { Stale = failure?.Kind == FailureKind.Stale }, failure is null ? StatusCodes.Status200OK : Problems.StatusOf(failure.Kind));
    }

    private EditModel Model(HttpRequest request, Draft draft, int rows, HolidaysView now)
    {
        var t = new Words(request.Language());
        return new EditModel(
            t["holidays-title"], t["holidays-help"], Path, draft, EditTable.Of(List, t["holidays-row"], Columns(t), rows, draft), [], now.Version, request.Caller().Is(Role.CityAdmin))
        {
            Crumbs = Crumbs(t),
            Empty = t["holidays-empty"],
            AddText = t["holidays-add"],
            Notes = [t.Of("holidays-known", t.Day(now.KnownUntil)), t.Of("holidays-past", now.Days.Count(d => !IsAhead(d)))],
        };
    }

    private bool IsAhead(Holiday day) => day.Date >= clock.Today;

    private static IReadOnlyList<(string Path, string Name)> Crumbs(Words t) => [("/kelola", t["inbox-title"]), ("/kelola/pengaturan", t["admin-title"])];

    private static IReadOnlyList<EditColumn> Columns(Words t) =>
    [
        new("date", FieldType.Date, t["holiday-date"]),
        new("kind", FieldType.Choice, t["holiday-kind"]) { Groups = [new OptionGroup(null, [new Named("national", t["holiday-national"]), new Named("collective", t["holiday-collective"])])] },
        new("id", FieldType.Text, t.Of("edit-in-id", t["holiday-name"])),
        new("en", FieldType.Text, t.Of("edit-in-en", t["holiday-name"])),
        new("status", FieldType.Choice, t["holiday-status"]) { Groups = [new OptionGroup(null, [new Named("decreed", t["holiday-decreed"]), new Named("provisional", t["holiday-provisional"])])] },
        new("source", FieldType.Text, t["holiday-source"]) { Help = t["holiday-source-help"] },
    ];
}
