using Kota.Functions.Submissions.Catalogue;
using Kota.Kernel.Time;

namespace Kota.Functions.Submissions;

/// <summary>Starts, pauses, resumes and ends a submission's clocks. Hours are wall time, working days go by the calendar.</summary>
internal sealed class Clocks(WorkingCalendar calendar)
{
    private const int LastLevel = 2;

    /// <summary>The clocks after entry to the submission's state; those to restart begin again at full length.</summary>
    public IReadOnlyList<Clock> Enter(
        ServiceDefinition definition, Submission submission, DateTimeOffset now, IReadOnlySet<string>? restarts = null) =>
        [.. definition.Clocks
            .Select(clock => Enter(clock, submission, now, restarts is not null && restarts.Contains(clock.Code)))
            .OfType<Clock>()];

    /// <summary>The next level, and when the one after that is due. The clock itself runs on: being late does not end a duty.</summary>
    public Clock Escalate(Clock clock) => WithEscalation(Warned(clock) with { Level = clock.Level + 1 });

    /// <summary>Nobody is warned of its end any more.</summary>
    public static Clock Warned(Clock clock) => clock with { WarnsAt = null, Warned = true };

    /// <summary>Every clock with what is left of it, to go on later.</summary>
    public IReadOnlyList<Clock> Park(ServiceDefinition definition, Submission submission, DateTimeOffset now) =>
        [.. submission.Clocks.Select(c => Pause(c, LengthFor(definition.Clocks.First(d => d.Code == c.Code), submission.Kind)!, now))];

    private Clock? Enter(ClockDefinition definition, Submission submission, DateTimeOffset now, bool restart)
    {
        var runs = definition.Runs.Contains(submission.State);
        if (!runs && !definition.Pauses.Contains(submission.State))
            return null;

        // A kind without a length has nothing to be late for.
        if (LengthFor(definition, submission.Kind) is not { } length)
            return null;
        var active = submission.Clocks.FirstOrDefault(c => c.Code == definition.Code);
        if (restart || (active is null && definition.Starts.Contains(submission.State)))
            active = Start(definition, length, now);
        if (active is null)
            return null;
        return runs ? Resume(active, definition, length, now) : Pause(active, length, now);
    }

    private static ClockLength? LengthFor(ClockDefinition definition, string? kind) =>
        kind is not null && definition.LengthByKind.TryGetValue(kind, out var length) ? length : definition.Length;

    private Clock Start(ClockDefinition definition, ClockLength length, DateTimeOffset now)
    {
        var full = length.WorkingDays is { } days ? TimeSpan.FromDays(days) : TimeSpan.FromHours(length.Hours!.Value);
        return Resume(new Clock(definition.Code, now, null, full, 0, null), definition, length, now);
    }

    private Clock Resume(Clock clock, ClockDefinition definition, ClockLength length, DateTimeOffset now)
    {
        if (clock.Left is not { } left)
            return clock;
        var due = length.WorkingDays is null ? now + left : calendar.Add(now, left);
        return WithEscalation(clock with { DueAt = due, Left = null, WarnsAt = clock.Warned ? null : WarningOf(definition, due) });
    }

    private DateTimeOffset? WarningOf(ClockDefinition definition, DateTimeOffset due) => definition.WarnBefore switch
    {
        { WorkingDays: { } days } => calendar.Subtract(due, TimeSpan.FromDays(days)),
        { Hours: { } hours } => due.AddHours(-hours),
        _ => null,
    };

    private Clock Pause(Clock clock, ClockLength length, DateTimeOffset now)
    {
        if (clock.DueAt is not { } due)
            return clock;
        var left = length.WorkingDays is null ? due - now : calendar.Between(now, due);

        // A late clock comes back due at once, at the level that it had: a question to the reporter does not make it punctual.
        return clock with { DueAt = null, EscalatesAt = null, WarnsAt = null, Left = left < TimeSpan.Zero ? TimeSpan.Zero : left };
    }

    private Clock WithEscalation(Clock clock) => clock with
    {
        EscalatesAt = clock.Level switch
        {
            0 => clock.DueAt,
            < LastLevel => calendar.AddDays(clock.DueAt!.Value, 1),
            _ => null,
        },
    };
}
