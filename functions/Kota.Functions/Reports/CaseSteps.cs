namespace Kota.Functions.Reports;

/// <summary>Keeps the list of steps within what a row holds.</summary>
internal static class CaseSteps
{
    /// <summary>About 250 characters each make 30,000 of the 32,768 that a string property takes.</summary>
    public const int Max = 120;

    // Questions and replies may go on for ever; the first step and the newest tell the most.
    public static IReadOnlyList<CaseStep> Bounded(IReadOnlyList<CaseStep> steps) =>
        steps.Count <= Max ? steps : [steps[0], .. steps.TakeLast(Max - 1)];
}
