using Kota.Functions.Reports.UseCases;
using Microsoft.Azure.Functions.Worker;

namespace Kota.Functions.Reports;

/// <summary>Everything that reports take in. What fails five times stays in the dead letters of the subscription.</summary>
public sealed class ReportMessages(NoteChange note)
{
    [Function("ReportsNoteChange")]
    public Task Note([ServiceBusTrigger("city-events", "reports", Connection = "KotaServiceBus")] string message, CancellationToken ct) =>
        note.RunAsync(message, ct);
}
