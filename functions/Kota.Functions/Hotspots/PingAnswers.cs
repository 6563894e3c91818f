using Kota.Functions.Hotspots.UseCases;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Kota.Functions.Hotspots;

/// <summary>Binds requests of devices and maps outcomes, so that each trigger stays a sentence.</summary>
internal static class PingAnswers
{
    public const string KeyHeader = "X-Kota-Ping-Key";

    private const string BearerPrefix = "Bearer ";

    /// <summary>As Healthchecks answers.</summary>
    public static IResult Ok(PingReceipt receipt) => TypedResults.Text("OK");

    public static IResult Accepted(PingReceipt receipt) => TypedResults.Json(receipt, statusCode: StatusCodes.Status202Accepted);

    public static string? BearerOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header && header.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase) ? header[BearerPrefix.Length..].Trim() : null;

    /// <summary>Reads the rows of a controller, runs the use case with their bytes, and answers.</summary>
    public static async Task<IResult> BindRows<T>(
        this HttpRequest request, Func<ReadOnlyMemory<byte>, Task<Outcome<T>>> run, Func<T, IResult> answer, CancellationToken ct)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !(type.MediaType.Value is "application/json" or "application/x-ndjson"))
            return new Failure(FailureKind.UnsupportedMedia, "media-type") { Args = ["application/json, application/x-ndjson"] }.ToResult();
        var buffer = new byte[request.ContentLength is { } length and <= TakeReports.MaxBytes ? (int)length + 1 : TakeReports.MaxBytes + 1];
        var read = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        return read > TakeReports.MaxBytes
            ? new Failure(FailureKind.TooLarge, "json-too-large") { Args = [TakeReports.MaxBytes / 1024] }.ToResult()
            : (await run(new ReadOnlyMemory<byte>(buffer, 0, read))).ToResult(answer);
    }
}
