using Kota.Kernel.Tables;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Functions.Submissions.Notices;

/// <summary>Everything that notices do for a message.</summary>
public sealed class NoticeMessages(NoteNotices note, TellReport report)
{
    [Function("SendNotices")]
    public Task Send([QueueTrigger(NoticePointer.Queue, Connection = KotaStorage.Connection)] string message, CancellationToken ct) => note.RunAsync(message, ct);

    // The subscription lets only reports through: NoticeServices says so to the local transport, the topic's rules to Service Bus.
    [Function("SendReportNotices")]
    public Task Report([ServiceBusTrigger("city-events", "notices", Connection = "KotaServiceBus")] string message, CancellationToken ct) => report.RunAsync(message, ct);
}
