using Azure;
using Kota.EmbeddedHost.Azurite;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Kota.EmbeddedHost.CommandLine;

/// <summary>What the person at the terminal is told when the host cannot run.</summary>
internal static class Sentences
{
    /// <summary>Says it on standard error; gives the exit code.</summary>
    public static int Fail(string sentence)
    {
        Console.Error.WriteLine(sentence.ReplaceLineEndings(" "));
        return 1;
    }

    /// <summary>The sentence of a failure that the person can mend; null for a bug, which keeps its stack trace.</summary>
    public static string? Of(Exception e) => e switch
    {
        AzuriteException or InvalidOperationException => e.Message,
        OptionsValidationException invalid => string.Join(' ', invalid.Failures),
        IOException { InnerException: AddressInUseException } => $"{e.Message} Choose another port with --urls.",
        _ => null,
    };

    /// <summary>Why storage that was named does not serve.</summary>
    public static string Unreachable(string service, Uri address, Exception e) => e switch
    {
        RequestFailedException { Status: 401 or 403 } refused => $"Storage at {address} refuses the account or the key ({refused.ErrorCode}): check --storage.",
        RequestFailedException { Status: > 0 } refused => $"Storage at {address} answers {refused.Status} {refused.ErrorCode}: check --storage.",
        _ => $"The {service} service at {address} does not answer: start it, or leave out --storage and the host starts one.",
    };
}
