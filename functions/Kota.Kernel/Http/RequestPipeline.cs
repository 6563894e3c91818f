using System.Diagnostics;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Kota.Kernel.Http;

/// <summary>
/// What happens around every HTTP function, alike on both hosts: correlation, language, caller, origin check, security
/// headers, and the execution of the returned result inside its own try, so that a failure while an answer is written is
/// the same problem on both.
/// </summary>
public sealed partial class RequestPipeline(ICallerSource callers, GuestLimits limits, ILogger<RequestPipeline> logger)
{
    /// <summary>Largest request that any endpoint reads: 5 photos of 10 MB and the form around them.</summary>
    public const long MaxBodyBytes = 55_000_000;

    /// <summary>Runs a function for a request and writes its result.</summary>
    /// <param name="http">The request.</param>
    /// <param name="invoke">Runs the function; gives what it returned.</param>
    public async Task RunAsync(HttpContext http, Func<Task<object?>> invoke)
    {
        // The Functions worker starts an activity only when somebody listens; an answer names its trace all the same.
        using var own = Activity.Current is null ? StartActivity(http.Request) : null;
        var language = RequestFactsExtensions.ChooseLanguage(http.Request);
        http.Features.Set(new RequestFacts(Caller.Guest, language));
        SecurityHeaders(http);
        try
        {
            var refused = LimitBody(http) ?? await IdentifyAsync(http).ConfigureAwait(false);
            var result = refused is null ? await invoke().ConfigureAwait(false) : refused.ToResult();
            if (result is IResult answer)
                await answer.ExecuteAsync(http).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client is gone: nobody reads an answer.
        }
        catch (Exception e)
        {
            await AnswerAsync(http, e).ConfigureAwait(false);
        }
    }

    private static Activity StartActivity(HttpRequest request)
    {
        var activity = new Activity("kota.request");
        if (request.Headers.TraceParent is [{ Length: > 0 } parent, ..])
            activity.SetParentId(parent);
        return activity.Start();
    }

    private async Task<Failure?> IdentifyAsync(HttpContext http)
    {
        if (OriginCheck.Refuses(http.Request))
            return Failure.Forbidden("other-origin");
        var facts = http.Features.GetRequiredFeature<RequestFacts>();
        var caller = await callers.FindAsync(http).ConfigureAwait(false);
        http.Features.Set(facts with { Caller = caller.IsSignedIn ? caller : caller with { Network = limits.NetworkOf(http) } });
        Activity.Current?.SetTag("kota.signed_in", caller.IsSignedIn);
        return null;
    }

    private async Task AnswerAsync(HttpContext http, Exception e)
    {
        var expected = ExpectedExceptions.Map(e);
        if (expected is null)
            Log.Unexpected(logger, http.Request.Method, http.Features.Get<IEndpointFeature>()?.Endpoint?.DisplayName, e);
        else
            Log.Refused(logger, expected.Code);
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        http.Response.Clear();
        SecurityHeaders(http);
        await (expected?.ToResult() ?? Problems.Unexpected()).ExecuteAsync(http).ConfigureAwait(false);
    }

    private static Failure? LimitBody(HttpContext http)
    {
        if (http.Request.ContentLength > MaxBodyBytes)
        {
            // The rest of the body is not read: the connection is closed after the answer.
            http.Response.Headers.Connection = "close";
            return new Failure(FailureKind.TooLarge, "too-large") { Args = [MaxBodyBytes / 1_000_000] };
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MaxBodyBytes;
        return null;
    }

    private static void SecurityHeaders(HttpContext http)
    {
        var headers = http.Response.Headers;

        // What may be kept says so itself: assets, and photos that everybody may see.
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(self), geolocation=(self), microphone=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.XFrameOptions = "DENY";
        headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
            + "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        if (Activity.Current is { } activity)
            headers["X-Trace-Id"] = activity.TraceId.ToHexString();
    }

    private static partial class Log
    {
        [LoggerMessage(1001, LogLevel.Error, "Unexpected failure in {Method} {Function}")]
        public static partial void Unexpected(ILogger logger, string method, string? function, Exception e);

        [LoggerMessage(1002, LogLevel.Information, "Request refused: {Code}")]
        public static partial void Refused(ILogger logger, string code);
    }
}
