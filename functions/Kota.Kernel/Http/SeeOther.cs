using Microsoft.AspNetCore.Http;

namespace Kota.Kernel.Http;

/// <summary>303: the form was taken; read the answer there. TypedResults has 302 and 307 only, which may repeat the POST.</summary>
/// <param name="location">Path of this site.</param>
public sealed class SeeOther(string location) : IResult
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = location;
        httpContext.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
