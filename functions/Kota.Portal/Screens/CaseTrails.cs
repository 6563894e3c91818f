using Kota.Functions.Submissions.Views;
using Kota.Kernel.Security;
using Kota.Portal.Rendering;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Kota.Portal.Screens;

/// <summary>The submissions beside one on the page of the inbox from which it was opened.</summary>
/// <param name="Number">Its place on that page, from 1 on; null when it has left the list.</param>
/// <param name="Count">How many stand there.</param>
/// <param name="Previous">Address of the one before.</param>
/// <param name="Next">Address of the one after, or of the list's next page.</param>
public sealed record CaseNeighbours(int? Number, int Count, string? Previous, string? Next);

/// <summary>Finds them by reading that page again, which is mostly kept: see FirstPages.</summary>
public sealed class CaseTrails(SummaryLists lists)
{
    public async Task<CaseNeighbours?> FindAsync(InboxTrail trail, string id, Caller caller, Words t, CancellationToken ct)
    {
        if (trail.Position is not { } position)
            return null;
        var asked = new QueryCollection(QueryHelpers.ParseQuery(trail.Query));
        if (InboxScreen.AgencyOf(asked["agency"].ToString(), caller) is not { } agency
            || !InboxScreen.QueryOf(asked).Succeeded(out var query, out _)
            || !(await lists.InboxAsync(agency, query, caller, t.Language, ct)).Succeeded(out var page, out _))
        {
            return null;
        }

        // What was dealt with leaves the list: the next one then stands in its place.
        var found = page.Items.Index().Where(i => i.Item.Id == id).Select(i => (int?)i.Index).FirstOrDefault();
        var (before, after) = ((found ?? position) - 1, found is { } at ? at + 1 : position);
        return new CaseNeighbours(found + 1, page.Items.Count, To(before), To(after) ?? (page.Next is { } next ? NextPage(asked, next) : null));

        string? To(int place) => place >= 0 && place < page.Items.Count ? trail.To("/kelola/kasus/" + page.Items[place].Id, place) : null;
    }

    private static string NextPage(QueryCollection asked, string cursor) =>
        InboxTrail.Inbox + QueryString.Create([.. asked.Where(q => q.Key != "cursor"), new("cursor", cursor)]);
}
