using System.Reflection;
using Kota.EmbeddedHost.Catalog;
using Kota.Kernel.Http;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Kota.EmbeddedHost.OpenApi;

/// <summary>A function as the API explorer sees an action.</summary>
/// <param name="function">The function.</param>
/// <param name="api">What its signature cannot show.</param>
internal sealed class FunctionAction(HttpEntry function, ApiAttribute api) : ActionDescriptor
{
    public HttpEntry Function => function;

    public ApiAttribute Api => api;
}

/// <summary>Describes functions to the OpenAPI generator: the catalog knows what endpoints of one shape for all functions do not.</summary>
internal sealed class CatalogDescriptions : IApiDescriptionGroupCollectionProvider
{
    // Any function can fail so: a bug, and storage away.
    private static readonly int[] Always = [500, 503];

    public CatalogDescriptions(FunctionCatalog catalog) =>
        ApiDescriptionGroups = new([new ApiDescriptionGroup(null, [.. catalog.Http.SelectMany(Describe)])], version: 1);

    public ApiDescriptionGroupCollection ApiDescriptionGroups { get; }

    /// <summary>The route with plain {name} parameters, as OpenAPI writes paths.</summary>
    internal static string Path(RoutePattern route) => string.Join('/', route.PathSegments.Select(s => string.Concat(s.Parts.Select(p => p switch
    {
        RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        _ => "",
    }))));

    private static IEnumerable<ApiDescription> Describe(HttpEntry function)
    {
        if (function.Method.GetCustomAttribute<ApiAttribute>() is not { } api)
            return [];
        return function.Verbs.Where(v => v != HttpMethods.Head).Select(verb => Describe(function, api, verb));
    }

    private static ApiDescription Describe(HttpEntry function, ApiAttribute api, string verb)
    {
        var tag = function.Method.DeclaringType!.Name.Replace("Functions", "", StringComparison.Ordinal);
        var description = new ApiDescription
        {
            HttpMethod = verb,
            RelativePath = Path(function.Route),
            ActionDescriptor = new FunctionAction(function, api) { EndpointMetadata = [new TagsAttribute(tag)] },
        };
        if (api.Body is not null)
        {
            description.ParameterDescriptions.Add(new ApiParameterDescription { Name = "body", Source = BindingSource.Body, Type = api.Body, IsRequired = true });
            foreach (var type in api.BodyTypes)
                description.SupportedRequestFormats.Add(new ApiRequestFormat { MediaType = type });
        }

        description.SupportedResponseTypes.Add(Success(api));
        foreach (var status in api.Problems.Concat(Always).Distinct().Order())
            description.SupportedResponseTypes.Add(Response(status, typeof(Problem), Problems.ContentType));
        return description;
    }

    private static ApiResponseType Success(ApiAttribute api) => (api.Answer, api.AnswerType) switch
    {
        ({ } type, var media) => Response(api.Success, type, media),
        (null, "application/json") => new ApiResponseType { StatusCode = api.Success },
        (null, var media) => Response(api.Success, typeof(string), media),
    };

    private static ApiResponseType Response(int status, Type type, string media) =>
        new() { StatusCode = status, Type = type, ApiResponseFormats = [new ApiResponseFormat { MediaType = media }] };
}
