using System.Globalization;
using Kota.Kernel.Delivery;

namespace Kota.Functions.Submissions.Notices;

/// <summary>Puts the links under a notice: to the page, and out of these notices.</summary>
public sealed class NoticeLinks(Mailer mailer, UnsubscribeToken tokens)
{
    /// <summary>Asks whether somebody wants news of a submission at this address.</summary>
    public Letter Question(string subject, IReadOnlyList<string> lines, string of, string person, CultureInfo language) =>
        Letter(subject, lines, $"/api/v1/notices/confirm/{tokens.For(of, person)}", of, person, language) with { LinkText = NoticeTexts.Get("confirming", language) };

    /// <param name="subject">Subject.</param>
    /// <param name="lines">Paragraphs.</param>
    /// <param name="page">Path of the page that it leads to.</param>
    /// <param name="of">The submission, or the agency for an official.</param>
    /// <param name="person">The official or follower; null for the reporter.</param>
    /// <param name="language">The reader's.</param>
    public Letter Letter(string subject, IReadOnlyList<string> lines, string page, string of, string? person, CultureInfo language) => new(
        subject, lines, mailer.Site(page), NoticeTexts.Get("open", language),
        mailer.Site($"/api/v1/notices/unsubscribe/{tokens.For(of, person)}"), NoticeTexts.Get("unsubscribe", language));
}
