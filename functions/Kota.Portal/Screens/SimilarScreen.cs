using System.Globalization;
using Kota.Functions.Submissions;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.UseCases;
using Kota.Kernel.Http;
using Kota.Portal.Forms;
using Kota.Portal.Rendering;
using Microsoft.AspNetCore.Http;

namespace Kota.Portal.Screens;

/// <summary>Offers cases that may be the same before a report is sent, and following one of them.</summary>
public sealed class SimilarScreen(FindSimilar find, FollowAlong follow, Submit submit, TrackingCookie tracking, PageFrame frame)
{
    /// <summary>Hidden input: the person saw what is there, and sends all the same.</summary>
    public const string SeenInput = "another";

    /// <summary>What may be the same; empty where the form does not say enough, or was taken already and is only sent again.</summary>
    public async Task<IReadOnlyList<SimilarCase>> OfferAsync(ServiceDefinition service, PageForm form, HttpRequest request, CancellationToken ct)
    {
        if (Submit.Refuses(service, request.Caller()) is not null || !form.Values.TryGetValue("category", out var category))
            return [];
        var place = new PlaceBody(Text("place.kelurahan"), (int?)Number("place.rw"), Number("place.lat"), Number("place.lon"));
        var found = await find.RunAsync(service.Code, new SimilarQuery(category, place), request.Language(), ct);
        return found.Succeeded(out var cases, out _) && cases.Count > 0 && !await submit.IsThereAsync(service.Code, form.Key, request.Caller(), ct) ? cases : [];

        string? Text(string name) => form.Values.GetValueOrDefault(name)?.Trim() is { Length: > 0 } text ? text : null;

        double? Number(string name) =>
            double.TryParse(Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1e6 ? number : null;
    }

    public async Task<IResult> FollowAsync(HttpRequest request, string id, CancellationToken ct)
    {
        if (!(await PageForm.ReadAsync(request, ct)).Succeeded(out var form, out var failure))
            return frame.Failed(request, failure);
        var followed = await follow.AddAsync(new FollowWish(id, form.Incoming, form.Key), tracking.Visitor(request), ct);
        return followed.Succeeded(out var following, out failure) ? new SeeOther($"/lacak/{following.Id}") : frame.Failed(request, failure);
    }
}
