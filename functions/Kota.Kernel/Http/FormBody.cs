using Kota.Kernel.Outcomes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kota.Kernel.Http;

/// <summary>Reads a form (multipart or URL-encoded) of at most <see cref="RequestPipeline.MaxBodyBytes"/>, and answers a broken one.</summary>
public static class FormBody
{
    private const int FewValues = 200, ManyValues = 4_000;

    /// <summary>The form; or the failure of another media type, a form over its limits, cut short, or in an encoding that is not read.</summary>
    /// <exception cref="BadHttpRequestException">The body is larger than the server takes: the pipeline answers it with 413.</exception>
    /// <param name="request">The request.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="many">Whether it may have 4,000 values in place of 200: a table that is edited as a whole.</param>
    public static async Task<Outcome<IFormCollection>> ReadAsync(HttpRequest request, CancellationToken ct, bool many = false)
    {
        if (!request.HasFormContentType)
            return new Failure(FailureKind.UnsupportedMedia, "media-type") { Args = ["multipart/form-data"] };
        try
        {
            return Outcome<IFormCollection>.Of(await request.ReadFormAsync(Limits(many), ct).ConfigureAwait(false));
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException or ArgumentException
            || (e is IOException and not BadHttpRequestException && !ct.IsCancellationRequested))
        {
            // InvalidDataException: over a limit. IOException: the last boundary is missing. The others: a charset such as UTF-7.
            return new Failure(FailureKind.Invalid, "bad-form");
        }
    }

    private static FormOptions Limits(bool many) => new()
    {
        MultipartBodyLengthLimit = RequestPipeline.MaxBodyBytes,
        ValueLengthLimit = JsonBody.MaxBytes,
        KeyLengthLimit = 200,
        ValueCountLimit = many ? ManyValues : FewValues,
    };
}
