using System.Globalization;
using Kota.Functions.Submissions.Storage;
using Kota.Kernel.Text;
using MimeKit;

namespace Kota.Functions.Submissions.Notices;

/// <summary>How a reader is reached. Personal: never logged, never stored with the notice.</summary>
public sealed record NoticeReader(string? Email, string? Phone, CultureInfo Language);

/// <summary>Looks up the reader of a notice at the time of sending, so that an erased or silent person hears nothing more.</summary>
public sealed class NoticeReaders(SubmissionStore store, FollowerStore followers, NoticeBook book, ContactBook contacts)
{
    public async Task<NoticeReader?> FindAsync(NoticeTodoRow note, Stored stored, CancellationToken ct) =>
        note is { Agency: { } agency, Subject: { } subject } ? await OfficialAsync(agency, subject, ct)
        : note.Subject is not null ? await FollowerAsync(note, stored, ct)
        : await ReporterAsync(stored, ct);

    public async Task<NoticeReader?> OfficialAsync(string agency, string subject, CancellationToken ct) =>
        await contacts.FindAsync(agency, subject, ct) is { } contact ? Of(contact) : null;

    /// <summary>An official; null when they want no mail.</summary>
    public NoticeReader? Of(ContactRow contact) => contact.Silent ? null : Reader(contacts.EmailOf(contact), null, contact.Language);

    private async Task<NoticeReader?> FollowerAsync(NoticeTodoRow note, Stored stored, CancellationToken ct) =>
        stored.Submission.IsPublic && await followers.FindAsync(stored.Submission.Id, note.Subject!, ct) is { Contact: { } contact } follower
            && (follower.Confirmed || note.Why == NoticeReasons.Confirm) ? Reader(contact.Reveal().Email, contact.Reveal().Phone, follower.Language)
            : null;

    private async Task<NoticeReader?> ReporterAsync(Stored stored, CancellationToken ct)
    {
        var id = stored.Submission.Id;
        if (await store.PersonalAsync(stored.Row, ct) is not { } personal || await book.FindAsync(id, ct) is { Silent: true })
            return null;
        var contact = FollowerContact.In(personal);
        return Reader(contact.Email, contact.Phone, stored.Submission.Language);
    }

    private static NoticeReader? Reader(string? email, string? phone, string language)
    {
        var address = MailboxAddress.TryParse(email, out _) ? email : null;
        return address is null && phone is null ? null : new NoticeReader(address, phone, Languages.Find(language) ?? Languages.Indonesian);
    }
}
