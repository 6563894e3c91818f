using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Kota.EmbeddedHost.OpenApi;

/// <summary>What holds for the whole document.</summary>
internal static class KotaDocument
{
    /// <summary>Name of the scheme of a reporter without an account.</summary>
    public const string Pin = "pin";

    /// <summary>Name of the scheme of somebody who signed in.</summary>
    public const string Session = "session";

    public static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Kota Malang",
            Version = "v1",
            Description = "Services of the city. Errors are application/problem+json (RFC 9457) with a stable code and one entry for each field that breaks a rule.",
        };

        // The address of a server is not known when the document is made; without one, paths are taken from where it was read.
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Pin] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = "X-Kota-Pin",
                Description = "PIN that came with the receipt of a report made without an account.",
            },
            [Session] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Cookie,
                Name = "AppServiceAuthSession",
                Description = "Cookie of a sign-in, set by the platform.",
            },
        };
        return Task.CompletedTask;
    }

    public static OpenApiSecurityRequirement Requires(string scheme, OpenApiDocument document) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };
}
