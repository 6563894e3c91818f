using Kota.Functions.Submissions.Catalogue;
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

namespace Kota.Portal.Screens;

/// <summary>An agency's inbox: late first unless the officer wants it otherwise.</summary>
public sealed class InboxScreen(SummaryLists lists, ServiceCatalogue catalogue, Agencies agencies, FormFields fields, PageFrame frame)
{
    public async Task<IResult> ShowAsync(HttpRequest request, CancellationToken ct)
    {
        var caller = request.Caller();
        if (AgencyOf(request.Query["agency"].ToString(), caller) is not { } agency)
            return frame.Failed(request, Require.SignedIn(caller) ?? Failure.Forbidden());
        if (!QueryOf(request.Query).Succeeded(out var query, out var failure))
            return frame.Failed(request, failure);
        var (paging, counting) = (lists.InboxAsync(agency, query, caller, request.Language(), ct), lists.NumbersAsync(agency, caller, ct));
        if (!(await paging).Succeeded(out var page, out failure) || !(await counting).Succeeded(out var numbers, out failure))
            return frame.Failed(request, failure);

        var model = new InboxModel(
            ListScreen.Paged(request, page), agency, agencies.Find(agency)!.NameIn(request.Language()), query, Filters(caller, new Words(request.Language())), numbers,
            InboxTrail.From(request), request.Query["pilih"] == "semua", NewsOf(request.Query["kabar"]));
        return frame.Show<InboxPage, InboxModel>(request, model);
    }

    /// <summary>The filters of an address of the inbox.</summary>
    internal static Outcome<InboxQuery> QueryOf(IQueryCollection asked) =>
        InboxQuery.From(asked).Map(query => query with { Order = query.Order ?? InboxQuery.LateFirst });

    /// <summary>The agency whose inbox somebody sees: their own, or for the city admin the one asked for; null for others.</summary>
    internal static string? AgencyOf(string asked, Caller caller) =>
        caller.Is(Role.CityAdmin) && asked.Length > 0 ? asked
        : caller.Is(Role.CityAdmin) || caller.WorksFor(caller.Agency) ? caller.Agency
        : null;

    private static string? NewsOf(string? news) => news is "tersimpan" ? "saved-away" : null;

    private InboxFilters Filters(Caller caller, Words t) => new(
        caller.Is(Role.CityAdmin) ? fields.AgencyGroups(t) : [],
        [.. catalogue.All.SelectMany(s => s.States).DistinctBy(s => s.Code).Select(s => new Named(s.Code, s.Name.In(t.Language)))],
        fields.KelurahanGroups());
}
