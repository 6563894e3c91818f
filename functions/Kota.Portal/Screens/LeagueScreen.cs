using Kota.Functions.Reports.UseCases;
using Kota.Kernel.Http;
using Kota.Portal.Pages;
using Kota.Portal.Rendering;
using Microsoft.AspNetCore.Http;

namespace Kota.Portal.Screens;

/// <summary>How agencies have done lately.</summary>
public sealed class LeagueScreen(ReadLeague read, PageFrame frame)
{
    public async Task<IResult> ShowAsync(HttpRequest request, CancellationToken ct) =>
        frame.Show<LeaguePage, League>(request, await read.RunAsync(request.Language(), ct));
}
