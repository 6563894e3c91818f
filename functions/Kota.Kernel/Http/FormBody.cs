using Kota.Kernel.Outcomes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kota.Kernel.Http;

/// <summary>Reads a form (multipart or URL-encoded) of at most <see cref="RequestPipeline.MaxBodyBytes"/>, and answers a broken one.</summary>
public static class FormBody
{
    private static readonly FormOptions Limits = new()
    {
        MultipartBodyLengthLimit = RequestPipeline.MaxBodyBytes,
        ValueLengthLimit = JsonBody.MaxBytes,
        KeyLengthLimit = 200,
        ValueCountLimit = 200,
    };

    /// <summary>The form; or the failure of another media type, a form over its limits, cut short, or in an encoding that is not read.</summary>
    /// <exception cref="BadHttpRequestException">The body is larger than the server takes: the pipeline answers it with 413.</exception>
    public static async Task<Outcome<IFormCollection>> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (!request.HasFormContentType)
            return new Failure(FailureKind.UnsupportedMedia, "media-type") { Args = ["multipart/form-data"] };
        try
        {
            return Outcome<IFormCollection>.Of(await request.ReadFormAsync(Limits, ct).ConfigureAwait(false));
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException or ArgumentException
            || (e is IOException and not BadHttpRequestException && !ct.IsCancellationRequested))
        {
            // InvalidDataException: over a limit. IOException: the last boundary is missing. The others: a charset such as UTF-7.
            return new Failure(FailureKind.Invalid, "bad-form");
        }
    }
}
