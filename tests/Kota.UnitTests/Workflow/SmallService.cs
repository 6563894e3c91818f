using Kota.Functions.Submissions.Catalogue;

namespace Kota.UnitTests.Workflow;

/// <summary>Made-up services of a few states, for rules of the engine that SAMBAT does not use.</summary>
internal static class SmallService
{
    private static readonly LocalText Text = new("Teks", "Text");

    public static ServiceDefinition Of(
        IReadOnlyList<string> states,
        IReadOnlyList<ActionDefinition> actions,
        IReadOnlyList<ClockDefinition>? clocks = null,
        string? agencyOfSlow = null) => new()
        {
            Code = "small",
            Prefix = "SML",
            Version = 1,
            Name = Text,
            Help = Text,
            Agency = "bkad",
            Audience = ["guest"],
            Fields = [],
            Kinds = [new("slow", Text), new("quick", Text)],
            Categories =
            [
                new() { Code = "slow", Name = Text, Kind = "slow", Agency = agencyOfSlow },
                new() { Code = "quick", Name = Text, Kind = "quick" },
            ],
            Start = states[0],
            States = [.. states.Select(s => new StateDefinition { Code = s, Name = Text, Help = Text, Status = StateStatus.Open })],
            Actions = actions,
            Clocks = clocks ?? [],
            Retention = new RetentionRule(1, Text),
            Standard = Standard(),
        };

    public static ActionDefinition Action(string code, string from, string? to, Actor by = Actor.Officer) =>
        new() { Code = code, Name = Text, Help = Text, From = [from], To = to, By = [by] };

    public static ClockDefinition Hours(string code, int hours, params string[] states) =>
        new() { Code = code, Name = Text, Length = new ClockLength(Hours: hours), Starts = states, Runs = states };

    private static ServiceStandard Standard() => new()
    {
        LegalBasis = Text,
        Requirements = Text,
        Procedure = Text,
        CompletionTime = Text,
        Fee = Text,
        Product = Text,
        Facilities = Text,
        Competence = Text,
        InternalSupervision = Text,
        ComplaintHandling = Text,
        StaffNumber = Text,
        ServiceGuarantee = Text,
        SafetyGuarantee = Text,
        PerformanceEvaluation = Text,
    };
}
