using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Saved;
using Kota.Functions.Submissions.UseCases;
using Kota.Functions.Submissions.Views;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Reference;
using Kota.Kernel.Security;
using Kota.Portal.Forms;
using Kota.Portal.Pages;
using Kota.Portal.Rendering;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Kota.Portal.Screens;

/// <summary>An agency's inbox, late first unless the officer wants it otherwise; and the filters that the officer keeps for it.</summary>
public sealed class InboxScreen(SummaryLists lists, SavedFilters saved, ServiceCatalogue catalogue, Agencies agencies, FormFields fields, PageFrame frame)
{
    private const string FilterKept = "saringan", FilterGone = "saringan-hapus";

    public Task<IResult> ShowAsync(HttpRequest request, CancellationToken ct) => DrawAsync(request, request.Query, null, ct);

    /// <summary>Keeps the filters of the list that the form came from, or renames or removes those kept before.</summary>
    public async Task<IResult> KeepAsync(HttpRequest request, CancellationToken ct)
    {
        if (!(await PageForm.ReadAsync(request, ct)).Succeeded(out var form, out var failure))
            return frame.Failed(request, failure);
        var (caller, trail) = (request.Caller(), InboxTrail.Read(form.Values.GetValueOrDefault("daftar")));
        var asked = new QueryCollection(QueryHelpers.ParseQuery(trail.Query));
        if (AgencyOf(asked["agency"].ToString(), caller) is not { } agency)
            return frame.Failed(request, Require.SignedIn(caller) ?? Failure.Forbidden());
        if (!QueryOf(asked).Succeeded(out var query, out failure))
            return frame.Failed(request, failure);
        var (id, name) = (form.Values.GetValueOrDefault("saringan", ""), form.Values.GetValueOrDefault("nama"));
        var (done, news) = form.Values.ContainsKey("hapus") ? (await saved.RemoveAsync(caller, id, ct), FilterGone)
            : (id.Length > 0 ? await saved.RenameAsync(caller, id, name, ct) : await saved.AddAsync(caller, name, KeptQuery(agency, query, caller), ct), FilterKept);
        return done.Succeeded(out _, out failure) ? new SeeOther(QueryHelpers.AddQueryString(trail.Back, "kabar", news))
            : failure.Kind == FailureKind.Invalid ? await DrawAsync(request, asked, Draft.Refused(FormOf(id), form, failure, request.Language()), ct)
            : frame.Failed(request, failure);
    }

    /// <summary>The filters of an address of the inbox.</summary>
    internal static Outcome<InboxQuery> QueryOf(IQueryCollection asked) =>
        InboxQuery.From(asked).Map(query => query with { Order = query.Order ?? InboxQuery.LateFirst });

    /// <summary>The agency whose inbox somebody sees: their own, or for the city admin the one asked for; null for others.</summary>
    internal static string? AgencyOf(string asked, Caller caller) =>
        caller.Is(Role.CityAdmin) && asked.Length > 0 ? asked
        : caller.Is(Role.CityAdmin) || caller.WorksFor(caller.Agency) ? caller.Agency
        : null;

    /// <summary>Name of the form that adds filters, or of the one that renames some.</summary>
    internal static string FormOf(string id) => id.Length == 0 ? "saringan-baru" : "saringan-" + id;

    private async Task<IResult> DrawAsync(HttpRequest request, IQueryCollection asked, Draft? draft, CancellationToken ct)
    {
        var (caller, t) = (request.Caller(), new Words(request.Language()));
        if (AgencyOf(asked["agency"].ToString(), caller) is not { } agency)
            return frame.Failed(request, Require.SignedIn(caller) ?? Failure.Forbidden());
        if (!QueryOf(asked).Succeeded(out var query, out var failure))
            return frame.Failed(request, failure);
        var (paging, counting, keeping) = (lists.InboxAsync(agency, query, caller, t.Language, ct), lists.NumbersAsync(agency, caller, ct), saved.ReadAsync(caller, ct));
        await Task.WhenAll(paging, counting, keeping);
        if (!(await paging).Succeeded(out var page, out failure) || !(await counting).Succeeded(out var numbers, out failure))
            return frame.Failed(request, failure);

        var kept = new InboxSaved(await keeping, KeptQuery(agency, query, caller), draft);
        var model = new InboxModel(
            ListScreen.Paged(InboxTrail.Inbox, asked, page), agency, agencies.Find(agency)!.NameIn(t.Language), query, Filters(caller, t), numbers,
            InboxTrail.From(asked), asked["pilih"] == "semua", NewsOf(request.Query["kabar"]), kept);
        return frame.Show<InboxPage, InboxModel>(request, model, draft is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static string KeptQuery(string agency, InboxQuery query, Caller caller) =>
        QueryString.Create([.. caller.Is(Role.CityAdmin) ? new[] { new KeyValuePair<string, string?>("agency", agency) } : [], .. query.Filters()]).Value!.TrimStart('?');

    private static string? NewsOf(string? news) => news switch
    {
        "tersimpan" => "saved-away",
        FilterKept => "filter-kept",
        FilterGone => "filter-gone",
        _ => null,
    };

    private InboxFilters Filters(Caller caller, Words t) => new(
        caller.Is(Role.CityAdmin) ? fields.AgencyGroups(t) : [],
        [.. catalogue.All.SelectMany(s => s.States).DistinctBy(s => s.Code).Select(s => new Named(s.Code, s.Name.In(t.Language)))],
        fields.KelurahanGroups());
}
