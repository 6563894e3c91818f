using Kota.Kernel.Http;
using Kota.Portal.Screens;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Portal;

/// <summary>Pages that say what the city offers.</summary>
public sealed class HomePages(HomeScreen screen)
{
    // An empty route is the function's name on the real host: a parameter that can only be empty stands for the root on both.
    [Function("PageHome")]
    [Api("everyone", "Home page", AnswerType = "text/html")]
    public Task<IResult> Home([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{ignored:maxlength(0)?}")] HttpRequest request, CancellationToken ct) =>
        screen.HomeAsync(request, ct);

    [Function("PageServices")]
    [Api("everyone", "Page with the services", AnswerType = "text/html")]
    public Task<IResult> Services([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "layanan")] HttpRequest request) =>
        Task.FromResult(screen.Services(request));

    [Function("PageService")]
    [Api("everyone", "Page of a service with its standard", AnswerType = "text/html", Problems = [404])]
    public Task<IResult> Service([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "layanan/{code}")] HttpRequest request, string code) =>
        Task.FromResult(screen.Service(request, code));

    [Function("PageLanguage")]
    [Api("everyone", "Choose the language of pages", BodyTypes = ["application/x-www-form-urlencoded"], Success = 303, Problems = [400])]
    public Task<IResult> Language([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bahasa")] HttpRequest request, CancellationToken ct) =>
        screen.ChooseLanguageAsync(request, ct);
}
