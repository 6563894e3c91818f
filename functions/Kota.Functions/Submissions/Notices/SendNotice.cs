using Kota.Functions.Submissions.Storage;
using Kota.Functions.Submissions.Webhooks;
using Kota.Kernel.Delivery;

namespace Kota.Functions.Submissions.Notices;

/// <summary>Sends one notice by the way on which its reader can be reached; nothing when nobody is to get it any more.</summary>
public sealed class SendNotice(
    SubmissionStore store, NoticeReaders readers, NoticeLetter letter, DigestLetter digest, ReportLetter report, PublicNotice everybody, Mailer mailer, TextGateway gateway)
{
    public async Task RunAsync(NoticeTodoRow note, CancellationToken ct)
    {
        switch (note.Why)
        {
            case NoticeReasons.Digest:
                await MailAsync(await digest.ForAsync(note, ct), ct);
                break;
            case NoticeReasons.Report:
                await MailAsync(await report.ForAsync(note, ct), ct);
                break;
            default:
                await OfCaseAsync(note, ct);
                break;
        }
    }

    private async Task OfCaseAsync(NoticeTodoRow note, CancellationToken ct)
    {
        if (await store.FindAsync(note.Submission, ct) is not { } stored || await store.EventAsync(note.Submission, note.Seq, ct) is not { } happened)
            return;
        if (note.Hook is { } hook)
            await everybody.SendAsync(hook, note.RowKey, stored, happened, ct);
        else if (await readers.FindAsync(note, stored, ct) is { } reader)
            await TellAsync(note, letter.For(note, stored.Submission, happened, reader), reader, ct);
    }

    // By mail where there is an address, else by phone where the city has a gateway.
    private async Task TellAsync(NoticeTodoRow note, Letter text, NoticeReader reader, CancellationToken ct)
    {
        if (reader.Email is { } to && mailer.IsOn)
            await MailAsync(text.ToMail(note.RowKey, to), ct);
        else if (reader.Phone is { } phone)
            await gateway.SendAsync(new TextMessage(note.RowKey, phone, $"{text.Subject} {text.Link} {text.UnsubscribeText}: {text.Unsubscribe}", reader.Language.TwoLetterISOLanguageName), ct);
    }

    private Task MailAsync(Mail? mail, CancellationToken ct) => mail is null ? Task.CompletedTask : mailer.SendAsync(mail, ct);
}
