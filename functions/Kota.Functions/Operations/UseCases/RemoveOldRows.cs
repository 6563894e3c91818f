using Kota.Kernel.DeadLetters;
using Kota.Kernel.Inbox;
using Microsoft.Extensions.Logging;

namespace Kota.Functions.Operations.UseCases;

public sealed partial class RemoveOldRows(InboxGuard inbox, DeadLetterStore letters, QueueNames queues, ILogger<RemoveOldRows> logger)
{
    public async Task RunAsync(CancellationToken ct)
    {
        var done = await inbox.ScanAndRemoveDoneAsync(InboxGuard.Retention, ct);
        var replayed = 0;
        foreach (var queue in queues.All)
            replayed += await letters.ScanAndRemoveReplayedAsync(queue, DeadLetterStore.Retention, ct);
        Log.Removed(logger, done, replayed);
    }

    private static partial class Log
    {
        [LoggerMessage(3103, LogLevel.Information, "Removed {Done} inbox rows and {Replayed} replayed dead letters")]
        public static partial void Removed(ILogger logger, int done, int replayed);
    }
}
