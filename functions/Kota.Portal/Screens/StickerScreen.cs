using System.Globalization;
using Kota.Functions.Submissions;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Stickers;
using Kota.Kernel.Delivery;
using Kota.Kernel.Http;
using Kota.Portal.Forms;
using Kota.Portal.Pages;
using Kota.Portal.Rendering;
using Microsoft.AspNetCore.Http;

namespace Kota.Portal.Screens;

/// <summary>A code that opens nothing, and the form that is open to everybody.</summary>
public sealed record StickerGone(string Form);

/// <summary>Leads from a sticker in the street to the form, with the place filled in.</summary>
public sealed class StickerScreen(ReadStickers stickers, Mailer mailer, PageFrame frame)
{
    private const string Parameter = "t";

    public async Task<IResult> OpenAsync(HttpRequest request, string code, CancellationToken ct) =>
        await stickers.InUseAsync(code, ct) is { } found
            ? new SeeOther(ReportScreen.PathOf(found.Service) + QueryString.Create(Parameter, found.Code))
            : frame.Show<StickerGonePage, StickerGone>(request, new StickerGone(ReportScreen.PathOf("sambat")), StatusCodes.Status404NotFound);

    /// <summary>
    /// The code of the city's own address (Kota:Mail:Site), not of the one that the admin happens to use: what is glued to a wall stays
    /// for years. The address stands below the code, so that whoever prints it sees a wrong one.
    /// </summary>
    public async Task<IResult> PrintAsync(HttpRequest request, string code, CancellationToken ct) =>
        (await stickers.RunAsync(code, null, request.Caller(), ct)).ToResult(s => TypedResults.Text(
            QrCode.Of(mailer.Site(s.Links["page"]).AbsoluteUri, outdoors: true).ToSvg(s.Code, mailer.Site(s.Links["page"]).AbsoluteUri), "image/svg+xml"));

    /// <summary>The sticker in the address of a form; null without one, and for one that is not in use or opens another form.</summary>
    internal async Task<StickerView?> OfAsync(HttpRequest request, ServiceDefinition service, CancellationToken ct) =>
        request.Query[Parameter].ToString() is { Length: > 0 } code && await stickers.InUseAsync(code, ct) is { } found && found.Service == service.Code ? found : null;

    /// <summary>What the sticker fills in.</summary>
    internal static Draft Fill(Draft draft, StickerView sticker)
    {
        var values = new Dictionary<string, string?>
        {
            ["channel"] = Channels.Sticker,
            ["category"] = sticker.Category,
            ["place.kelurahan"] = sticker.Kelurahan,
            ["place.rw"] = sticker.Rw?.ToString(CultureInfo.InvariantCulture),
            ["place.lat"] = sticker.Lat?.ToString(CultureInfo.InvariantCulture),
            ["place.lon"] = sticker.Lon?.ToString(CultureInfo.InvariantCulture),
        };
        return draft with { Values = values.Where(v => v.Value is not null).ToDictionary(v => v.Key, v => v.Value!) };
    }

    /// <summary>Where the form is sent: with the sticker, so that a form that comes back still names its place.</summary>
    internal static string ActionOf(string service, StickerView? sticker) =>
        ReportScreen.PathOf(service) + (sticker is null ? QueryString.Empty : QueryString.Create(Parameter, sticker.Code));
}
