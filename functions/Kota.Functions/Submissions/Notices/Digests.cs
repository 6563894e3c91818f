using System.Globalization;
using Kota.Kernel.Delivery;
using Kota.Kernel.Reference;
using Kota.Kernel.Time;

namespace Kota.Functions.Submissions.Notices;

/// <summary>One mail a working day to each official who asked for that in place of one for each case.</summary>
public sealed class Digests(ContactBook contacts, NoteNotices notes, Mailer mailer, Agencies agencies, WorkingCalendar calendar, CityClock clock)
{
    private const string Name = "digest";

    /// <summary>Those of today; a second run of the same day sends nothing more.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var today = clock.Today;
        if (!mailer.IsOn || !calendar.IsWorkingDay(today))
            return;
        foreach (var agency in agencies.Codes)
        {
            var readers = await contacts.HearersAsync(agency, [Hearer.Officer, Hearer.AgencyHead, Hearer.CityAdmin], today, ct);
            await notes.NoteAndSendAsync(readers.Where(c => c.Daily).Select(c => NoticeTodoRow.For(PointerFor(today, c), clock.Now)), ct);
        }
    }

    private static NoticePointer PointerFor(DateOnly day, ContactRow contact) => new(Name, NoticeDays.Write(day), NoticeReasons.Digest, contact.PartitionKey, contact.RowKey);
}

/// <summary>Notices of a day have it in the place of an event's number, as yyyymmdd.</summary>
internal static class NoticeDays
{
    public static int Write(DateOnly day) => int.Parse(day.ToString("yyyyMMdd", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    public static DateOnly Read(int number) => DateOnly.ParseExact(number.ToString(CultureInfo.InvariantCulture), "yyyyMMdd", CultureInfo.InvariantCulture);
}
