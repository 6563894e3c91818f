using Kota.Kernel.Http;
using Kota.Portal.Screens;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Portal;

/// <summary>The page on which everybody sees how agencies do.</summary>
public sealed class LeaguePages(LeagueScreen screen)
{
    [Function("PageLeague")]
    [Api("everyone", "How fast agencies answer", AnswerType = "text/html")]
    public Task<IResult> League([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "kinerja")] HttpRequest request, CancellationToken ct) =>
        screen.ShowAsync(request, ct);
}
