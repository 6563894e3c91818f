namespace Kota.Kernel.Time;

/// <summary>
/// Which days the city works, and arithmetic over working time. A working day is a WIB day from Monday to Friday that is neither a
/// holiday nor collective leave, and counts as 24 hours of working time, so that a clock can stop and go on at any hour.
/// </summary>
/// <param name="daysOff">Holidays and days of collective leave.</param>
/// <param name="knownUntil">Last day for which the days off are known.</param>
public sealed class WorkingCalendar(IEnumerable<DateOnly> daysOff, DateOnly knownUntil)
{
    private volatile Known known = new([.. daysOff], knownUntil);

    /// <summary>Last day for which holidays are known; later only weekends are days off.</summary>
    public DateOnly KnownUntil => known.Until;

    /// <summary>Goes by another calendar's days off from now on, as after a decree. What was counted before stands.</summary>
    public void Follow(WorkingCalendar newer) => known = newer.known;

    /// <summary>Whether the city works on that day.</summary>
    public bool IsWorkingDay(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !known.DaysOff.Contains(day);

    /// <summary>
    /// The earliest instant, in UTC, at which that much working time has passed since the start. It is never inside a day off, but can
    /// be the midnight at which one begins: five days from a Monday's first minute end as its Friday does. No time at all gives the
    /// start itself.
    /// </summary>
    /// <param name="start">Any instant; from a day off the count begins with the next working day.</param>
    /// <param name="workingTime">Zero or more; 24 hours for each working day.</param>
    public DateTimeOffset Add(DateTimeOffset start, TimeSpan workingTime)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workingTime, TimeSpan.Zero);
        var at = start.ToUniversalTime();
        for (var left = workingTime; left > TimeSpan.Zero;)
        {
            var day = CityClock.LocalDate(at);
            var midnight = CityClock.StartOf(day.AddDays(1));
            if (IsWorkingDay(day))
            {
                if (left <= midnight - at)
                    return at + left;
                left -= midnight - at;
            }

            at = midnight;
        }

        return at;
    }

    /// <summary>The same after a number of working days.</summary>
    public DateTimeOffset AddDays(DateTimeOffset start, int days) => Add(start, TimeSpan.FromDays(days));

    /// <summary>The latest instant, in UTC, from which that much working time passes until the end. No time at all gives the end itself.</summary>
    /// <param name="end">Any instant.</param>
    /// <param name="workingTime">Zero or more; 24 hours for each working day.</param>
    public DateTimeOffset Subtract(DateTimeOffset end, TimeSpan workingTime)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workingTime, TimeSpan.Zero);
        var at = end.ToUniversalTime();
        for (var left = workingTime; left > TimeSpan.Zero;)
        {
            // A midnight ends the day before it.
            var day = CityClock.LocalDate(at.AddTicks(-1));
            var midnight = CityClock.StartOf(day);
            if (IsWorkingDay(day))
            {
                if (left <= at - midnight)
                    return at - left;
                left -= at - midnight;
            }

            at = midnight;
        }

        return at;
    }

    /// <summary>Working time from one instant to a later one; zero when it is not later.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to)
    {
        var total = TimeSpan.Zero;
        for (var at = from.ToUniversalTime(); at < to;)
        {
            var day = CityClock.LocalDate(at);
            var midnight = CityClock.StartOf(day.AddDays(1));
            var end = midnight < to ? midnight : to.ToUniversalTime();
            if (IsWorkingDay(day))
                total += end - at;
            at = end;
        }

        return total;
    }

    private sealed record Known(HashSet<DateOnly> DaysOff, DateOnly Until);
}
