using System.Globalization;
using Kota.Functions.Submissions.Storage;
using Kota.Functions.Submissions.UseCases;
using Kota.Kernel.Ids;
using Kota.Kernel.Outcomes;

namespace Kota.Functions.Submissions.Notices;

/// <summary>Ends mails to one reader. Looking does nothing: mail programs open links by themselves.</summary>
public sealed class Unsubscribe(UnsubscribeToken tokens, NoticeBook book, ContactBook contacts, FollowerStore followers, MoveFollowers moved)
{
    /// <summary>A page that says what will happen, with a button that does it.</summary>
    public Outcome<string> Ask(string token, CultureInfo language) => tokens.Read(token) is null ? Failure.NotFound()
        : NoticePage.With(language, "unsubscribing", "unsubscribe");

    public async Task<Outcome<string>> RunAsync(string token, CultureInfo language, CancellationToken ct)
    {
        if (tokens.Read(token) is not var (of, subject))
            return Failure.NotFound();
        if (subject is null)
            await book.SilenceAsync(of, ct);
        else if (TrackingId.TryParse(of, out var id))
        {
            await followers.SilenceAsync(id, subject, ct);
            await moved.SilenceSourceAsync(id, subject, ct);
        }
        else
            await contacts.SilenceAsync(of, subject, ct);
        return NoticePage.With(language, "unsubscribed", null);
    }
}
