using Kota.Kernel.Contracts;
using Kota.Kernel.Delivery;
using Kota.Kernel.Messaging;
using Kota.Kernel.Reference;
using Kota.Kernel.Time;

namespace Kota.Functions.Submissions.Notices;

/// <summary>Tells heads of a daily report and city admins of every report.</summary>
public sealed class TellReport(ContactBook contacts, NoteNotices notes, Mailer mailer, Agencies agencies, CityClock clock)
{
    /// <param name="message">The envelope around a <see cref="ReportMade"/>.</param>
    /// <param name="ct">Stops between steps; the message then comes again.</param>
    public async Task RunAsync(string message, CancellationToken ct)
    {
        var envelope = Message.Read(message);
        if (envelope.Type != ReportMade.Type || !mailer.IsOn)
            return;
        using var span = Message.Continue(envelope, "notice report");
        var made = Message.Payload<ReportMade>(envelope);
        Hearer[] roles = made.Kind == "daily" ? [Hearer.AgencyHead, Hearer.CityAdmin] : [Hearer.CityAdmin];
        var pointers = new List<NoticePointer>();
        foreach (var agency in agencies.Codes)
        {
            pointers.AddRange((await contacts.HearersAsync(agency, roles, clock.Today, ct))
                .Select(c => new NoticePointer(made.Kind, NoticeDays.Write(made.Date), NoticeReasons.Report, agency, c.RowKey)));
        }

        await notes.NoteAndSendAsync(pointers.Select(p => NoticeTodoRow.For(p, clock.Now)), ct);
    }
}
