using Azure.Data.Tables;
using Azure.Storage.Queues;
using Kota.Functions.Submissions.Storage;
using Kota.Kernel.Messaging;

namespace Kota.Benchmarks.Host;

/// <summary>Looks at an account for the end of what follows an acknowledgement.</summary>
internal sealed class FollowUp(string storage)
{
    private readonly QueueClient[] queues = [new(storage, SubmissionPointer.Queue), new(storage, Reports.QueueName)];
    private readonly TableClient heads = new(storage, SubmissionRow.Table);

    /// <summary>The subscription of the slice that reports.</summary>
    public static Subscription Reports { get; } = new(Destination.CityEvents.Name, "reports");

    /// <summary>Returns when no message is left: each is deleted after its submission was routed and projected, and its facts noted.</summary>
    public async Task EndAsync()
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await LeftAsync() > 0)
            await pause.WaitForNextTickAsync();
    }

    /// <summary>Forgets the messages of a host that does not read them.</summary>
    public Task ClearAsync() => Task.WhenAll(queues.Select(q => q.ClearMessagesAsync()));

    /// <summary>Whether the work that was measured was done at all: forwarded by the rule, and in the lists.</summary>
    public async Task CheckAsync(string id)
    {
        SubmissionRow row = await heads.GetEntityAsync<SubmissionRow>(SubmissionRow.Partition(id), SubmissionRow.Key(id));
        if (row.Submission().State != "forwarded" || row.ProjectedVersion != row.Version)
            throw new InvalidOperationException($"{id} was neither routed nor projected: the figures are of other work.");
    }

    private async Task<int> LeftAsync()
    {
        var left = await Task.WhenAll(queues.Select(q => q.GetPropertiesAsync()));
        return left.Sum(p => p.Value.ApproximateMessagesCount);
    }
}
