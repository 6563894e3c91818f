using Kota.Functions.Submissions.Storage;
using Kota.Functions.Submissions.UseCases;
using Kota.Kernel.Tables;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Functions.Submissions;

/// <summary>Everything that submissions do for a message.</summary>
public sealed class SubmissionMessages(FollowSubmission follow)
{
    [Function("SubmissionChanged")]
    public Task Changed([QueueTrigger(SubmissionPointer.Queue, Connection = KotaStorage.Connection)] string message, CancellationToken ct) =>
        follow.RunAsync(message, ct);
}
