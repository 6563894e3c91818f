using Kota.Functions.Operations.UseCases;
using Kota.Kernel.DeadLetters;
using Kota.Kernel.Tables;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Functions.Operations;

/// <summary>One trigger for each queue of a slice and each subscription: what its consumer failed on five times arrives here.</summary>
public sealed class OperationsMessages(KeepDeadLetter keep)
{
    [Function("KeepFailedSubmissionChanged")]
    public Task KeepSubmissionChangedAsync(
        [QueueTrigger("submission-changed-poison", Connection = KotaStorage.Connection)] string body, CancellationToken ct) =>
        keep.RunAsync("submission-changed", body, ct);

    [Function("KeepFailedHandOvers")]
    public Task KeepHandOversAsync(
        [QueueTrigger("submission-handovers-poison", Connection = KotaStorage.Connection)] string body, CancellationToken ct) =>
        keep.RunAsync("submission-handovers", body, ct);

    [Function("KeepFailedNotices")]
    public Task KeepNoticesAsync(
        [QueueTrigger("submission-notices-poison", Connection = KotaStorage.Connection)] string body, CancellationToken ct) =>
        keep.RunAsync("submission-notices", body, ct);

    [Function("KeepFailedReportFacts")]
    public Task KeepReportFactsAsync(
        [ServiceBusTrigger("city-events", "reports/$DeadLetterQueue", Connection = "KotaServiceBus")] string body, CancellationToken ct) =>
        keep.RunAsync(TopicLetters.Reports, body, ct);

    [Function("KeepFailedNoticeFacts")]
    public Task KeepNoticeFactsAsync(
        [ServiceBusTrigger("city-events", "notices/$DeadLetterQueue", Connection = "KotaServiceBus")] string body, CancellationToken ct) =>
        keep.RunAsync(TopicLetters.Notices, body, ct);
}
