using Azure.Data.Tables;
using Azure.Storage.Queues;
using Kota.Functions.Submissions.Storage;

namespace Kota.Benchmarks.Host;

/// <summary>Looks at an account for the end of what follows an acknowledgement.</summary>
internal sealed class FollowUp(string storage)
{
    private readonly QueueClient queue = new(storage, SubmissionPointer.Queue);
    private readonly TableClient heads = new(storage, SubmissionRow.Table);

    /// <summary>Returns when no message is left: each is deleted after its submission was routed and projected.</summary>
    public async Task EndAsync()
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while ((await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount > 0)
            await pause.WaitForNextTickAsync();
    }

    /// <summary>Forgets the messages of a host that does not read them.</summary>
    public Task ClearAsync() => queue.ClearMessagesAsync();

    /// <summary>Whether the work that was measured was done at all: forwarded by the rule, and in the lists.</summary>
    public async Task CheckAsync(string id)
    {
        SubmissionRow row = await heads.GetEntityAsync<SubmissionRow>(SubmissionRow.Partition(id), SubmissionRow.Key(id));
        if (row.Submission().State != "forwarded" || row.ProjectedVersion != row.Version)
            throw new InvalidOperationException($"{id} was neither routed nor projected: the figures are of other work.");
    }
}
