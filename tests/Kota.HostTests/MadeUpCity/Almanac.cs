namespace Kota.HostTests.MadeUpCity;

/// <summary>Working days of February and March 2026, counted by the test itself: nothing here comes from the product.</summary>
internal static class Almanac
{
    private static readonly TimeSpan Wib = TimeSpan.FromHours(7);

    // Collective leave and Chinese New Year, by the joint decree (SKB) of three ministers for 2026.
    private static readonly DateOnly[] Holidays = [new(2026, 2, 16), new(2026, 2, 17), new(2026, 3, 18), new(2026, 3, 19), new(2026, 3, 20), new(2026, 3, 23), new(2026, 3, 24)];

    /// <summary>The instant of a local time.</summary>
    public static DateTimeOffset At(int month, int day, int hour = 0, int minute = 0) => new(2026, month, day, hour, minute, 0, Wib);

    public static bool IsWorkingDay(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Holidays.Contains(day);

    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(Wib).DateTime);

    /// <summary>The instant after so many minutes of working days, counted minute by minute.</summary>
    public static DateTimeOffset After(DateTimeOffset start, int minutes)
    {
        var at = start.ToOffset(Wib);
        while (minutes > 0)
        {
            // Whole hours at a time inside a day, else the count would take as long as the days.
            var step = minutes >= 60 && at.Minute == 0 ? 60 : 1;
            if (IsWorkingDay(DayOf(at)))
                minutes -= step;
            at = at.AddMinutes(step);
        }

        return at;
    }

    /// <summary>Minutes of working days between two instants.</summary>
    public static int Between(DateTimeOffset from, DateTimeOffset to)
    {
        var minutes = 0;
        for (var at = from.ToOffset(Wib); at < to;)
        {
            var step = at.Minute == 0 && at.AddHours(1) <= to ? 60 : 1;
            if (IsWorkingDay(DayOf(at)))
                minutes += step;
            at = at.AddMinutes(step);
        }

        return minutes;
    }

    /// <summary>The instant from which so many minutes of working days remain until the end.</summary>
    public static DateTimeOffset Before(DateTimeOffset end, int minutes)
    {
        var at = end.ToOffset(Wib);
        while (minutes > 0)
        {
            var step = minutes >= 60 && at.Minute == 0 ? 60 : 1;
            at = at.AddMinutes(-step);
            if (IsWorkingDay(DayOf(at)))
                minutes -= step;
        }

        return at;
    }
}
