using Kota.Kernel.Http;
using Kota.Portal.Screens;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Portal;

/// <summary>What makes the portal an app that works without signal.</summary>
public sealed class OfflinePages(OfflineScreen screen)
{
    [Function("PageOffline")]
    [Api("everyone", "Page with the reports that wait on a phone for signal", AnswerType = "text/html")]
    public Task<IResult> Offline([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "luring")] HttpRequest request) =>
        Task.FromResult(screen.Show(request));

    [Function("PageManifest")]
    [Api("everyone", "Web app manifest", AnswerType = "application/manifest+json")]
    public Task<IResult> Manifest([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "manifest.webmanifest")] HttpRequest request) =>
        Task.FromResult(screen.Manifest(request));

    [Function("PageServiceWorker")]
    [Api("everyone", "Service worker", AnswerType = "text/javascript")]
    public Task<IResult> Worker([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sw.js")] HttpRequest request) =>
        Task.FromResult(screen.Worker(request));
}
