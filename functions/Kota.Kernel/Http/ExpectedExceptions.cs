using Azure;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Tables;
using Microsoft.AspNetCore.Http;

namespace Kota.Kernel.Http;

/// <summary>Exceptions of the framework and of storage clients that stand for expected failures.</summary>
internal static class ExpectedExceptions
{
    public static Failure? Map(Exception e) => e switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            new Failure(FailureKind.TooLarge, "too-large") { Args = [RequestPipeline.MaxBodyBytes / 1_000_000] },
        BadHttpRequestException => new Failure(FailureKind.Invalid, "bad-request"),

        // ReadFormAsync says so of a body over its limits or of a form that is cut short.
        InvalidDataException => new Failure(FailureKind.Invalid, "bad-form"),
        RequestFailedException { Status: 0 or 408 or 429 or >= 500 } => new Failure(FailureKind.Unavailable, "storage-unavailable"),
        ContentionException => new Failure(FailureKind.Unavailable, "storage-unavailable"),

        // Azure.Core throws this after its last retry.
        AggregateException a when a.InnerExceptions.All(i => Map(i) is { Kind: FailureKind.Unavailable }) =>
            new Failure(FailureKind.Unavailable, "storage-unavailable"),
        _ => null,
    };
}
