using System.Globalization;
using Azure.Data.Tables;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Storage;
using Kota.Kernel.Delivery;
using Kota.Kernel.Reference;
using Kota.Kernel.Tables;
using Kota.Kernel.Time;

namespace Kota.Functions.Submissions.Notices;

/// <summary>
/// Writes what an official has before them: cases that are late, cases that end within a working day, and new ones; for the city admin
/// also what other agencies have left undone at the second level. Numbers and limits only: a mail is no place for what people wrote.
/// </summary>
public sealed class DigestLetter(SubmissionLists lists, NoticeReaders readers, NoticeLinks links, ContactBook contacts, ServiceCatalogue catalogue, Agencies agencies, WorkingCalendar calendar, CityClock clock)
{
    private const int MostCounted = 1000, MostListed = 20;

    /// <summary>The mail; null when there is nothing to tell, or nobody to tell it.</summary>
    public async Task<Mail?> ForAsync(NoticeTodoRow note, CancellationToken ct)
    {
        var agency = note.Agency!;
        if (await contacts.FindAsync(agency, note.Subject!, ct) is not { Daily: true } contact || readers.Of(contact) is not { Email: { } to } reader)
            return null;
        var (now, language) = (clock.Now, reader.Language);
        var soon = calendar.AddDays(now, 1);
        var running = await BeforeAsync(IndexRow.DuePartition(agency), KeyPart.Ticks(soon), "", ct);
        var late = running.TakeWhile(r => r.Due <= now).ToList();
        List<string> lines =
        [
            .. Section("digest-late", late, language),
            .. Section("digest-soon", running.Skip(late.Count).ToList(), language),
            .. Section("digest-new", await BeforeAsync(IndexRow.OpenPartition(agency), KeyPart.InverseTicks(Since(NoticeDays.Read(note.Seq))), "", ct), language),
        ];
        if (contact.Role == nameof(Hearer.CityAdmin))
            lines.AddRange(Section("digest-level2", await LeftUndoneAsync(agency, ct), language));
        if (lines.Count == 0)
            return null;
        var subject = NoticeTexts.Get("subject-digest", language, agencies.Find(agency)?.NameIn(language) ?? agency, late.Count);
        return links.Letter(subject, lines, $"/kelola?agency={agency}", agency, note.Subject, language).ToMail(note.RowKey, to);
    }

    private async Task<IReadOnlyList<IndexRow>> BeforeAsync(string partition, string row, string filter, CancellationToken ct) =>
        (await lists.PageAsync([partition], filter, row, null, MostCounted, ct)).Value!.Items;

    private async Task<IReadOnlyList<IndexRow>> LeftUndoneAsync(string own, CancellationToken ct)
    {
        var filter = TableClient.CreateQueryFilter($"Level ge {2}");
        var found = new List<IndexRow>();
        foreach (var agency in agencies.Codes.Where(a => a != own))
            found.AddRange(await BeforeAsync(IndexRow.DuePartition(agency), KeyPart.Ticks(clock.Now), filter, ct));
        return found;
    }

    private IEnumerable<string> Section(string text, IReadOnlyList<IndexRow> rows, CultureInfo language)
    {
        if (rows.Count == 0)
            yield break;
        yield return NoticeTexts.Get(text, language, rows.Count < MostCounted ? rows.Count : $"{MostCounted}+");
        foreach (var row in rows.Take(MostListed))
            yield return NoticeTexts.Get("digest-case", language, row.Id, catalogue.Get(row.Service).State(row.State).Name.In(language), row.Due is { } due ? NoticeTexts.Time(due, language) : "–");
        if (rows.Count > MostListed)
            yield return NoticeTexts.Get("digest-more", language, rows.Count - MostListed);
    }

    // Since the digest of the working day before.
    private DateTimeOffset Since(DateOnly day)
    {
        var before = day.AddDays(-1);
        while (!calendar.IsWorkingDay(before))
            before = before.AddDays(-1);
        return CityClock.StartOf(before) + NoticeTimers.DigestAt;
    }
}
