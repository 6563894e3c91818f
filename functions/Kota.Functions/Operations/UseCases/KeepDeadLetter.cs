using Kota.Kernel.DeadLetters;
using Microsoft.Extensions.Logging;

namespace Kota.Functions.Operations.UseCases;

public sealed partial class KeepDeadLetter(DeadLetterStore letters, ILogger<KeepDeadLetter> logger)
{
    public async Task RunAsync(string queue, string body, CancellationToken ct)
    {
        var key = await letters.KeepAsync(queue, body, ct);
        Log.Kept(logger, key, queue);
    }

    private static partial class Log
    {
        // The alert rule in Azure Monitor fires on this event id.
        [LoggerMessage(3101, LogLevel.Error, "A message of {Queue} failed for good and is kept as dead letter {Key}")]
        public static partial void Kept(ILogger logger, string key, string queue);
    }
}
