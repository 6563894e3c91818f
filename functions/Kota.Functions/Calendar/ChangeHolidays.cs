using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Reference;
using Kota.Kernel.Security;
using Kota.Kernel.Time;

namespace Kota.Functions.Calendar;

/// <summary>The days off that are to hold.</summary>
/// <param name="Days">All of them, each once and in any order; weekends are off besides.</param>
public sealed record HolidaysBody(IReadOnlyList<Holiday> Days);

/// <summary>
/// Replaces the days off, as after the ministers' yearly decree. What lies behind stays as it was, since people were late or in time by
/// it; clocks that run keep the end that people were told.
/// </summary>
public sealed class ChangeHolidays(HolidayStore store, ReadHolidays read, CalendarKeeper keeper, CityClock clock)
{
    private const int MaxText = 300, MaxDays = 150;

    // A string property of a row.
    private const int MaxDocument = 32_000;

    public async Task<Outcome<HolidaysView>> RunAsync(ReadOnlyMemory<byte> json, int? version, Caller caller, CancellationToken ct)
    {
        if (Require.CityAdmin(caller) is { } refused)
            return refused;
        if (!JsonBody.Parse<HolidaysBody>(json.Span).Succeeded(out var body, out var failure))
            return failure;
        if (body.Days is not { Count: > 0 and <= MaxDays })
            return body.Days is { Count: > MaxDays } ? Failure.Invalid("/days", "too-many-items", MaxDays) : Failure.Invalid("/days", "required");
        var before = await read.NewestAsync(ct);
        if (Check(body.Days, before.Days) is { Count: > 0 } errors)
            return Failure.Invalid(errors);
        if (version is not { } seen)
            return new Failure(FailureKind.PreconditionRequired, "if-match-needed");
        var row = HolidayRow.For(seen + 1, [.. body.Days.OrderBy(d => d.Date)], clock.Now, caller.Subject!);
        if (row.Document.Length > MaxDocument)
            return new Failure(FailureKind.TooLarge, "holidays-too-large") { Args = [MaxDocument] };

        // One behind may be our own earlier try, whose response was lost: the insert tells.
        if (seen != before.Version && seen + 1 != before.Version || !await store.AddAsync(row, ct))
            return new Failure(FailureKind.Stale, "stale") { Args = [before.Version] };
        keeper.Follow(row);
        return read.Show(await store.FindAsync(seen + 1, ct));
    }

    private List<FieldError> Check(IReadOnlyList<Holiday> days, IReadOnlyList<Holiday> before)
    {
        var errors = new List<FieldError>();
        var seen = new HashSet<DateOnly>();
        for (var i = 0; i < days.Count; i++)
        {
            if (days[i] is not { } day)
            {
                errors.Add(new FieldError($"/days/{i}", "json-null"));
                continue;
            }

            if (!seen.Add(day.Date))
                errors.Add(new FieldError($"/days/{i}/date", "stands-twice"));
            else if (Past(day.Date) && before.All(b => b.Date != day.Date))
                errors.Add(new FieldError($"/days/{i}/date", "holiday-past"));
            else if (day.Date.Year > clock.Today.Year + 3)
                errors.Add(new FieldError($"/days/{i}/date", "holiday-far"));
            Text(day.Id, $"/days/{i}/id", errors);
            Text(day.En, $"/days/{i}/en", errors);
            Text(day.Source, $"/days/{i}/source", errors);
        }

        // What is older than last year counts for no clock any more and may go.
        errors.AddRange(before.Where(b => Past(b.Date) && b.Date.Year >= clock.Today.Year - 1 && !seen.Contains(b.Date))
            .Select(b => new FieldError("/days", "holiday-missing", b.Date.ToString("yyyy-MM-dd", null))));
        if (errors.Count == 0 && seen.Max().Year < clock.Today.Year)
            errors.Add(new FieldError("/days", "holidays-end"));
        return errors;
    }

    private bool Past(DateOnly day) => day < clock.Today;

    private static void Text(string text, string at, List<FieldError> errors)
    {
        if (string.IsNullOrWhiteSpace(text))
            errors.Add(new FieldError(at, "required"));
        else if (text.Length > MaxText)
            errors.Add(new FieldError(at, "too-long", MaxText));
    }
}
