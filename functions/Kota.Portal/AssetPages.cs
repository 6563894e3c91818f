using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Kota.Portal.Rendering;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Portal;

/// <summary>Style sheet, mark and icons.</summary>
public sealed class AssetPages(AssetStore assets)
{
    [Function("PageAsset")]
    [Api("everyone", "A file that pages use", AnswerType = "text/css", Problems = [404])]
    public Task<IResult> Asset([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "assets/{*path}")] HttpRequest request, string? path) =>
        Task.FromResult(assets.Find(path) is { } asset ? new AssetResult(asset) : Failure.NotFound().ToResult());
}
