using Kota.Kernel.Tables;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Functions.Submissions.Notices;

/// <summary>Everything that notices do for a message.</summary>
public sealed class NoticeMessages(NoteNotices note)
{
    [Function("SendNotices")]
    public Task Send([QueueTrigger(NoticePointer.Queue, Connection = KotaStorage.Connection)] string message, CancellationToken ct) => note.RunAsync(message, ct);
}
