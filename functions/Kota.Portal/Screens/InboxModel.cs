using System.Globalization;
using Kota.Functions.Submissions.Saved;
using Kota.Functions.Submissions.UseCases;
using Kota.Functions.Submissions.Views;
using Kota.Portal.Forms;
using Microsoft.AspNetCore.Http;

namespace Kota.Portal.Screens;

/// <summary>An agency's inbox as its page shows it.</summary>
/// <param name="List">The rows of this page.</param>
/// <param name="Agency">Code of the agency.</param>
/// <param name="AgencyName">Its name.</param>
/// <param name="Query">The filters.</param>
/// <param name="Filters">What the officer may choose from.</param>
/// <param name="Numbers">How much lies before the agency.</param>
/// <param name="Trail">The way from a case back to this page.</param>
/// <param name="AllPicked">Whether every row of the page is ticked.</param>
/// <param name="News">Key of the text about what has just been done.</param>
/// <param name="Saved">The officer's own filters.</param>
public sealed record InboxModel(
    ListModel List, string Agency, string AgencyName, InboxQuery Query, InboxFilters Filters, InboxNumbers Numbers, InboxTrail Trail, bool AllPicked, string? News, InboxSaved Saved)
{
    /// <summary>The inbox without filters; the city admin's with the agency.</summary>
    public string Base => With([]);

    /// <summary>Everything as it is, with each row ticked or none: for those without a script.</summary>
    public string PickAll => Trail.Back + (AllPicked ? "" : (Trail.Query.Length > 0 ? "&" : "?") + "pilih=semua");

    /// <summary>The address with one filter instead of those that are chosen.</summary>
    public string With(params IEnumerable<KeyValuePair<string, string?>> filters)
    {
        var agency = Filters.Agencies.Count > 0 ? [new KeyValuePair<string, string?>("agency", Agency)] : Array.Empty<KeyValuePair<string, string?>>();
        return InboxTrail.Inbox + QueryString.Create([.. agency, .. filters]);
    }
}

/// <summary>The filters that an officer keeps, the query of those that are chosen now, and a form that came back.</summary>
public sealed record InboxSaved(IReadOnlyList<SavedFilter> Filters, string Here, Draft? Draft);

/// <summary>What the officer may choose from. Agencies only for the city admin.</summary>
public sealed record InboxFilters(IReadOnlyList<OptionGroup> Agencies, IReadOnlyList<Named> States, IReadOnlyList<OptionGroup> Kelurahan);

/// <summary>From which page of which list somebody came to a case, and where in it the case stood.</summary>
/// <param name="Query">Query of the list, without a question mark; empty for the list without filters.</param>
/// <param name="Position">Place on the page, from 0 on; null for somebody who came from elsewhere.</param>
public sealed record InboxTrail(string Query, int? Position)
{
    public const string Inbox = "/kelola";

    private const string List = "daftar", Place = "ke";

    private const int Longest = 600;

    /// <summary>Address of the list.</summary>
    public string Back => Query.Length == 0 ? Inbox : $"{Inbox}?{Query}";

    /// <summary>The trail of a case page. Only ever read as a query of the inbox: it leads nowhere else.</summary>
    public static InboxTrail Of(HttpRequest request)
    {
        var place = request.Query[Place].ToString();
        return Read(request.Query[List]) with { Position = int.TryParse(place, out var position) && position is >= 0 and < 100 ? position : null };
    }

    /// <summary>The list that a form or an address names.</summary>
    public static InboxTrail Read(string? list) => new(list is { Length: <= Longest } ? list : "", null);

    /// <summary>The trail that begins on a page of the inbox.</summary>
    public static InboxTrail From(IQueryCollection asked) =>
        new(QueryString.Create(asked.Where(q => q.Key is not ("kabar" or "pilih" or "lang"))).Value!.TrimStart('?'), null);

    /// <summary>Address of a case's page or of a form on it, which knows the way back.</summary>
    public string To(string path, int? position) =>
        position is null ? path : path + QueryString.Create([.. Query.Length == 0 ? [] : new[] { new KeyValuePair<string, string?>(List, Query) }, new(Place, position.Value.ToString(CultureInfo.InvariantCulture))]);

    /// <summary>The same for the case that it came with.</summary>
    public string To(string path) => To(path, Position);
}
