using System.Globalization;
using Kota.Functions.Submissions;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Stickers;
using Kota.Functions.Submissions.UseCases;
using Kota.Functions.Submissions.Views;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Reference;
using Kota.Portal.Forms;
using Kota.Portal.Pages;
using Kota.Portal.Rendering;
using Microsoft.AspNetCore.Http;

namespace Kota.Portal.Screens;

/// <summary>The form of a service. A field or a group is null where the service does not ask for it.</summary>
public sealed record ReportModel(
    string Code, string Name, string Help, Draft Draft, FieldModel? Category, IReadOnlyList<FieldModel> About, IReadOnlyList<FieldModel> Person,
    PlaceFields? Place, FieldModel? Photos, bool AllowAnonymous, bool AllowSecret)
{
    /// <summary>How it came, for people of the city to choose; null for others.</summary>
    public FieldModel? Channel { get; init; }

    /// <summary>The sticker that was read; null without one.</summary>
    public StickerView? Sticker { get; init; }

    /// <summary>Cases that may be the same; empty when nobody looked or there are none.</summary>
    public IReadOnlyList<SimilarCase> Similar { get; init; } = [];

    /// <summary>Whether the person has seen cases that may be the same.</summary>
    public bool SimilarSeen { get; init; }

    /// <summary>Every input of the form.</summary>
    public IEnumerable<FieldModel> All =>
        new[] { Channel, Category, Photos, Place?.Kelurahan, Place?.Rw, Place?.Lat, Place?.Lon }.OfType<FieldModel>().Concat(About).Concat(Person);
}

public sealed record PlaceFields(
    FieldModel Kelurahan, FieldModel Rw, FieldModel Lat, FieldModel Lon, bool Required, string? RequiredFor, IReadOnlyList<string> Errors);

/// <param name="Receipt">What the reporter gets.</param>
/// <param name="Service">Name of the service.</param>
/// <param name="Qr">Code of the submission's page.</param>
/// <param name="Url">Address of the submission's page.</param>
/// <param name="ForCitizen">Whether somebody of the city hands it to the reporter.</param>
public sealed record ReceiptModel(Receipt Receipt, string Service, QrCode Qr, string Url, bool ForCitizen);

