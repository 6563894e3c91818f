using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Stickers;
using Kota.Functions.Submissions.Views;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Reference;
using Kota.Kernel.Security;
using Kota.Portal.Forms;
using Kota.Portal.Pages.Admin;
using Kota.Portal.Rendering;
using Microsoft.AspNetCore.Http;

namespace Kota.Portal.Screens.Admin;

/// <summary>Stickers by code, and where a new one is begun.</summary>
public sealed record StickersModel(IReadOnlyList<(StickerView Sticker, string Place)> Items, string? Next, string? First, FieldModel? NewCode);

/// <summary>The stickers that hang in the city: the city's people see and print them, the city admin hangs and changes them.</summary>
public sealed class StickersScreen(ReadStickers read, ChangeSticker change, ServiceCatalogue catalogue, Regions regions, FormFields fields, PageFrame frame)
{
    private const string Path = "/kelola/stiker", Form = "stiker";

    public async Task<IResult> ListAsync(HttpRequest request, CancellationToken ct)
    {
        var (t, caller) = (new Words(request.Language()), request.Caller());
        var code = request.Query["kode"].ToString().Trim().ToUpperInvariant();
        if (StickerCode.IsValid(code) && caller.Is(Role.CityAdmin))
            return new SeeOther($"{Path}/{code}");
        var query = new QueryCollection(request.Query.Where(q => q.Key != "kode").ToDictionary());
        if (!(await read.ListAsync(query, caller, ct)).Succeeded(out var page, out var failure))
            return frame.Failed(request, failure);
        var draft = new Draft("baru", new Dictionary<string, string> { ["kode"] = code }, code.Length > 0 ? [new FormError("kode", t["sticker-code-wrong"])] : [], "");
        return frame.Show<StickersPage, StickersModel>(request, new StickersModel(
            [.. page.Items.Select(s => (s, s.Rw is { } rw ? $"RW {rw}, {regions.Find(s.Kelurahan)?.Name}" : regions.Find(s.Kelurahan)?.Name ?? s.Kelurahan))],
            page.Next is null ? null : $"{Path}?cursor={Uri.EscapeDataString(page.Next)}", request.Query.ContainsKey("cursor") ? Path : null,
            caller.Is(Role.CityAdmin) ? FormFields.Plain("kode", FieldType.Text, t["sticker-code"], draft) with { Required = true, Help = t["sticker-code-help"] } : null));
    }

    public async Task<IResult> ShowAsync(HttpRequest request, string code, CancellationToken ct)
    {
        int? from = int.TryParse(request.Query["dari"], out var asked) && asked > 0 ? asked : null;
        var standing = await read.RunAsync(code, null, request.Caller(), ct);
        if (!standing.Succeeded(out var now, out var failure))
        {
            return failure.Kind == FailureKind.NotFound && StickerCode.IsValid(code) && request.Caller().Is(Role.CityAdmin)
                ? EditScreen.Draw(frame, request, Model(request, code, new Draft(Form, new Dictionary<string, string> { ["active"] = "true", ["service"] = catalogue.All[0].Code }, [], ""), 0))
                : frame.Failed(request, failure);
        }

        if (!(await read.RunAsync(code, from, request.Caller(), ct)).Succeeded(out var shown, out failure))
            return frame.Failed(request, failure);
        var values = new Dictionary<string, string>
        {
            ["name"] = shown.Name,
            ["service"] = shown.Service,
            ["kelurahan"] = shown.Kelurahan,
            ["rw"] = shown.Rw?.ToString(CultureInfo.InvariantCulture) ?? "",
            ["lat"] = shown.Lat?.ToString(CultureInfo.InvariantCulture) ?? "",
            ["lon"] = shown.Lon?.ToString(CultureInfo.InvariantCulture) ?? "",
            ["category"] = shown.Category ?? "",
            ["active"] = shown.Active ? "true" : "",
        };
        return EditScreen.Draw(frame, request, Model(request, code, new Draft(Form, values, [], ""), now.Version) with { From = from });
    }

