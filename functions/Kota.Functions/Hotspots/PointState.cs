using Kota.Kernel.Time;

namespace Kota.Functions.Hotspots;

/// <summary>Whether a point works. Late is not among them: it is up, and has a ping outstanding.</summary>
public enum PointStatus
{
    /// <summary>Never heard of; alerts nobody.</summary>
    New,

    /// <summary>Heard of in time.</summary>
    Up,

    /// <summary>Not heard of in time, or it said that it fails.</summary>
    Down,
}

/// <summary>What a ping says.</summary>
public enum Signal
{
    /// <summary>All is well.</summary>
    Success,

    /// <summary>Work has begun; says nothing of how it ends.</summary>
    Start,

    /// <summary>It does not work: down at once.</summary>
    Fail,

    /// <summary>A line for the log.</summary>
    Log,
}

/// <summary>How a point is used since its report before.</summary>
/// <param name="Devices">Connected now.</param>
/// <param name="Sessions">Begun since.</param>
/// <param name="BytesUp">Bytes from the devices.</param>
/// <param name="BytesDown">Bytes to the devices.</param>
/// <param name="LatencyMs">Milliseconds to the provider and back.</param>
/// <param name="UptimeSeconds">Since the device started.</param>
/// <param name="Firmware">Version of the device's software.</param>
public sealed record Usage(
    int? Devices = null, int? Sessions = null, long? BytesUp = null, long? BytesDown = null, int? LatencyMs = null, long? UptimeSeconds = null, string? Firmware = null);

/// <summary>A ping.</summary>
/// <param name="Signal">What it says.</param>
/// <param name="At">When the device made it, by its own clock; null for now.</param>
/// <param name="Usage">How the point is used; null when it does not say.</param>
/// <param name="Body">Text that came with it.</param>
public sealed record Ping(Signal Signal, DateTimeOffset? At = null, Usage? Usage = null, string? Body = null);

/// <summary>A change of status.</summary>
/// <param name="From">Before.</param>
/// <param name="To">After.</param>
/// <param name="At">When: for a point that is not heard of, its deadline.</param>
public sealed record Flip(PointStatus From, PointStatus To, DateTimeOffset At);

/// <summary>A day of a point in Malang.</summary>
public sealed record PointDay(
    DateOnly Day, MinuteMap Heard, int Sessions = 0, int MostDevices = 0, long BytesUp = 0, long BytesDown = 0, long LatencySum = 0, int LatencyCount = 0)
{
    /// <summary>With one more report of its use.</summary>
    public PointDay With(Usage usage) => this with
    {
        Sessions = Sessions + (usage.Sessions ?? 0),
        MostDevices = Math.Max(MostDevices, usage.Devices ?? 0),
        BytesUp = BytesUp + (usage.BytesUp ?? 0),
        BytesDown = BytesDown + (usage.BytesDown ?? 0),
        LatencySum = LatencySum + (usage.LatencyMs ?? 0),
        LatencyCount = LatencyCount + (usage.LatencyMs is null ? 0 : 1),
    };
}

/// <summary>What a ping or the passing of time led to.</summary>
/// <param name="State">State now.</param>
/// <param name="Flip">Change of status, or null.</param>
/// <param name="Ended">The day that ended, to be kept; null within a day.</param>
public sealed record PointChange(PointState State, Flip? Flip = null, PointDay? Ended = null);

/// <summary>
/// What is known of a point from its pings: pure. Presence goes by the clock of the city, never by the device's, so that a ping that comes
/// late, twice, out of order or from the future cannot make a point look better or worse than it is; use is counted by the device's clock,
/// once for each instant.
/// </summary>
public sealed record PointState
{
    /// <summary>How far back a report of use may lie.</summary>
    public static readonly TimeSpan Backlog = TimeSpan.FromHours(6);

    public required string Id { get; init; }

    public PointStatus Status { get; init; }

    public DateTimeOffset? Since { get; init; }

    /// <summary>The first ping ever: availability counts from there.</summary>
    public DateTimeOffset? FirstPingAt { get; init; }

    /// <summary>The last success.</summary>
    public DateTimeOffset? LastPingAt { get; init; }

    /// <summary>When work that has begun began; null when none has.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the point is down unless a ping comes; null while it is not expected.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Until when the last ping covers.</summary>
    public DateTimeOffset? HeardUntil { get; init; }

    /// <summary>The device's instant of the newest use that was counted.</summary>
    public DateTimeOffset? UsageAt { get; init; }

    /// <summary>The newest report of use.</summary>
    public Usage? Usage { get; init; }

