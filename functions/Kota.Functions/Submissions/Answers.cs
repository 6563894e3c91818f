using Kota.Functions.Submissions.Intake;
using Kota.Functions.Submissions.Storage;
using Kota.Functions.Submissions.UseCases;
using Kota.Functions.Submissions.Views;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Kota.Functions.Submissions;

/// <summary>Binds requests and maps outcomes for the triggers, so that each of those stays a sentence.</summary>
internal static class Answers
{
    private const string ReplayedHeader = "Idempotency-Replayed";

    /// <summary>Reads body and idempotency key, runs the use case, and answers.</summary>
    public static async Task<IResult> Bind<T>(
        this HttpRequest request, Func<Incoming, string?, Task<Outcome<T>>> run, Func<HttpRequest, T, Task<IResult>> answer, CancellationToken ct)
    {
        if (!IdempotencyKey.Read(request).Succeeded(out var key, out var failure))
            return failure.ToResult();
        if (!(await Incoming.ReadAsync(request, ct)).Succeeded(out var incoming, out failure))
            return failure.ToResult();
        return await (await run(incoming, key)).ToResultAsync(value => answer(request, value));
    }

    public static async Task<IResult> ToResultAsync<T>(this Outcome<T> outcome, Func<T, Task<IResult>> ok) =>
        outcome.Succeeded(out var value, out var failure) ? await ok(value) : failure.ToResult();

    public static Task<IResult> Created(HttpRequest request, Submitted submitted)
    {
        var response = request.HttpContext.Response;
        if (submitted.Replayed)
            response.Headers[ReplayedHeader] = "true";
        response.Headers.ETag = Versions.Tag(submitted.Receipt.Version);
        response.Headers.CacheControl = "no-store";
        return Task.FromResult<IResult>(TypedResults.Created(submitted.Receipt.Links["self"], submitted.Receipt));
    }

    public static Task<IResult> Followed(HttpRequest request, Following following)
    {
        var response = request.HttpContext.Response;
        if (following.Followed)
            response.Headers[ReplayedHeader] = "true";
        response.Headers.CacheControl = "no-store";
        return Task.FromResult<IResult>(TypedResults.Json(following, statusCode: StatusCodes.Status201Created));
    }

    public static IResult Versioned(SubmissionView view) => Versions.Tagged(view, view.Version);

    public static Func<HttpRequest, ActionTaken, Task<IResult>> Taken(this SubmissionViews views, HttpRequest request, CancellationToken ct) => async (_, taken) =>
    {
        if (taken.Replayed)
            request.HttpContext.Response.Headers[ReplayedHeader] = "true";
        return Versioned(await views.FullAsync(taken.Opened, request.Language(), ct));
    };

    public static Func<HttpRequest, Opened, Task<IResult>> Commented(this SubmissionViews views, HttpRequest request, CancellationToken ct) => async (_, opened) =>
        Versions.Tagged(await views.FullAsync(opened, request.Language(), ct), opened.Submission.Version, StatusCodes.Status201Created);

    /// <summary>A photo: kept for an hour, since one may be hidden later; only public ones may be kept by caches that others share.</summary>
    public static IResult Picture(HttpRequest request, Picture picture)
    {
        request.HttpContext.Response.Headers.CacheControl = picture.Public ? "public, max-age=3600" : "private, max-age=3600";
        return TypedResults.Stream(picture.Content, "image/webp", entityTag: new EntityTagHeaderValue($"\"{picture.Digest}\""));
    }

    public static async Task<IResult> ListAsync(this SubmissionViews views, HttpRequest request, Func<InboxQuery, Task<Outcome<Page<IndexRow>>>> list)
    {
        if (!InboxQuery.From(request.Query).Succeeded(out var query, out var failure))
            return failure.ToResult();
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return (await list(query)).ToResult(page => TypedResults.Ok(
            new Page<SubmissionSummary>([.. page.Items.Select(row => views.Summary(row, request.Language()))], page.Next)));
    }

    /// <summary>Reads the filters of a public list, runs the use case, and answers.</summary>
    public static async Task<IResult> PublicAsync<T>(this HttpRequest request, Func<PublicQuery, Task<Outcome<T>>> run, Func<T, IResult> answer) =>
        PublicQuery.Of(request.Query).Succeeded(out var query, out var failure) ? (await run(query)).ToResult(answer) : failure.ToResult();
}
