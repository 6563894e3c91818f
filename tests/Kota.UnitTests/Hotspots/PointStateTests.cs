using CsCheck;
using Kota.Functions.Hotspots;
using Kota.Kernel.Time;

namespace Kota.UnitTests.Hotspots;

public sealed class PointStateTests
{
    private static readonly Watch Watch = new(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5), Paused: false);

    /// <summary>Tuesday, 09:00 in Malang.</summary>
    private static readonly DateTimeOffset Start = new(2026, 2, 3, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_first_ping_makes_it_up_and_covers_its_interval()
    {
        var change = New().Take(new Ping(Signal.Success), Watch, Start);

        Assert.Equal(new Flip(PointStatus.New, PointStatus.Up, Start), change.Flip);
        Assert.Equal((PointStatus.Up, Start.AddMinutes(10), 5), (change.State.Status, change.State.DueAt, change.State.Day!.Heard.Count));
        Assert.True(change.State.Day.Heard[540] && change.State.Day.Heard[544] && !change.State.Day.Heard[545]);
    }

    [Fact]
    public void Silence_is_late_after_the_interval_and_down_at_the_deadline_not_at_the_sweep()
    {
        var up = Up();

        Assert.False(up.IsLate(Watch, Start.AddMinutes(5)));
        Assert.True(up.IsLate(Watch, Start.AddMinutes(6)));
        Assert.Null(up.Miss(Watch, Start.AddMinutes(9)));
        var down = up.Miss(Watch, Start.AddMinutes(47))!;
        Assert.Equal(new Flip(PointStatus.Up, PointStatus.Down, Start.AddMinutes(10)), down.Flip);
        Assert.Null(down.State.Miss(Watch, Start.AddHours(9)));
        Assert.Equal(5, down.State.Day!.Heard.Count);
    }

    [Fact]
    public void A_ping_within_the_grace_proves_the_minutes_before_it_and_one_after_the_deadline_does_not()
    {
        var inTime = Up().Take(new Ping(Signal.Success), Watch, Start.AddMinutes(9)).State;
        Assert.Equal(14, inTime.Day!.Heard.Count);

        var back = Up().Miss(Watch, Start.AddMinutes(11))!.State.Take(new Ping(Signal.Success), Watch, Start.AddMinutes(30));
        Assert.Equal(new Flip(PointStatus.Down, PointStatus.Up, Start.AddMinutes(30)), back.Flip);
        Assert.Equal(10, back.State.Day!.Heard.Count);
    }

    [Fact]
    public void A_point_that_says_it_fails_is_down_at_once_and_its_minutes_end_there()
    {
        var failed = Up().Take(new Ping(Signal.Fail), Watch, Start.AddMinutes(2));

        Assert.Equal(new Flip(PointStatus.Up, PointStatus.Down, Start.AddMinutes(2)), failed.Flip);
        Assert.Equal((null, 2), (failed.State.DueAt, failed.State.Day!.Heard.Count));
        Assert.Null(failed.State.Take(new Ping(Signal.Fail), Watch, Start.AddMinutes(3)).Flip);
    }

    [Fact]
    public void Start_and_log_say_nothing_of_whether_it_works()
    {
        var started = New().Take(new Ping(Signal.Start), Watch, Start);
        Assert.Equal((null, PointStatus.New, Start), (started.Flip, started.State.Status, started.State.StartedAt!.Value));
        Assert.Null(started.State.Take(new Ping(Signal.Log), Watch, Start.AddMinutes(1)).Flip);
        Assert.Null(started.State.Take(new Ping(Signal.Success), Watch, Start.AddMinutes(1)).State.StartedAt);
    }

    [Fact]
    public void A_paused_point_takes_pings_and_is_never_down()
    {
        var paused = Watch with { Paused = true };
        var up = New().Take(new Ping(Signal.Success), paused, Start).State;

        Assert.Null(up.Miss(paused, Start.AddDays(1)));
        Assert.Null(up.Take(new Ping(Signal.Fail), paused, Start.AddMinutes(1)).Flip);
    }

    [Fact]
    public void Midnight_ends_the_day_and_what_a_ping_covers_goes_on_into_the_new_one()
    {
        // 23:58 in Malang; the next ping comes at 00:01, and one much later at 00:30.
        var before = New().Take(new Ping(Signal.Success), Watch, Start.AddHours(14).AddMinutes(58)).State;
        var after = before.Take(new Ping(Signal.Success), Watch, Start.AddHours(15).AddMinutes(1));
        Assert.Equal((new DateOnly(2026, 2, 3), 2), (after.Ended!.Day, after.Ended.Heard.Count));
        Assert.Equal((new DateOnly(2026, 2, 4), 6), (after.State.Day!.Day, after.State.Day.Heard.Count));

        var late = before.Take(new Ping(Signal.Success), Watch, Start.AddHours(15).AddMinutes(5));
        Assert.Equal((2, 10), (late.Ended!.Heard.Count, late.State.Day!.Heard.Count));

        var gap = New().Take(new Ping(Signal.Success), Watch, Start.AddHours(14).AddMinutes(53)).State.Take(new Ping(Signal.Success), Watch, Start.AddHours(15).AddMinutes(2));
        Assert.Equal((7, 7), (gap.Ended!.Heard.Count, gap.State.Day!.Heard.Count));
    }

    [Fact]
    public void Use_is_counted_once_for_each_instant_of_the_device()
    {
        var usage = new Usage(Devices: 7, Sessions: 3, BytesDown: 1_000, LatencyMs: 20);
        var one = New().Take(new Ping(Signal.Success, Start.AddMinutes(-1), usage), Watch, Start).State;
        var twice = one.Take(new Ping(Signal.Success, Start.AddMinutes(-1), usage), Watch, Start.AddSeconds(1)).State;
        var older = twice.Take(new Ping(Signal.Success, Start.AddMinutes(-2), usage with { Sessions = 90 }), Watch, Start.AddSeconds(2)).State;
        var future = older.Take(new Ping(Signal.Success, Start.AddYears(1), usage with { Devices = 9 }), Watch, Start.AddMinutes(5)).State;
        var next = future.Take(new Ping(Signal.Success, Start.AddMinutes(10), usage), Watch, Start.AddMinutes(10)).State;

        Assert.Equal((3, 7), (older.Day!.Sessions, older.Day.MostDevices));
        Assert.Equal((6, 9, 2_000L), (future.Day!.Sessions, future.Day.MostDevices, future.Day.BytesDown));
        Assert.Equal((9, 60L, 3), (next.Day!.Sessions, next.Day.LatencySum, next.Day.LatencyCount));
    }

    [Fact]
    public void Neither_a_late_nor_a_future_nor_a_repeated_ping_moves_presence() => Gen.Int[-1_000_000, 1_000_000].Sample(minutes =>
    {
        var told = Up().Take(new Ping(Signal.Success, Start.AddMinutes(minutes)), Watch, Start.AddMinutes(3)).State;
        var plain = Up().Take(new Ping(Signal.Success), Watch, Start.AddMinutes(3)).State;

        Assert.Equal((plain.DueAt, plain.LastPingAt, plain.Day!.Heard), (told.DueAt, told.LastPingAt, told.Day!.Heard));
    });

    [Fact]
    public void A_clock_that_is_behind_another_instance_takes_nothing_back()
    {
        var ahead = Up().Take(new Ping(Signal.Success), Watch, Start.AddMinutes(4)).State;

        Assert.Equal(ahead.DueAt, ahead.Take(new Ping(Signal.Success), Watch, Start.AddMinutes(3)).State.DueAt);
    }

    /// <summary>Pings at random, and the minutes that they prove counted apart: the map says the same.</summary>
    [Fact]
    public void The_minutes_of_days_are_those_that_pings_prove() => Gen.Int[1, 900].Array[1, 80].Sample(gaps =>
    {
        var (state, now) = (New(), Start);
        var days = new Dictionary<DateOnly, MinuteMap>();
        var proven = new HashSet<long>();
        DateTimeOffset? until = null;
        foreach (var seconds in gaps)
        {
            now = now.AddSeconds(seconds);
            if (state.Miss(Watch, now) is { } missed)
                state = missed.State;
            for (var m = Minute(state.Status == PointStatus.Up && until < now ? until!.Value : now); m < Minute(now.AddMinutes(5)); m++)
                proven.Add(m);
            until = now.AddMinutes(5);
            var change = state.Take(new Ping(Signal.Success), Watch, now);
            if (change.Ended is { } ended)
                days.Add(ended.Day, ended.Heard);
            state = change.State;
        }

        days.Add(state.Day!.Day, state.Day.Heard);
        var counted = proven.GroupBy(m => CityClock.LocalDate(DateTimeOffset.UnixEpoch.AddMinutes(m))).ToDictionary(g => g.Key, g => g.Count());
        Assert.All(days, d => Assert.Equal(counted.GetValueOrDefault(d.Key), d.Value.Count));
    });

    private static long Minute(DateTimeOffset at) => (long)Math.Floor((at - DateTimeOffset.UnixEpoch).TotalMinutes);

    private static PointState New() => new() { Id = "35.73.05.1004-RW03" };

    private static PointState Up() => New().Take(new Ping(Signal.Success), Watch, Start).State;
}
