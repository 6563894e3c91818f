using CsCheck;
using Kota.Kernel.Reference;
using Kota.Kernel.Time;
using static Kota.UnitTests.Time.Wib;

namespace Kota.UnitTests.Time;

public sealed class WorkingCalendarTests
{
    private static readonly WorkingCalendar Calendar = Holidays.Load(null).ToCalendar();

    private static readonly Gen<DateTimeOffset> Instants =
        Gen.Int[0, 2 * 365 * 24 * 60].Select(minutes => At(2026, 1, 1).AddMinutes(minutes).ToUniversalTime());

    private static readonly Gen<TimeSpan> WorkingTimes = Gen.Int[0, 40 * 24 * 60].Select(minutes => TimeSpan.FromMinutes(minutes));

    [Theory]
    [InlineData(2026, 11, 24, true)]
    [InlineData(2026, 11, 28, false)]
    [InlineData(2026, 11, 29, false)]
    [InlineData(2026, 8, 17, false)]
    [InlineData(2026, 12, 24, false)]
    [InlineData(2027, 3, 10, false)]
    [InlineData(2028, 1, 3, true)]
    public void Works_on_weekdays_that_are_neither_holiday_nor_collective_leave(int year, int month, int day, bool works) =>
        Assert.Equal(works, Calendar.IsWorkingDay(new DateOnly(year, month, day)));

    [Fact]
    public void Counts_from_the_hour_within_a_week() =>
        Assert.Equal(At(2026, 11, 26, 15, 30), Calendar.AddDays(At(2026, 11, 23, 15, 30), 3));

    [Fact]
    public void Skips_the_weekend() => Assert.Equal(At(2026, 11, 23, 15), Calendar.AddDays(At(2026, 11, 20, 15), 1));

    [Fact]
    public void Skips_nyepi_and_eid_with_their_collective_leave() =>
        Assert.Equal(At(2026, 3, 25, 10), Calendar.AddDays(At(2026, 3, 17, 10), 1));

    [Fact]
    public void Starts_to_count_on_monday_what_comes_on_saturday()
    {
        Assert.Equal(At(2026, 11, 26), Calendar.AddDays(At(2026, 11, 21, 9), 3));
        Assert.Equal(Calendar.AddDays(At(2026, 11, 23), 3), Calendar.AddDays(At(2026, 11, 22, 23, 59), 3));
    }

    [Fact]
    public void Ends_with_friday_what_fills_the_week() => Assert.Equal(At(2026, 11, 28), Calendar.AddDays(At(2026, 11, 23), 5));

    [Fact]
    public void Days_begin_at_midnight_in_malang_not_in_greenwich()
    {
        var lateSunday = new DateTimeOffset(2026, 11, 22, 16, 59, 0, TimeSpan.Zero);
        var earlyMonday = new DateTimeOffset(2026, 11, 22, 17, 1, 0, TimeSpan.Zero);

        Assert.Equal(TimeSpan.FromMinutes(1), Calendar.Between(lateSunday, earlyMonday));
    }

    [Fact]
    public void Answers_in_utc() => Assert.Equal(TimeSpan.Zero, Calendar.AddDays(At(2026, 11, 23, 8), 1).Offset);

    [Fact]
    public void Subtracting_skips_days_off_and_never_begins_inside_one()
    {
        Assert.Equal(At(2026, 11, 20, 15), Calendar.Subtract(At(2026, 11, 23, 15), TimeSpan.FromDays(1)));
        Assert.Equal(At(2026, 11, 20), Calendar.Subtract(At(2026, 11, 22, 9), TimeSpan.FromDays(1)));
        Assert.Equal(At(2026, 11, 21, 9), Calendar.Subtract(At(2026, 11, 21, 9), TimeSpan.Zero));
    }

    [Fact]
    public void Subtracting_undoes_adding() =>
        Gen.Select(Instants, WorkingTimes).Sample((start, x) => Calendar.Between(Calendar.Subtract(start, x), start) == x);

    [Fact]
    public void Adding_nothing_changes_nothing() => Assert.Equal(At(2026, 11, 21, 9), Calendar.Add(At(2026, 11, 21, 9), TimeSpan.Zero));

    [Fact]
    public void Refuses_to_go_back() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Calendar.Add(At(2026, 11, 21), TimeSpan.FromHours(-1)));

    [Fact]
    public void Nothing_lies_between_an_instant_and_an_earlier_one() =>
        Assert.Equal(TimeSpan.Zero, Calendar.Between(At(2026, 11, 25), At(2026, 11, 24)));

    [Fact]
    public void Knows_how_far_its_holidays_reach() => Assert.Equal(new DateOnly(2027, 12, 31), Calendar.KnownUntil);

    [Fact]
    public void Two_steps_are_one_step_of_their_sum() =>
        Gen.Select(Instants, WorkingTimes, WorkingTimes).Sample((start, x, y) =>
            Calendar.Add(Calendar.Add(start, x), y) == Calendar.Add(start, x + y));

    [Fact]
    public void What_was_added_lies_between() =>
        Gen.Select(Instants, WorkingTimes).Sample((start, x) => Calendar.Between(start, Calendar.Add(start, x)) == x);

    [Fact]
    public void Between_adds_up_at_any_point_in_the_middle() =>
        Gen.Select(Instants, Instants, Instants).Sample((a, b, c) =>
        {
            DateTimeOffset[] order = [a, b, c];
            Array.Sort(order);
            return Calendar.Between(order[0], order[2]) == Calendar.Between(order[0], order[1]) + Calendar.Between(order[1], order[2]);
        });

    [Fact]
    public void Never_ends_inside_a_day_off() =>
        Gen.Select(Instants, WorkingTimes.Where(x => x > TimeSpan.Zero)).Sample((start, x) =>
        {
            var end = Calendar.Add(start, x);
            var lastMoment = CityClock.LocalDate(end.AddTicks(-1));
            return end > start && Calendar.IsWorkingDay(lastMoment);
        });
}
