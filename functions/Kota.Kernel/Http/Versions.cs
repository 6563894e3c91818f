using System.Globalization;
using System.Text.RegularExpressions;
using Kota.Kernel.Outcomes;
using Microsoft.AspNetCore.Http;

namespace Kota.Kernel.Http;

/// <summary>Binds what is changed over a version: the entity tag is the version, as <c>"3"</c>.</summary>
public static partial class Versions
{
    /// <summary>Reads a JSON body, runs the use case with its bytes, and answers.</summary>
    public static async Task<IResult> BindJson<T>(
        this HttpRequest request, Func<ReadOnlyMemory<byte>, Task<Outcome<T>>> run, Func<T, IResult> answer, CancellationToken ct) =>
        (await JsonBody.ReadBytesAsync(request, ct).ConfigureAwait(false)).Succeeded(out var json, out var failure)
            ? (await run(json).ConfigureAwait(false)).ToResult(answer)
            : failure.ToResult();

    /// <summary>Gives the version in If-Match to the use case; null when there is none.</summary>
    public static async Task<Outcome<T>> WithVersion<T>(this HttpRequest request, Func<int?, Task<Outcome<T>>> run)
    {
        var header = request.Headers.IfMatch.ToString();
        if (header.Length == 0)
            return await run(null).ConfigureAwait(false);
        return Form().Match(header) is { Success: true } match
            ? await run((int)Math.Min(long.Parse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture), int.MaxValue)).ConfigureAwait(false)
            : Failure.Invalid("", "if-match");
    }

    /// <summary>An answer with its version, which a change must name; kept by nobody.</summary>
    public static IResult Tagged(object view, int version, int status = StatusCodes.Status200OK) => new TaggedResult(view, version, status);

    /// <summary>A version as an entity tag.</summary>
    public static string Tag(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    [GeneratedRegex("^\"([0-9]{1,18})\"$")]
    private static partial Regex Form();

    private sealed class TaggedResult(object view, int version, int status) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.ETag = Tag(version);
            httpContext.Response.Headers.CacheControl = "no-store";
            return TypedResults.Json(view, statusCode: status).ExecuteAsync(httpContext);
        }
    }
}