    public async Task<IResult> SaveAsync(HttpRequest request, string code, CancellationToken ct)
    {
        if (!(await EditForm.ReadAsync(request, ct)).Succeeded(out var form, out var failure))
            return frame.Failed(request, failure);
        var json = JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["name"] = form["name"],
            ["service"] = form["service"],
            ["kelurahan"] = form["kelurahan"],
            ["rw"] = EditScreen.Number(form["rw"]),
            ["lat"] = EditScreen.Number(form["lat"]),
            ["lon"] = EditScreen.Number(form["lon"]),
            ["category"] = EditScreen.Text(form["category"]),
            ["active"] = form["active"].Length > 0,
        });
        if ((await change.RunAsync(new StickerWish(code, json, form.Version), request.Caller(), ct)).Succeeded(out _, out failure))
            return EditScreen.SavedAt($"{Path}/{code}");
        if (!EditScreen.IsMendable(failure))
            return frame.Failed(request, failure);
        var newest = (await read.RunAsync(code, null, request.Caller(), ct)).Succeeded(out var now, out _) ? now.Version : 0;
        return EditScreen.Draw(frame, request, Model(request, code, EditScreen.Refused(Form, form, failure, request.Language()), EditScreen.VersionAfter(failure, form, newest)), failure);
    }

    public async Task<IResult> HistoryAsync(HttpRequest request, string code, CancellationToken ct)
    {
        if (!(await read.HistoryAsync(code, request.Query["cursor"], request.Caller(), ct)).Succeeded(out var page, out var failure))
            return frame.Failed(request, failure);
        var t = new Words(request.Language());
        return frame.Show<HistoryPage, HistoryModel>(request, new HistoryModel(
            t.Of("sticker-title", code), $"{Path}/{code}", EditScreen.Crumbs(t, (Path, t["stickers-title"]), ($"{Path}/{code}", code)),
            [.. page.Items.Select(v => new VersionModel(v.Version, v.ChangedAt, v.ChangedBy, [v.Name, v.Rw is { } rw ? $"{v.Kelurahan}, RW {rw}" : v.Kelurahan, t[v.Active ? "sticker-active" : "sticker-inactive"]]))],
            page.Next is null ? null : $"{Path}/{code}/riwayat?cursor={Uri.EscapeDataString(page.Next)}", request.Caller().Is(Role.CityAdmin)));
    }

    private EditModel Model(HttpRequest request, string code, Draft draft, int version)
    {
        var t = new Words(request.Language());
        OptionGroup services = new(null, [.. catalogue.All.Select(s => new Named(s.Code, s.Name.In(t.Language)))]);
        var categories = catalogue.All.Where(s => s.Categories.Count > 0)
            .Select(s => new OptionGroup(s.Name.In(t.Language), [.. s.Categories.Select(c => new Named(c.Code, c.Name.In(t.Language)))])).ToList();
        return new EditModel(
            t.Of("sticker-title", code), t["sticker-help"], $"{Path}/{code}", draft, null,
            [
                FormFields.Plain("name", FieldType.Text, t["sticker-name"], draft) with { Required = true, Help = t["sticker-name-help"] },
                FormFields.Plain("service", FieldType.Choice, t["sticker-service"], draft) with { Required = true, Groups = [services] },
                FormFields.Plain("category", FieldType.Choice, t["sticker-category"], draft) with { Groups = categories },
                FormFields.Plain("kelurahan", FieldType.Choice, t["kelurahan"], draft) with { Required = true, Groups = fields.KelurahanGroups() },
                FormFields.Plain("rw", FieldType.Integer, "RW", draft) with { InputMode = "numeric" },
                FormFields.Plain("lat", FieldType.Decimal, t["sticker-lat"], draft),
                FormFields.Plain("lon", FieldType.Decimal, t["sticker-lon"], draft),
            ],
            version, request.Caller().Is(Role.CityAdmin))
        {
            Crumbs = EditScreen.Crumbs(t, (Path, t["stickers-title"])),
            Checks = new CheckGroup("use", t["sticker-use"], [], [("active", t["sticker-active"], draft.Values.GetValueOrDefault("active", "").Length > 0)]),
            HasHistory = version > 0,
            Picture = version > 0 ? $"/api/v1/stickers/{code}.svg" : null,
        };
    }
}
