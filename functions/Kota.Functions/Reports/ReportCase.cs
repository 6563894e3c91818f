using System.Text.Json.Serialization;
using Kota.Kernel.Contracts;

namespace Kota.Functions.Reports;

/// <summary>What a report knows of a submission: its steps, each with what held after it. Pure; the order of arrival does not matter.</summary>
public sealed record ReportCase
{
    public required string Id { get; init; }

    public required string Service { get; init; }

    public string? Category { get; init; }

    public string? Kelurahan { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>In the order of their numbers.</summary>
    public IReadOnlyList<CaseStep> Steps { get; init; } = [];

    /// <summary>The case with a fact added; the same instance when the fact says nothing new.</summary>
    public ReportCase With(SubmissionChanged fact)
    {
        var known = Steps.Select(s => s.Seq).ToHashSet();
        var added = StepsOf(fact).Where(s => !known.Contains(s.Seq) && s.Action != CaseWords.Comment).ToList();
        return added.Count == 0 ? this : this with { Steps = CaseSteps.Bounded([.. Steps.Concat(added).OrderBy(s => s.Seq)]) };
    }

    /// <summary>The first sight of a case.</summary>
    public static ReportCase Of(SubmissionChanged fact) => new ReportCase
    {
        Id = fact.Id,
        Service = fact.Service,
        Category = fact.Category,
        Kelurahan = fact.Kelurahan,
        CreatedAt = fact.CreatedAt ?? fact.At,
    }.With(fact);

    /// <summary>How it stood just before that instant; null while it did not exist, or while the steps before are still on their way.</summary>
    public CaseState? AsOf(DateTimeOffset at)
    {
        CaseState? state = null;
        foreach (var step in Steps.Where(s => s.At < at))
            state = new CaseState(step.To, step.Agency ?? state?.Agency, step.After ?? state?.After ?? CaseSnapshot.Nothing);
        return state;
    }

    // Steps of one change share its instant, so no report falls between them: what holds after the last is all that counts.
    private static IEnumerable<CaseStep> StepsOf(SubmissionChanged fact)
    {
        var after = new CaseSnapshot(
            fact.Closed ?? false, fact.Public, fact.Handler, fact.Rating,
            [.. (fact.Clocks ?? []).Select(c => new CaseClock(c.Code, c.Due))]);
        return fact.Steps is [_, ..] steps
            ? steps.Select(s => new CaseStep(s.Seq, s.Action, s.From, s.To, s.Agency, s.At, s.Seq == fact.Version ? after : null))
            : [new CaseStep(fact.Version, fact.Action, fact.StateBefore, fact.State, fact.Agency, fact.At, after)];
    }
}

/// <summary>One event. The names in JSON are short: a row holds many.</summary>
public sealed record CaseStep(
    [property: JsonPropertyName("s")] int Seq,
    [property: JsonPropertyName("a")] string Action,
    [property: JsonPropertyName("f")] string? From,
    [property: JsonPropertyName("t")] string To,
    [property: JsonPropertyName("g")] string? Agency,
    [property: JsonPropertyName("d")] DateTimeOffset At,
    [property: JsonPropertyName("x")] CaseSnapshot? After);

/// <summary>What held after the last event of a change.</summary>
public sealed record CaseSnapshot(
    [property: JsonPropertyName("c")] bool Closed,
    [property: JsonPropertyName("p")] bool Public,
    [property: JsonPropertyName("h")] string? Handler,
    [property: JsonPropertyName("r")] int? Rating,
    [property: JsonPropertyName("k")] IReadOnlyList<CaseClock> Clocks)
{
    /// <summary>Nothing is known yet: hidden until a fact says otherwise.</summary>
    public static CaseSnapshot Nothing { get; } = new(false, false, null, null, []);
}

/// <summary>A clock; paused when it has no end.</summary>
public sealed record CaseClock([property: JsonPropertyName("n")] string Code, [property: JsonPropertyName("e")] DateTimeOffset? Due);

/// <summary>How a case stood at some instant.</summary>
public sealed record CaseState(string State, string? Agency, CaseSnapshot After)
{
    /// <summary>The running clock that ends first.</summary>
    public CaseClock? Next => After.Clocks.Where(c => c.Due is not null).MinBy(c => c.Due);
}

/// <summary>Words of a service's file that figures rest on. A service that uses other words shows no such figure.</summary>
public static class CaseWords
{
    public const string Comment = "comment";
    public const string Answered = "answered";
    public const string Reopen = "reopen";
    public const string NotOurs = "not_ours";
    public const string Rate = "rate";
    public const string Merged = "merged";
}
