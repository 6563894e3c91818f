using Kota.Kernel.Tables;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Functions.Submissions.HandOvers;

/// <summary>Everything that hand-overs do for a message.</summary>
public sealed class HandOverMessages(RunHandOver run)
{
    [Function("RunHandOver")]
    public Task Run([QueueTrigger(HandOverPointer.Queue, Connection = KotaStorage.Connection)] string message, CancellationToken ct) => run.RunAsync(message, ct);
}
