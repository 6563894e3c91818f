using System.Text;
using Kota.Functions.Submissions.Catalogue;
using Kota.Kernel.Http;
using Kota.Portal.Offline;
using Kota.Portal.Pages;
using Kota.Portal.Rendering;
using Microsoft.AspNetCore.Http;

namespace Kota.Portal.Screens;

/// <summary>A form that is kept on the phone.</summary>
public sealed record KeptForm(string Path, string Name);

public sealed record OfflineModel(IReadOnlyList<KeptForm> Forms);

/// <summary>The page of waiting reports, the manifest, and the service worker in the reader's language.</summary>
public sealed class OfflineScreen(ServiceCatalogue catalogue, AssetStore assets, WorkerScript worker, PageFrame frame)
{
    public const string Path = "/luring";

    public IResult Show(HttpRequest request) => frame.Show<OfflinePage, OfflineModel>(request, new OfflineModel(Forms(new Words(request.Language()))));

    public IResult Manifest(HttpRequest request)
    {
        var t = new Words(request.Language());
        Revalidated(request);
        return TypedResults.Json(
            new
            {
                id = "/",
                name = t["site"],
                short_name = t["site"],
                description = t["home-lead"],
                lang = t.Code,
                start_url = "/",
                scope = "/",
                display = "standalone",
                background_color = "#fbf8f2",
                theme_color = "#14305f",
                icons = new[]
                {
                    Icon("mark.svg", "any", "any"), Icon("icon-192.png", "192x192", "any"), Icon("icon-512.png", "512x512", "any"),
                    Icon("icon-maskable-512.png", "512x512", "maskable"),
                },
            },
            contentType: "application/manifest+json");
    }

    public IResult Worker(HttpRequest request)
    {
        var t = new Words(request.Language());
        Revalidated(request);
        return TypedResults.Text(worker.For(t.Code, [.. Forms(t).Select(f => f.Path)]), "text/javascript", Encoding.UTF8);
    }

    // Only what a guest may send: a kept form is everybody's.
    private List<KeptForm> Forms(Words t) =>
        [.. catalogue.All.Where(s => s.Audience.Contains("guest")).Select(s => new KeptForm(ReportScreen.PathOf(s.Code), s.Name.In(t.Language)))];

    private object Icon(string name, string sizes, string purpose) => new { src = assets[name], sizes, type = assets.Named(name).Type, purpose };

    private static void Revalidated(HttpRequest request) => request.HttpContext.Response.Headers.CacheControl = "no-cache";
}
