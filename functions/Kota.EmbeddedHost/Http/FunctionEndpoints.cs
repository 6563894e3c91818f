using Kota.EmbeddedHost.Catalog;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Kota.EmbeddedHost.Http;

/// <summary>Maps HTTP functions to endpoints. Every request runs through the product's one pipeline, also one that meets no function.</summary>
internal static class FunctionEndpoints
{
    private static readonly Task<object?> NotFound = Task.FromResult<object?>(Failure.NotFound().ToResult());

    public static void MapFunctions(this IEndpointRouteBuilder routes, FunctionCatalog catalog, string routePrefix)
    {
        var pipeline = routes.ServiceProvider.GetRequiredService<RequestPipeline>();
        foreach (var function in catalog.Http.Where(f => !f.IsDisabled))
        {
            var template = routePrefix.Length == 0 ? function.Route.RawText! : $"{routePrefix}/{function.Route.RawText}";
            routes.Map(RoutePatternFactory.Parse(template), new FunctionHandler(function, pipeline).HandleAsync)
                .WithDisplayName(function.Name).WithMetadata(new VerbMetadata(function.Verbs));
        }
    }

    /// <summary>Answers a path that no function has, alike in body and headers to a function's own 404.</summary>
    public static Task AnswerNotFoundAsync(HttpContext http) =>
        http.RequestServices.GetRequiredService<RequestPipeline>().RunAsync(http, () => NotFound);
}
