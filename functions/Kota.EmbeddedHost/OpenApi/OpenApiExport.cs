using System.Reflection;
using Kota.EmbeddedHost.Catalog;
using Kota.EmbeddedHost.Settings;
using Kota.Kernel.Http;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Kota.EmbeddedHost.OpenApi;

/// <summary>Writes the OpenAPI document of all functions to a file.</summary>
public static class OpenApiExport
{
    private const string DocumentName = "v1";

    /// <summary>Writes the document; needs no storage and starts no server.</summary>
    public static async Task RunAsync(string path)
    {
        var options = new EmbeddedHostOptions { StorageConnection = "UseDevelopmentStorage=true" };
        await File.WriteAllTextAsync(path, await GenerateAsync(options.FunctionAssemblies, AppSettings.Load(options)).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>The document of the functions that carry <see cref="ApiAttribute"/>, as indented JSON with a line feed at each end of line.</summary>
    internal static async Task<string> GenerateAsync(IReadOnlyList<Assembly> assemblies, IConfiguration settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "Kota.EmbeddedHost" });
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRouting().AddKotaHttpDefaults();
        builder.Services.AddOpenApi(DocumentName, o => o
            .AddOperationTransformer(FunctionOperation.DescribeAsync)
            .AddDocumentTransformer(KotaDocument.DescribeAsync));
        builder.Services.AddSingleton<IApiDescriptionGroupCollectionProvider>(new CatalogDescriptions(FunctionCatalog.Read(assemblies, settings)));
        await using var app = builder.Build();
        var document = await app.Services.GetRequiredKeyedService<IOpenApiDocumentProvider>(DocumentName).GetOpenApiDocumentAsync().ConfigureAwait(false);
        var json = await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1).ConfigureAwait(false);
        return json.ReplaceLineEndings("\n") + "\n";
    }
}
