using Kota.Kernel.Tables;

namespace Kota.Functions.Reports;

/// <summary>Keeps the list of steps within what a row holds.</summary>
internal static class CaseSteps
{
    /// <summary>More are never kept, however short they are.</summary>
    public const int Max = 120;

    // Of the 32,768 that a string property takes; the rest is for what the case says of itself.
    private const int MaxUnits = 30_000;

    // Questions and replies may go on for ever; the first step and the newest tell the most. Three clocks make a step of 360 units.
    public static IReadOnlyList<CaseStep> Bounded(IReadOnlyList<CaseStep> steps)
    {
        if (steps.Count * 500 <= MaxUnits)
            return steps;
        var left = MaxUnits - Units(steps[0]);
        var kept = 0;
        while (kept < Math.Min(steps.Count, Max) - 1 && (left -= Units(steps[^(kept + 1)])) >= 0)
            kept++;
        return kept == steps.Count - 1 ? steps : [steps[0], .. steps.TakeLast(kept)];
    }

    private static int Units(CaseStep step) => StoredJson.Write(step).Length + 1;
}
