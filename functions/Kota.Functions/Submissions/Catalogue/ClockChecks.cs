namespace Kota.Functions.Submissions.Catalogue;

/// <summary>Rules for clocks: one length for every submission, states that exist, none that runs after the end.</summary>
internal static class ClockChecks
{
    public static void Check(ServiceDefinition service, Findings findings)
    {
        var states = service.States.Select(s => s.Code).ToHashSet();
        var closed = service.States.Where(s => s.Status == StateStatus.Closed).Select(s => s.Code).ToHashSet();
        findings.Codes(service.Clocks.Select(c => c.Code), i => $"/clocks/{i}/code", Codes.IsWord, Codes.WordName);
        foreach (var (i, clock) in service.Clocks.Index())
        {
            var at = $"/clocks/{i}";
            Lengths(service, clock, at, findings);
            Warning(clock, at, findings);
            findings.Known(clock.Starts, states, $"{at}/starts", "state");
            findings.Known(clock.Runs, states, $"{at}/runs", "state");
            findings.Known(clock.Pauses, states, $"{at}/pauses", "state");
            findings.Require(clock.Starts.Count > 0, $"{at}/starts", "it never starts");
            foreach (var (n, state) in clock.Starts.Index())
                findings.Require(!states.Contains(state) || clock.Runs.Contains(state), $"{at}/starts/{n}", $"it does not run in '{state}'");
            foreach (var (n, state) in clock.Runs.Index())
                findings.Require(!closed.Contains(state), $"{at}/runs/{n}", $"'{state}' is closed");
            foreach (var (n, state) in clock.Pauses.Index())
            {
                findings.Require(!clock.Runs.Contains(state), $"{at}/pauses/{n}", $"it runs in '{state}'");
                findings.Require(!closed.Contains(state), $"{at}/pauses/{n}", $"'{state}' is closed");
            }
        }
    }

    private static void Lengths(ServiceDefinition service, ClockDefinition clock, string at, Findings findings)
    {
        if (clock.Length is { } length)
        {
            findings.Require(clock.LengthByKind.Count == 0, at, "has both length and lengthByKind");
            Length(length, $"{at}/length", findings);
            return;
        }

        if (clock.LengthByKind.Count == 0)
        {
            findings.Add(at, "needs length or lengthByKind");
            return;
        }

        findings.Require(service.Categories.Count > 0, $"{at}/lengthByKind", "the service has no categories");
        foreach (var kind in service.Kinds.Where(k => !clock.LengthByKind.ContainsKey(k.Code)))
            findings.Add($"{at}/lengthByKind", $"no length for kind '{kind.Code}'");
        foreach (var (kind, ofKind) in clock.LengthByKind)
        {
            findings.Require(service.Kinds.Any(k => k.Code == kind), $"{at}/lengthByKind/{kind}", $"no kind '{kind}'");
            Length(ofKind, $"{at}/lengthByKind/{kind}", findings);
        }
    }

    // A warning at the start of a clock warns of nothing.
    private static void Warning(ClockDefinition clock, string at, Findings findings)
    {
        if (clock.WarnBefore is not { } before)
            return;
        Length(before, $"{at}/warnBefore", findings);
        var lengths = clock.Length is { } length ? [length] : clock.LengthByKind.Values;
        findings.Require(lengths.All(l => (l.Hours is null) == (before.Hours is null)), $"{at}/warnBefore", "must be in the unit of the clock");
        findings.Require(lengths.All(l => l.Hours is null ? !(before.WorkingDays >= l.WorkingDays) : !(before.Hours >= l.Hours)), $"{at}/warnBefore", "must be shorter than the clock");
    }

    private static void Length(ClockLength length, string at, Findings findings)
    {
        findings.Require(length.Hours is null != length.WorkingDays is null, at, "needs either hours or workingDays");
        findings.Require(length.Hours is null or >= 1, $"{at}/hours", "must be at least 1");
        findings.Require(length.WorkingDays is null or >= 1, $"{at}/workingDays", "must be at least 1");
    }
}
