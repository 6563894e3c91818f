using Kota.Kernel.DeadLetters;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Security;

namespace Kota.Functions.Operations.UseCases;

public sealed class ListDeadLetters(DeadLetterStore letters, QueueNames queues)
{
    private const int PageSize = 50;

    public async Task<Outcome<DeadLetterPage>> RunAsync(Caller caller, string? queue, string? cursor, CancellationToken ct)
    {
        if (Require.CityAdmin(caller) is { } refused)
            return refused;
        return queues.Knows(queue) ? await letters.ListAsync(queue, cursor, PageSize, ct) : Failure.NotFound("queue-unknown");
    }
}
