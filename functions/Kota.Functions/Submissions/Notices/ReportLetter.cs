using System.Globalization;
using Kota.Kernel.Delivery;
using Kota.Kernel.Text;

namespace Kota.Functions.Submissions.Notices;

/// <summary>Writes that a report of the city stands. It holds no figures: whoever may read it signs in for that.</summary>
public sealed class ReportLetter(NoticeReaders readers, NoticeLinks links)
{
    public async Task<Mail?> ForAsync(NoticeTodoRow note, CancellationToken ct)
    {
        if (await readers.OfficialAsync(note.Agency!, note.Subject!, ct) is not { Email: { } to } reader)
            return null;
        var (kind, day, language) = (note.Submission, NoticeDays.Read(note.Seq), reader.Language);
        var text = LocalForms.Day(day, language);
        var page = string.Create(CultureInfo.InvariantCulture, $"/api/v1/reports/{kind}/{day:yyyy-MM-dd}/{(kind == "daily" ? "late" : "figures")}.html");
        return links.Letter(NoticeTexts.Get($"subject-report-{kind}", language, text), [NoticeTexts.Get($"report-{kind}", language, text)], page, note.Agency!, note.Subject, language)
            .ToMail(note.RowKey, to);
    }
}
