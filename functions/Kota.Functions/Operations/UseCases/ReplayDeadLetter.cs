using Kota.Kernel.DeadLetters;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Security;
using Microsoft.Extensions.Logging;

namespace Kota.Functions.Operations.UseCases;

public sealed partial class ReplayDeadLetter(DeadLetterStore letters, QueueNames queues, ILogger<ReplayDeadLetter> logger)
{
    public async Task<Outcome<DeadLetter>> RunAsync(Caller caller, string queue, string key, CancellationToken ct)
    {
        if (Require.CityAdmin(caller) is { } refused)
            return refused;
        if (!queues.Knows(queue))
            return Failure.NotFound("queue-unknown");
        var outcome = await letters.ReplayAsync(queue, key, caller.Subject!, ct);
        if (outcome.Failure is null)
            Log.Replayed(logger, outcome.Value.Key, queue, caller.Subject!);
        return outcome;
    }

    private static partial class Log
    {
        [LoggerMessage(3102, LogLevel.Warning, "Dead letter {Key} was sent back to {Queue} by {Subject}")]
        public static partial void Replayed(ILogger logger, string key, string queue, string subject);
    }
}
