using System.Globalization;
using System.Text.Json;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Storage;
using Kota.Kernel.Delivery;
using Kota.Kernel.Reference;
using Kota.Kernel.Tables;
using Kota.Kernel.Text;
using MimeKit;

namespace Kota.Functions.Submissions.Notices;

/// <summary>
/// Writes the mail of a notice in its reader's language. It says where the submission stands and never what people wrote; of a secret
/// one it says only that there is news. The PIN is in no mail.
/// </summary>
public sealed class NoticeLetter(
    ServiceCatalogue catalogue, SubmissionStore store, NoticeBook book, ContactBook contacts, Agencies agencies, UnsubscribeToken tokens, Mailer mailer)
{
    /// <summary>The mail; null when nobody is to get it (any more).</summary>
    public async Task<Mail?> ForAsync(NoticeTodoRow note, Stored stored, SubmissionEvent happened, CancellationToken ct)
    {
        if (await ReaderAsync(note, stored, ct) is not var (to, language) || !MailboxAddress.TryParse(to, out _))
            return null;
        var s = stored.Submission;
        var official = note.Subject is not null;
        var subject = s.Secret ? NoticeTexts.Get("subject-secret", language, s.Id) : NoticeTexts.Get($"subject-{note.Why}", language, s.Id, StateName(s, happened, language));
        return new Mail(
            note.RowKey, to, subject, s.Secret ? [NoticeTexts.Get("secret", language)] : Lines(note, s, happened, language),
            mailer.Site(official ? $"/kelola/kasus/{s.Id}" : $"/lacak/{s.Id}"), NoticeTexts.Get("open", language),
            mailer.Site($"/api/v1/notices/unsubscribe/{tokens.For(note.Agency ?? s.Id, note.Subject)}"), NoticeTexts.Get("unsubscribe", language));
    }

    private async Task<(string To, CultureInfo Language)?> ReaderAsync(NoticeTodoRow note, Stored stored, CancellationToken ct)
    {
        if (note is { Agency: { } agency, Subject: { } subject })
        {
            return await contacts.FindAsync(agency, subject, ct) is { Silent: false } contact
                ? (contacts.EmailOf(contact), Languages.Find(contact.Language) ?? Languages.Indonesian)
                : null;
        }

        if (await store.PersonalAsync(stored.Row, ct) is not { } personal || await book.FindAsync(note.Submission, ct) is { Silent: true })
            return null;
        var fields = StoredJson.Read<Dictionary<string, JsonElement>>(personal.Reveal());
        return fields.TryGetValue("email", out var email) && email.ValueKind == JsonValueKind.String
            ? (email.GetString()!, Languages.Find(stored.Submission.Language) ?? Languages.Indonesian)
            : null;
    }

    private List<string> Lines(NoticeTodoRow note, Submission s, SubmissionEvent happened, CultureInfo language)
    {
        var definition = catalogue.Get(s.Service);
        List<string> lines =
        [
            NoticeTexts.Get(note.Why, language, s.Id, agencies.Find(happened.Agency)?.NameIn(language) ?? happened.Agency),
            $"{StateName(s, happened, language)}. {definition.State(happened.To).Help.In(language)}",
        ];
        if (happened.Clock is { } clock)
            lines.Add(NoticeTexts.Get("clock", language, definition.Clocks.First(c => c.Code == clock).Name.In(language)));
        if (happened.Seq == s.Version && s.Promised is { } promised)
            lines.Add(NoticeTexts.Get("promised", language, promised.ToString("d MMMM yyyy", language)));
        return lines;
    }

    private string StateName(Submission s, SubmissionEvent happened, CultureInfo language) => catalogue.Get(s.Service).State(happened.To).Name.In(language);
}
