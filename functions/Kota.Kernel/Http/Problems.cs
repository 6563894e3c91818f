using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Kota.Kernel.Http;

/// <summary>RFC 9457 problem details, with a stable code and one entry for each field that breaks a rule.</summary>
/// <param name="Type">URI of the kind of problem, below <c>urn:kota:problem:</c>.</param>
/// <param name="Title">What went wrong, in the reader's language.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Stable code in kebab-case.</param>
/// <param name="TraceId">W3C trace id, to give to support.</param>
/// <param name="Errors">Rules that fields break; left out when there are none.</param>
public sealed record Problem(
    string Type,
    string Title,
    int Status,
    string Code,
    string TraceId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ProblemField>? Errors);

/// <summary>A rule that a field breaks, with its text.</summary>
/// <param name="Pointer">JSON pointer into the request.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Message">Text in the reader's language.</param>
public sealed record ProblemField(string Pointer, string Code, string Message);

/// <summary>The one place where failures become HTTP answers.</summary>
public static class Problems
{
    /// <summary>Media type of RFC 9457.</summary>
    public const string ContentType = "application/problem+json";

    /// <summary>The status of a kind of failure.</summary>
    public static int StatusOf(FailureKind kind) => kind switch
    {
        FailureKind.Invalid => 400,
        FailureKind.Unauthenticated => 401,
        FailureKind.Forbidden => 403,
        FailureKind.NotFound => 404,
        FailureKind.Conflict => 409,
        FailureKind.Stale => 412,
        FailureKind.TooLarge => 413,
        FailureKind.UnsupportedMedia => 415,
        FailureKind.KeyReused => 422,
        FailureKind.PreconditionRequired => 428,
        FailureKind.TooMany => 429,
        FailureKind.Unavailable => 503,
        _ => 500,
    };

    /// <summary>The problem of a failure in a language.</summary>
    public static Problem Describe(Failure failure, CultureInfo language) => new(
        $"urn:kota:problem:{failure.Code}",
        Texts.Get(failure.Code, language, failure.Args),
        StatusOf(failure.Kind),
        failure.Code,
        TraceId,
        failure.Errors.Count == 0 ? null : [.. failure.Errors.Select(e => new ProblemField(e.Pointer, e.Code, Texts.Get(e.Code, language, e.Args)))]);

    /// <summary>The answer to a failure.</summary>
    public static IResult ToResult(this Failure failure) => new ProblemResult(language => Describe(failure, language), failure.RetryAfter);

    /// <summary>The answer to an outcome: the mapped value, or the problem.</summary>
    public static IResult ToResult<T>(this Outcome<T> outcome, Func<T, IResult> ok) =>
        outcome.Succeeded(out var value, out var failure) ? ok(value) : failure.ToResult();

    internal static IResult Unexpected() => new ProblemResult(language =>
        new Problem("urn:kota:problem:unexpected", Texts.Get("unexpected", language), 500, "unexpected", TraceId, null), null);

    private static readonly TimeSpan ShortWhile = TimeSpan.FromSeconds(5);

    private static string TraceId => Activity.Current?.TraceId.ToHexString() ?? "";

    private sealed class ProblemResult(Func<CultureInfo, Problem> describe, TimeSpan? retryAfter) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var problem = describe(httpContext.Request.Language());
            if (problem.Status is 429 or 503)
                httpContext.Response.Headers.RetryAfter = Math.Ceiling((retryAfter ?? ShortWhile).TotalSeconds).ToString(CultureInfo.InvariantCulture);
            httpContext.Response.Headers.CacheControl = "no-store";
            var answer = httpContext.RequestServices?.GetServices<IProblemPage>().Select(p => p.For(httpContext.Request, problem)).FirstOrDefault(a => a is not null)
                ?? TypedResults.Json(problem, contentType: ContentType, statusCode: problem.Status);
            return answer.ExecuteAsync(httpContext);
        }
    }
}
