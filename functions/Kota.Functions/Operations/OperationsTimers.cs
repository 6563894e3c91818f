using Kota.Functions.Operations.UseCases;
using Kota.Kernel.Outbox;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Functions.Operations;

public sealed class OperationsTimers(OutboxSweeper sweeper, RemoveOldRows removal)
{
    [Function("SweepOutbox")]
    public Task SweepOutboxAsync([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken ct) => sweeper.SweepAsync(ct);

    // 02:30 WIB, when the city sleeps.
    [Function("RemoveOldRows")]
    public Task RemoveOldRowsAsync([TimerTrigger("0 30 19 * * *")] TimerInfo timer, CancellationToken ct) => removal.RunAsync(ct);
}
