using Kota.Functions.Reports.Storage;
using Kota.Kernel.Contracts;
using Kota.Kernel.Messaging;

namespace Kota.Functions.Reports.UseCases;

/// <summary>Takes in a fact from the topic. Facts of other types are for others; one without a time of arrival cannot be filed.</summary>
public sealed class NoteChange(ReportCases cases)
{
    public async Task RunAsync(string text, CancellationToken ct)
    {
        var message = Message.Read(text);
        if (message.Type != SubmissionChanged.Type)
            return;
        using var span = Message.Continue(message, "reports");
        var fact = Message.Payload<SubmissionChanged>(message);
        if (fact.CreatedAt is not null || fact.Version == 1)
            await cases.NoteAsync(fact, ct);
    }
}