/// <summary>Filling in a service's form, and the receipt.</summary>
public sealed class ReportScreen(
    ServiceCatalogue catalogue, Submit submit, SimilarScreen similar, StickerScreen stickers, FormFields fields, Regions regions, TrackingCookie tracking, PageFrame frame)
{
    private const string Form = "lapor", ChannelInput = "channel";

    /// <summary>Path of a service's form.</summary>
    public static string PathOf(string service) => $"/layanan/{service}/lapor";

    public async Task<IResult> ShowAsync(HttpRequest request, string code, CancellationToken ct)
    {
        if (catalogue.Find(code) is not { } service)
            return frame.Failed(request, Failure.NotFound("unknown-service"));
        if (Submit.Refuses(service, request.Caller()) is { } refused)
            return frame.Failed(request, refused);
        var sticker = await stickers.OfAsync(request, service, ct);
        return Draw(request, service, sticker is null ? Draft.Blank(Form) : StickerScreen.Fill(Draft.Blank(Form), sticker), StatusCodes.Status200OK, sticker);
    }

    /// <summary>
    /// The receipt is the answer to the POST itself, so that its PIN stands in no URL: a reload sends the same key and shows the same
    /// receipt.
    /// </summary>
    public async Task<IResult> SendAsync(HttpRequest request, string code, CancellationToken ct)
    {
        if (catalogue.Find(code) is not { } service)
            return frame.Failed(request, Failure.NotFound("unknown-service"));
        if (!(await PageForm.ReadAsync(request, ct)).Succeeded(out var form, out var failure))
            return frame.Failed(request, failure);
        (form, var seen) = SimilarScreen.Split(form);
        if (!seen && await similar.OfferAsync(service, form, request, ct) is { Count: > 0 } offered)
            return Draw(request, service, Draft.Again(Form, form), StatusCodes.Status200OK, await stickers.OfAsync(request, service, ct), offered, seen: true);
        var sent = await submit.RunAsync(new SubmitRequest(code, form.Incoming, form.Key, Kota.Kernel.Text.Languages.Code(request.Language())), request.Caller(), ct);
        if (sent.Succeeded(out var submitted, out failure))
            return Receipt(request, service, submitted.Receipt);
        return failure.Kind is FailureKind.Invalid or FailureKind.KeyReused or FailureKind.TooLarge or FailureKind.TooMany or FailureKind.Unavailable
            ? Draw(request, service, Draft.Refused(Form, form, failure, request.Language()), Problems.StatusOf(failure.Kind), await stickers.OfAsync(request, service, ct), seen: seen)
            : frame.Failed(request, failure);
    }

    private IResult Receipt(HttpRequest request, ServiceDefinition service, Receipt receipt)
    {
        // Who enters a report for a citizen has its PIN on paper only: this browser is not the reporter's.
        var forCitizen = receipt.Pin is not null && request.Caller().IsSignedIn;
        if (receipt.Pin is not null && !forCitizen)
            tracking.Set(request.HttpContext.Response, receipt.Id);
        var url = $"{request.Scheme}://{request.Host}/lacak/{receipt.Id}";
        return frame.Show<ReceiptPage, ReceiptModel>(request, new ReceiptModel(receipt, service.Name.In(request.Language()), QrCode.Of(url), url, forCitizen));
    }

    private IResult Draw(HttpRequest request, ServiceDefinition service, Draft draft, int status, StickerView? sticker, IReadOnlyList<SimilarCase>? offered = null, bool seen = false)
    {
        var t = new Words(request.Language());
        var drawn = service.Fields.Select(f => (f.Personal, Field: fields.Of(f, "fields", draft, t))).ToList();
        var model = new ReportModel(
            service.Code,
            service.Name.In(t.Language),
            service.Help.In(t.Language),
            draft,
            service.Categories.Count == 0 ? null : FormFields.Plain("category", FieldType.Choice, t["category"], draft) with
            {
                Required = true,
                Groups = Categories(service, t),
            },
            [.. drawn.Where(f => f.Personal == PersonalData.None).Select(f => f.Field)],
            [.. drawn.Where(f => f.Personal != PersonalData.None).Select(f => f.Field)],
            service.Place is { } rules ? Place(service, rules, draft, t) : null,
            service.Attachments.Max == 0 ? null : FormFields.Plain("photos", FieldType.Photos, t["photos"], draft) with
            {
                Help = t.Of("photos-limit", service.Attachments.Max, service.Attachments.MaxBytes / 1_000_000),
            },
            service.AllowAnonymous,
            service.AllowSecret)
        {
            Channel = request.Caller().WorksForCity ? Channel(draft, t) : null,
            Sticker = sticker,
            Similar = offered ?? [],
            SimilarSeen = seen,
        };
        return frame.Show<ReportPage, ReportModel>(request, model, status);
    }

    private static FieldModel Channel(Draft draft, Words t)
    {
        var field = FormFields.Plain(ChannelInput, FieldType.Choice, t["channel"], draft) with { Help = t["channel-help"] };
        return field with
        {
            Value = field.Value.Length > 0 ? field.Value : Channels.Web,
            Groups = [new OptionGroup(null, [new Named(field.Value == Channels.Sticker ? Channels.Sticker : Channels.Web, t["channel-own"]), .. Channels.ForCitizens.Select(c => new Named(c, t["channel-" + c]))])],
        };
    }

    private static IReadOnlyList<OptionGroup> Categories(ServiceDefinition service, Words t) =>
    [
        .. service.Categories.GroupBy(c => c.Kind).Select(g => new OptionGroup(
            service.Kinds.FirstOrDefault(k => k.Code == g.Key)?.Name.In(t.Language),
            [.. g.Select(c => new Named(c.Code, c.Name.In(t.Language)))])),
    ];

    private PlaceFields Place(ServiceDefinition service, PlaceRules rules, Draft draft, Words t)
    {
        var kinds = service.Kinds.Where(k => rules.RequiredForKinds.Contains(k.Code)).Select(k => k.Name.In(t.Language)).ToList();
        return new PlaceFields(
            FormFields.Plain("place.kelurahan", FieldType.Choice, t["kelurahan"], draft) with
            {
                Required = rules.Required,
                Depends = kinds.Count > 0,
                Groups = fields.KelurahanGroups(),
            },
            FormFields.Plain("place.rw", FieldType.Choice, t["rw"], draft) with
            {
                Help = t["rw-help"],

                // As many as the largest kelurahan has: which of them a kelurahan has, only a script can say here, and the check at the end.
                Groups = [new OptionGroup(null, [.. Enumerable.Range(1, regions.All.Max(k => k.RwCount)).Select(n => n.ToString(CultureInfo.InvariantCulture)).Select(n => new Named(n, n))])],
            },
            FormFields.Plain("place.lat", FieldType.Decimal, t["lat"], draft) with { InputMode = "decimal" },
            FormFields.Plain("place.lon", FieldType.Decimal, t["lon"], draft) with { InputMode = "decimal" },
            rules.Required,
            kinds.Count == 0 || rules.Required ? null : t.Of("place-required-for", string.Join(", ", kinds)),
            [.. draft.ErrorsFor("place")]);
    }
}
