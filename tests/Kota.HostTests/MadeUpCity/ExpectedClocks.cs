namespace Kota.HostTests.MadeUpCity;

/// <summary>One step of a case's history as the city admin reads it.</summary>
internal sealed record Step(int Seq, DateTimeOffset At, string Action, string By, string Agency, string State, string? Clock, int? Level);

/// <summary>
/// SAMBAT's clocks by the words of its rules, computed from the history of a case: when a warning, a level and a closing had to come.
/// Written anew for the test; nothing here comes from the product.
/// </summary>
internal sealed class ExpectedClocks(string kind)
{
    private const int Day = 24 * 60;

    private static readonly string[] Names = ["verify", "respond", "resolve"];

    private readonly Dictionary<string, Running> clocks = [];
    private readonly List<string> faults = [];

    /// <summary>What is wrong in a history; empty when each warning, level and closing came in its minute and none is missing.</summary>
    public static IReadOnlyList<string> Faults(IReadOnlyList<Step> steps, string kind, DateTimeOffset end)
    {
        var expected = new ExpectedClocks(kind);
        for (var n = 0; n < steps.Count; n++)
            expected.Take(steps[n], n == 0 ? null : steps[n - 1]);
        expected.End(steps[^1], end);
        return expected.faults;
    }

    private void Take(Step step, Step? before)
    {
        if (step.Action is "warn" or "escalate")
        {
            Fire(step);
            return;
        }

        if (step.Action == "close")
            Right($"closing of step {step.Seq}", before!.At.AddDays(10), step.At);
        foreach (var (name, clock) in clocks)
            Missing(name, clock, step.At);
        if (step.Action != "comment" && step.Action != "handover")
            Enter(step, before?.State);
    }

    private void Enter(Step step, string? from)
    {
        foreach (var name in Names)
        {
            var (runs, pauses, starts) = (Runs(name, step.State), step.State == "needs_info", Starts(name, step.State));
            if ((!runs && !pauses) || Length(name) is not { } length)
            {
                clocks.Remove(name);
                continue;
            }

            if (step.Action == "not_ours" && name == "respond" && step.State == "forwarded")
                clocks.Remove(name);
            if (!clocks.TryGetValue(name, out var clock))
            {
                if (!starts)
                    continue;
                clocks[name] = clock = new Running { Left = length };
            }

            if (runs && clock.Due is null)
                Resume(name, clock, step.At);
            else if (!runs && clock.Due is { } due)
                (clock.Left, clock.Due) = (Math.Max(0, name == "respond" ? (int)(due - step.At).TotalMinutes : Almanac.Between(step.At, due)), null);
            _ = from;
        }
    }

    private void Resume(string name, Running clock, DateTimeOffset now)
    {
        clock.Due = name == "respond" ? now.AddMinutes(clock.Left) : Almanac.After(now, clock.Left);
        var warning = name == "respond" ? clock.Due.Value.AddHours(-4) : Almanac.Before(clock.Due.Value, Day);
        clock.WarnsAt = warning > now ? warning : now;
    }

    private void Fire(Step step)
    {
        if (!clocks.TryGetValue(step.Clock!, out var clock) || clock.Due is not { } due)
        {
            faults.Add($"step {step.Seq}: {step.Action} of {step.Clock}, which does not run");
            return;
        }

        if (step.Action == "warn")
        {
            if (clock.Warned)
                faults.Add($"step {step.Seq}: a second warning of {step.Clock}");
            Right($"warning {step.Seq} of {step.Clock}", clock.WarnsAt!.Value, step.At);
            clock.Warned = true;
            return;
        }

        clock.Level++;
        clock.Warned = true;
        if (step.Level != clock.Level)
            faults.Add($"step {step.Seq}: level {step.Level} of {step.Clock} in place of {clock.Level}");
        Right($"level {clock.Level} of {step.Clock}", At(clock, due, clock.Level), step.At);
    }

    // A late clock that comes back from a pause has its level at once.
    private static DateTimeOffset At(Running clock, DateTimeOffset due, int level) => level == 1 ? due : Almanac.After(due, Day);

    private void Missing(string name, Running clock, DateTimeOffset until)
    {
        if (clock.Due is not { } due)
            return;
        if (!clock.Warned && clock.WarnsAt < until.AddMinutes(-1) && clock.Due > clock.WarnsAt!.Value.AddMinutes(1))
            faults.Add($"{name}: no warning at {clock.WarnsAt:u}");
        foreach (var level in Enumerable.Range(clock.Level + 1, 2 - Math.Min(2, clock.Level)))
        {
            if (At(clock, due, level) < until.AddMinutes(-1))
                faults.Add($"{name}: no level {level} at {At(clock, due, level):u}");
        }
    }

    private void End(Step last, DateTimeOffset end)
    {
        foreach (var (name, clock) in clocks)
            Missing(name, clock, end);
        if (last.State == "answered" && last.At.AddDays(10) < end.AddMinutes(-1))
            faults.Add("not closed ten days after its answer");
    }

    private void Right(string what, DateTimeOffset expected, DateTimeOffset at)
    {
        if (at < expected || at > expected.AddMinutes(1))
            faults.Add($"{what} came at {at:u} in place of {expected:u}");
    }

    private int? Length(string name) => name switch
    {
        "verify" => 3 * Day,
        "respond" => Day,
        _ => kind switch { "information" => 3 * Day, "works" or "order" => 7 * Day, "supervision" => 60 * Day, _ => null },
    };

    private static bool Runs(string name, string state) => name switch
    {
        "verify" => state == "received",
        "respond" => state == "forwarded",
        _ => state is "received" or "forwarded" or "in_progress",
    };

    private static bool Starts(string name, string state) => name switch
    {
        "verify" => state == "received",
        "respond" => state == "forwarded",
        _ => state is "forwarded" or "in_progress",
    };

    private sealed class Running
    {
        /// <summary>Minutes left while it does not run.</summary>
        public int Left { get; set; }

        public DateTimeOffset? Due { get; set; }

        public DateTimeOffset? WarnsAt { get; set; }

        public bool Warned { get; set; }

        public int Level { get; set; }
    }
}
