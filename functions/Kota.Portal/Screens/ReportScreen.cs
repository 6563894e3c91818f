using Kota.Functions.Submissions;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.UseCases;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Text;
using Kota.Portal.Forms;
using Kota.Portal.Pages;
using Kota.Portal.Rendering;
using Microsoft.AspNetCore.Http;

namespace Kota.Portal.Screens;

/// <param name="Receipt">What the reporter gets.</param>
/// <param name="Service">Name of the service.</param>
/// <param name="Qr">Code of the submission's page.</param>
/// <param name="Url">Address of the submission's page.</param>
/// <param name="ForCitizen">Whether somebody of the city hands it to the reporter.</param>
/// <param name="Key">Key of the form: a phone that keeps the report under it may forget it.</param>
public sealed record ReceiptModel(Receipt Receipt, string Service, QrCode Qr, string Url, bool ForCitizen, string? Key);

/// <summary>Filling in a service's form, and the receipt.</summary>
public sealed class ReportScreen(
    ServiceCatalogue catalogue, Submit submit, SimilarScreen similar, StickerScreen stickers, ReportModels models, TrackingCookie tracking, PageFrame frame)
{
    /// <summary>Hidden input of a script: nothing is sent yet, the answer says what is wrong so far.</summary>
    public const string CheckInput = "check";

    /// <summary>Path of a service's form.</summary>
    public static string PathOf(string service) => $"/layanan/{service}/lapor";

    public async Task<IResult> ShowAsync(HttpRequest request, string code, CancellationToken ct)
    {
        if (catalogue.Find(code) is not { } service)
            return frame.Failed(request, Failure.NotFound("unknown-service"));
        if (Submit.Refuses(service, request.Caller()) is { } refused)
            return frame.Failed(request, refused);
        var (blank, sticker) = (Draft.Blank(ReportModels.Form), await stickers.OfAsync(request, service, ct));
        return Draw(request, Model(request, service, sticker is null ? blank : StickerScreen.Fill(blank, sticker)) with { Sticker = sticker });
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
        (form, var seen) = form.Without(SimilarScreen.SeenInput);
        (form, var check) = form.Without(CheckInput);
        var wish = new SubmitRequest(code, form.Incoming, form.Key, Languages.Code(request.Language()));
        if (check)
            return await CheckAsync(request, service, form, wish, ct);
        if (!seen && await similar.OfferAsync(service, form, request, ct) is { Count: > 0 } offered)
            return Draw(request, await AgainAsync(request, service, Draft.Again(ReportModels.Form, form), ct) with { Similar = offered, SimilarSeen = true });
        if ((await submit.RunAsync(wish, request.Caller(), ct)).Succeeded(out var submitted, out failure))
            return Receipt(request, service, submitted.Receipt, form.Key);
        return failure.Kind is FailureKind.Invalid or FailureKind.KeyReused or FailureKind.TooLarge or FailureKind.TooMany or FailureKind.Unavailable
            ? Draw(request, await AgainAsync(request, service, Draft.Refused(ReportModels.Form, form, failure, request.Language()), ct) with { SimilarSeen = seen }, Problems.StatusOf(failure.Kind))
            : frame.Failed(request, failure);
    }

    private async Task<IResult> CheckAsync(HttpRequest request, ServiceDefinition service, PageForm form, SubmitRequest wish, CancellationToken ct)
    {
        var failure = await submit.CheckAsync(wish, request.Caller(), ct);
        if (failure is not null && failure.Kind != FailureKind.Invalid)
            return frame.Failed(request, failure);
        var draft = failure is null ? Draft.Again(ReportModels.Form, form) : Draft.Refused(ReportModels.Form, form, failure, request.Language());
        var offered = await similar.OfferAsync(service, form, request, ct);
        return frame.Show<ReportCheckPage, ReportModel>(request, Model(request, service, draft) with { IsCheck = true, Similar = offered });
    }

    private IResult Receipt(HttpRequest request, ServiceDefinition service, Receipt receipt, string? key)
    {
        // Who enters a report for a citizen has its PIN on paper only: this browser is not the reporter's.
        var forCitizen = receipt.Pin is not null && request.Caller().IsSignedIn;
        if (receipt.Pin is not null && !forCitizen)
            tracking.Set(request.HttpContext.Response, receipt.Id);
        var url = $"{request.Scheme}://{request.Host}/lacak/{receipt.Id}";
        return frame.Show<ReceiptPage, ReceiptModel>(request, new ReceiptModel(receipt, service.Name.In(request.Language()), QrCode.Of(url), url, forCitizen, key));
    }

    private async Task<ReportModel> AgainAsync(HttpRequest request, ServiceDefinition service, Draft draft, CancellationToken ct) =>
        Model(request, service, draft) with { Sticker = await stickers.OfAsync(request, service, ct) };

    private ReportModel Model(HttpRequest request, ServiceDefinition service, Draft draft) =>
        models.Build(service, draft, new Words(request.Language()), request.Caller().WorksForCity);

    private IResult Draw(HttpRequest request, ReportModel model, int status = StatusCodes.Status200OK) => frame.Show<ReportPage, ReportModel>(request, model, status);
}
