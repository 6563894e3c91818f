using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.UseCases;
using Kota.Functions.Submissions.Views;
using Kota.Kernel.Http;
using Kota.Portal.Forms;
using Kota.Portal.Pages;
using Kota.Portal.Rendering;
using Microsoft.AspNetCore.Http;

namespace Kota.Portal.Screens;

/// <summary>A page of submissions. The address of the next page is null at the end, that of the first one on the first.</summary>
public sealed record ListModel(IReadOnlyList<SubmissionSummary> Items, string? Next, string? First);

/// <summary>What everybody may see, and what they may choose from.</summary>
public sealed record PublicModel(IReadOnlyList<PublicSummary> Items, string? Next, string? First, PublicQuery Query, PublicFilters Filters, string Map)
{
    public ListModel Pages => new([], Next, First);
}

public sealed record PublicFilters(IReadOnlyList<OptionGroup> Categories, IReadOnlyList<OptionGroup> Kelurahan);

/// <summary>The lists that people see: everybody's, and a citizen's own submissions.</summary>
public sealed class ListScreen(SummaryLists lists, PublicViews everybody, ServiceCatalogue catalogue, FormFields fields, PageFrame frame)
{
    /// <summary>Everybody's list, by the filters in the address.</summary>
    public async Task<IResult> PublicAsync(HttpRequest request, CancellationToken ct)
    {
        if (!PublicQuery.Of(request.Query).Succeeded(out var query, out var failure)
            || !(await everybody.PageAsync(query, request.Language(), ct)).Succeeded(out var page, out failure))
        {
            return frame.Failed(request, failure);
        }

        var t = new Words(request.Language());
        var filters = new PublicFilters(
            [.. catalogue.All.Where(s => s.Categories.Count > 0).Select(s => new OptionGroup(s.Name.In(t.Language), [.. s.Categories.Select(c => new Named(c.Code, c.Name.In(t.Language)))]))],
            fields.KelurahanGroups());
        var rest = request.Query.Where(q => q.Key is not "cursor").ToList();
        var model = new PublicModel(
            page.Items,
            page.Next is { } next ? request.Path + QueryString.Create([.. rest, new("cursor", next)]) : null,
            request.Query.ContainsKey("cursor") ? request.Path + QueryString.Create(rest) : null,
            query, filters, "/api/v1/submissions.geojson" + QueryString.Create(rest.Where(q => q.Key != "take")));
        return frame.Show<PublicPage, PublicModel>(request, model);
    }

    public async Task<IResult> MineAsync(HttpRequest request, CancellationToken ct)
    {
        if (!InboxQuery.From(request.Query).Succeeded(out var query, out var failure))
            return frame.Failed(request, failure);
        return (await lists.MineAsync(query, request.Caller(), request.Language(), ct)).Succeeded(out var page, out failure)
            ? frame.Show<MinePage, ListModel>(request, Paged(request.Path, request.Query, page))
            : frame.Failed(request, failure);
    }

    internal static ListModel Paged(string path, IQueryCollection asked, Page<SubmissionSummary> page)
    {
        var rest = asked.Where(q => q.Key is not ("cursor" or "kabar" or "pilih")).ToList();
        return new ListModel(
            page.Items,
            page.Next is { } next ? path + QueryString.Create([.. rest, new("cursor", next)]) : null,
            asked.ContainsKey("cursor") ? path + QueryString.Create(rest) : null);
    }
}
