using Kota.Kernel.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Functions.Operations;

/// <summary>What a developer of another system reads first.</summary>
public static class OpenApiFunctions
{
    [Function("OpenApiDocument")]
    [Api("everyone", "This document.")]
    public static Task<IResult> Document([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openapi.json")] HttpRequest request) =>
        Task.FromResult(ApiDocuments.OpenApi());

    [Function("OpenApiReference")]
    [Api("everyone", "The reference as a page.", AnswerType = "text/html")]
    public static Task<IResult> Reference([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "docs")] HttpRequest request) =>
        Task.FromResult(ApiDocuments.Reference(request.HttpContext.Response));

    [Function("OpenApiReferenceScript")]
    [Api("everyone", "The script of the reference page.", AnswerType = "text/javascript")]
    public static Task<IResult> Script([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "docs/scalar.js")] HttpRequest request) =>
        Task.FromResult(ApiDocuments.Script(request));
}
