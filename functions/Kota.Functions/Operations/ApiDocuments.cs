using System.IO.Compression;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Scalar.AspNetCore;

namespace Kota.Functions.Operations;

/// <summary>The OpenAPI document and the page that shows it, all from this process: no third party learns who reads them.</summary>
internal static class ApiDocuments
{
    private const string Page = """
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>Kota API</title>
        </head>
        <body>
          <script id="api-reference" data-url="/openapi.json" data-configuration='{"withDefaultFonts":false,"telemetry":false,"agent":{"disabled":true}}'></script>
          <script src="/docs/scalar.js"></script>
        </body>
        </html>
        """;

    private static readonly byte[] Document = Read(typeof(ApiDocuments).Assembly, "openapi.json");

    // Compressed in Scalar's package already, 1.4 of 4.9 MB.
    private static readonly Lazy<byte[]> ScriptGzip = new(() => Read(typeof(ScalarOptions).Assembly, "ScalarStaticAssets.scalar.js"));

    /// <summary>The document.</summary>
    public static IResult OpenApi() => TypedResults.Bytes(Document, "application/json");

    /// <summary>The page. Scalar writes its styles into the page, so for this page alone the policy allows styles in it.</summary>
    public static IResult Reference(HttpResponse response)
    {
        var policy = response.Headers.ContentSecurityPolicy.ToString();
        response.Headers.ContentSecurityPolicy = policy.Replace("style-src 'self'", "style-src 'self' 'unsafe-inline'", StringComparison.Ordinal);
        return TypedResults.Content(Page, "text/html; charset=utf-8");
    }

    /// <summary>The page's script, compressed for a client that reads gzip.</summary>
    public static IResult Script(HttpRequest request)
    {
        var response = request.HttpContext.Response;
        response.Headers.CacheControl = "public, max-age=86400";
        response.Headers.Vary = "Accept-Encoding";
        if (!request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
            return TypedResults.Stream(new GZipStream(new MemoryStream(ScriptGzip.Value), CompressionMode.Decompress), "text/javascript; charset=utf-8");
        response.Headers.ContentEncoding = "gzip";
        return TypedResults.Bytes(ScriptGzip.Value, "text/javascript; charset=utf-8");
    }

    private static byte[] Read(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"{assembly.GetName().Name} holds no {resource}.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