    /// <summary>Today; null before the first ping.</summary>
    public PointDay? Day { get; init; }

    /// <summary>A ping came: what follows.</summary>
    public PointChange Take(Ping ping, Watch watch, DateTimeOffset now)
    {
        // Instances' clocks differ by a little; a point's own time does not go back.
        now = now < LastPingAt ? LastPingAt.Value : now;
        var (state, _, ended) = Pass(now);
        if (ended is not null && ping.Signal is Signal.Success or Signal.Fail)
            ended = Filled(ended, now);
        if (ping.Usage is { } usage)
            state = state.Count(usage, ping.At, now);
        return ping.Signal switch
        {
            Signal.Start => new PointChange(state.Begun(now) with { StartedAt = now }, null, ended),
            Signal.Log => new PointChange(state, null, ended),
            Signal.Fail => state.Fail(watch, now) with { Ended = ended },
            _ => state.Hear(watch, now) with { Ended = ended },
        };
    }

    /// <summary>Time has passed: the day may have ended.</summary>
    public PointChange Pass(DateTimeOffset now)
    {
        var today = CityClock.LocalDate(now);
        if (Day is null || Day.Day >= today)
            return new PointChange(this);

        // What the last ping covers beyond midnight belongs to the new day.
        var next = new PointDay(today, MinuteMap.Empty.With(0, HeardUntil is { } until ? Minute(until, today) : 0));
        return new PointChange(this with { Day = next }, null, Day);
    }

    /// <summary>Down at its deadline when that has passed; the day stays as it is, since nothing was heard.</summary>
    public PointChange? Miss(Watch watch, DateTimeOffset now) =>
        Status == PointStatus.Up && !watch.Paused && DueAt is { } due && due <= now
            ? new PointChange(this with { Status = PointStatus.Down, Since = due, DueAt = null }, new Flip(PointStatus.Up, PointStatus.Down, due))
            : null;

    /// <summary>Whether a ping is outstanding, without being due yet.</summary>
    public bool IsLate(Watch watch, DateTimeOffset now) => Status == PointStatus.Up && LastPingAt + watch.Interval < now;

    private PointChange Hear(Watch watch, DateTimeOffset now)
    {
        var state = Begun(now);
        var (until, day) = (now + watch.Interval, state.Filled(state.Day!, now));
        var flip = state.Status == PointStatus.Up ? null : new Flip(state.Status, PointStatus.Up, now);
        return new PointChange(
            state with
            {
                Status = PointStatus.Up,
                Since = flip is null ? state.Since : now,
                LastPingAt = now,
                StartedAt = null,
                DueAt = until + watch.Grace,
                HeardUntil = until,
                Day = day with { Heard = day.Heard.With(Minute(now, day.Day), Minute(until, day.Day)) },
            },
            flip);
    }

    private PointChange Fail(Watch watch, DateTimeOffset now)
    {
        var state = Begun(now);
        var day = state.Filled(state.Day!, now);
        var flip = state.Status == PointStatus.Down || watch.Paused ? null : new Flip(state.Status, PointStatus.Down, now);
        return new PointChange(
            state with
            {
                Status = watch.Paused ? state.Status : PointStatus.Down,
                Since = flip is null ? state.Since : now,
                StartedAt = null,
                DueAt = null,
                HeardUntil = now,
                Day = day with { Heard = day.Heard.Without(Minute(now, day.Day), MinuteMap.Minutes) },
            },
            flip);
    }

    private PointState Begun(DateTimeOffset now) => this with { FirstPingAt = FirstPingAt ?? now, Day = Day ?? new PointDay(CityClock.LocalDate(now), MinuteMap.Empty) };

    // A ping that comes within the grace proves that the point worked until it.
    private PointDay Filled(PointDay day, DateTimeOffset now) =>
        Status == PointStatus.Up && HeardUntil < now ? day with { Heard = day.Heard.With(Minute(HeardUntil.Value, day.Day), Minute(now, day.Day)) } : day;

    // A report that is not newer than the last one counted has been counted, or lies before it: added again it would count twice.
    private PointState Count(Usage usage, DateTimeOffset? at, DateTimeOffset now)
    {
        var when = at is { } told && told < now ? told : now;
        if (at is not null && (when <= UsageAt || when < now - Backlog))
            return this;
        var state = Begun(now);
        return state with { UsageAt = when, Usage = usage, Day = state.Day!.With(usage) };
    }

    private static int Minute(DateTimeOffset at, DateOnly day) => (int)Math.Clamp(Math.Floor((at - CityClock.StartOf(day)).TotalMinutes), -1, MinuteMap.Minutes + 1);
}
