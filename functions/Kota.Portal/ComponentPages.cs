using Kota.Kernel.Http;
using Kota.Portal.Screens;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Portal;

/// <summary>The page on which developers see what pages are made of.</summary>
public sealed class ComponentPages(ComponentScreen screen)
{
    [Function("PageComponents")]
    [Api("development only", "Every component of pages, in both languages and themes", AnswerType = "text/html", Problems = [404])]
    public Task<IResult> Components([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "_components")] HttpRequest request) =>
        Task.FromResult(screen.Show(request));
}
