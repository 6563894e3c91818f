using Kota.Kernel.Http;
using Kota.Portal.Screens;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Portal;

/// <summary>What the QR codes of stickers open, and the codes to print.</summary>
public sealed class StickerPages(StickerScreen screen)
{
    [Function("PageSticker")]
    [Api("everyone", "What the code of a sticker opens: the form with its place filled in", AnswerType = "text/html", Success = 303, Problems = [404])]
    public Task<IResult> Open([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "t/{code}")] HttpRequest request, string code, CancellationToken ct) =>
        screen.OpenAsync(request, code, ct);

    [Function("PrintSticker")]
    [Api("officials", "The QR code of a sticker, to print", AnswerType = "image/svg+xml", Problems = [401, 403, 404])]
    public Task<IResult> Print([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/stickers/{code}.svg")] HttpRequest request, string code, CancellationToken ct) =>
        screen.PrintAsync(request, code, ct);
}
