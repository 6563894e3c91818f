using Kota.Functions.Submissions.Views;
using Kota.Kernel.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Functions.Submissions.Stickers;

/// <summary>The stickers with QR codes that hang in the city: the city admin keeps them.</summary>
public sealed class StickerFunctions(ReadStickers read, ChangeSticker change)
{
    [Function("ListStickers")]
    [Api("officials", "Stickers by code", Answer = typeof(Page<StickerView>), Query = ["cursor", "take: 1 to 100"], Problems = [400, 401, 403])]
    public async Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/stickers")] HttpRequest request, CancellationToken ct) =>
        (await read.ListAsync(request.Query, request.Caller(), ct)).ToResult(TypedResults.Ok);

    [Function("ReadSticker")]
    [Api("officials", "A sticker", Answer = typeof(StickerView), Problems = [401, 403, 404])]
    public async Task<IResult> Read([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/stickers/{code}")] HttpRequest request, string code, CancellationToken ct) =>
        (await read.RunAsync(code, null, request.Caller(), ct)).ToResult(v => Versions.Tagged(v, v.Version));

    [Function("ChangeSticker")]
    [Api("city admin", "Hang or change a sticker", Body = typeof(Sticker), Answer = typeof(StickerView), Headers = ["!If-Match: version that was seen, as \"3\"; \"0\" for a new one"], Problems = [400, 401, 403, 412, 413, 415, 428])]
    public Task<IResult> Change([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/stickers/{code}")] HttpRequest request, string code, CancellationToken ct) =>
        request.BindJson(json => request.WithVersion(seen => change.RunAsync(new StickerWish(code, json, seen), request.Caller(), ct)), v => Versions.Tagged(v, v.Version), ct);

    [Function("ListStickerVersions")]
    [Api("officials", "What a sticker was, newest first", Answer = typeof(Page<StickerView>), Query = ["cursor"], Problems = [400, 401, 403, 404])]
    public async Task<IResult> History([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/stickers/{code}/versions")] HttpRequest request, string code, CancellationToken ct) =>
        (await read.HistoryAsync(code, request.Query["cursor"], request.Caller(), ct)).ToResult(TypedResults.Ok);

    [Function("ReadStickerVersion")]
    [Api("officials", "A sticker as it was", Answer = typeof(StickerView), Problems = [401, 403, 404])]
    public async Task<IResult> Version([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/stickers/{code}/versions/{version:int}")] HttpRequest request, string code, int version, CancellationToken ct) =>
        (await read.RunAsync(code, version, request.Caller(), ct)).ToResult(TypedResults.Ok);
}
