using System.Globalization;
using Kota.Functions.Submissions.Catalogue;
using Kota.Kernel.Delivery;
using Kota.Kernel.Reference;
using Kota.Kernel.Text;

namespace Kota.Functions.Submissions.Notices;

/// <summary>What a notice says.</summary>
/// <param name="Subject">Enough by itself for a short message.</param>
/// <param name="Lines">Paragraphs.</param>
/// <param name="Link">Where the reader goes.</param>
/// <param name="LinkText">What that is called.</param>
/// <param name="Unsubscribe">Where these notices end.</param>
/// <param name="UnsubscribeText">What that is called.</param>
public sealed record Letter(string Subject, IReadOnlyList<string> Lines, Uri Link, string LinkText, Uri Unsubscribe, string UnsubscribeText)
{
    public Mail ToMail(string id, string to) => new(id, to, Subject, Lines, Link, LinkText, Unsubscribe, UnsubscribeText);
}

/// <summary>
/// Writes the notice of a step in its reader's language. It says where the submission stands and never what people wrote; of a secret
/// one it says only that there is news. The PIN is in no notice.
/// </summary>
public sealed class NoticeLetter(ServiceCatalogue catalogue, Agencies agencies, NoticeLinks links)
{
    public Letter For(NoticeTodoRow note, Submission s, SubmissionEvent happened, NoticeReader reader)
    {
        var language = reader.Language;
        if (note.Why == NoticeReasons.Confirm)
            return links.Question(NoticeTexts.Get("subject-confirm", language, s.Id), [NoticeTexts.Get("confirm", language, s.Id)], s.Id, note.Subject!, language);
        var subject = s.Secret ? NoticeTexts.Get("subject-secret", language, s.Id) : NoticeTexts.Get($"subject-{note.Why}", language, s.Id, StateName(s, happened, language));
        var page = note.Agency is not null ? $"/kelola/kasus/{s.Id}" : note.Subject is not null ? $"/laporan/{s.Id}" : $"/lacak/{s.Id}";
        return links.Letter(subject, s.Secret ? [NoticeTexts.Get("secret", language)] : Lines(note, s, happened, language), page, note.Agency ?? s.Id, note.Subject, language);
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
        if (note.Why == NoticeReasons.Soon && s.Clocks.FirstOrDefault(c => c.Code == happened.Clock)?.DueAt is { } due)
            lines.Add(NoticeTexts.Get("ends", language, NoticeTexts.Time(due, language)));
        if (happened.Seq == s.Version && s.MergedInto is { } same)
            lines.Add(NoticeTexts.Get("merged", language, same));
        if (happened.Seq == s.Version && s.Promised is { } promised)
            lines.Add(NoticeTexts.Get("promised", language, LocalForms.Day(promised, language)));
        return lines;
    }

    private string StateName(Submission s, SubmissionEvent happened, CultureInfo language) => catalogue.Get(s.Service).State(happened.To).Name.In(language);
}
