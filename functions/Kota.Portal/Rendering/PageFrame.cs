using System.Diagnostics.CodeAnalysis;
using Kota.Functions.Identity;
using Kota.Functions.Identity.UseCases;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Security;
using Kota.Kernel.Time;
using Kota.Portal.Maps;
using Kota.Portal.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kota.Portal.Rendering;

/// <summary>Draws pages, and the problems that stand in their place.</summary>
public sealed class PageFrame(ICallerSource callers, DevelopmentSignIn signIn, AssetStore assets, MapTiles tiles, CityClock clock) : IProblemPage
{
    // Ends of the paths of forms, which cannot be read: what stands before them can.
    private static readonly string[] Posts = ["/tindakan", "/komentar", "/ikuti", "/periksa", "/lakukan", "/saringan"];

    public IResult Show<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] TPage, TModel>(
        HttpRequest request, TModel model, int status = 200)
        where TPage : PortalPage<TModel>
    {
        // Texts, names and actions differ from reader to reader: no cache may keep a page for another one.
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        if (typeof(TPage).IsAssignableTo(typeof(IMapPage)))
            tiles.Allow(request.HttpContext.Response);
        var parameters = new Dictionary<string, object?> { ["Page"] = Describe(request), ["Model"] = model };
        return new PackedResult(new RazorComponentResult<TPage>(parameters) { StatusCode = status, PreventStreamingRendering = true });
    }

    public IResult Failed(HttpRequest request, Failure failure) => Answer(request, Problems.Describe(failure, request.Language()));

    public IResult? For(HttpRequest request, Problem problem) =>
        request.GetTypedHeaders().Accept.Any(a => a.MediaType == "text/html") ? Answer(request, problem) : null;

    /// <summary>The path to come back to after signing in or changing the language.</summary>
    internal static string Here(HttpRequest request)
    {
        var path = request.Path.Value ?? "/";
        if (Posts.FirstOrDefault(p => path.EndsWith(p, StringComparison.OrdinalIgnoreCase)) is { } post)
            return path[..^post.Length];
        return path + QueryString.Create(request.Query.Where(q => q.Key != "lang"));
    }

    private IResult Answer(HttpRequest request, Problem problem) => problem.Status == StatusCodes.Status401Unauthorized
        ? new SeeOther("/masuk" + QueryString.Create("returnUrl", Here(request)))
        : Show<ErrorPage, Problem>(request, problem, problem.Status);

    private PageContext Describe(HttpRequest request) => new(
        new Words(request.Language()),
        request.Caller(),
        (callers as DevelopmentCallers)?.PersonOf(request)?.Name,
        signIn.IsEnabled,
        Here(request),
        $"{request.Scheme}://{request.Host}",
        assets,
        tiles,
        clock.Now);
}
