using System.Globalization;
using System.Text.Json;
using Kota.Functions.Submissions.Catalogue;

namespace Kota.Functions.Submissions;

/// <summary>What actions do to a submission, clocks apart.</summary>
internal static class WorkflowEffects
{
    public static Submission Apply(
        ServiceDefinition definition,
        Submission submission,
        IReadOnlyList<EffectDefinition> effects,
        IReadOnlyDictionary<string, JsonElement> inputs) =>
        effects.Aggregate(submission, (s, effect) => effect.Kind switch
        {
            EffectKind.AssignByCategory => s with { Agency = definition.Category(s.Category)!.Agency! },
            EffectKind.AssignByInput => s with { Agency = inputs[effect.Input!].GetString()! },
            EffectKind.AssignOwner => s with { Agency = definition.Agency },
            EffectKind.Promise => Given(inputs, effect) is { } date ? s with { Promised = Date(date) } : s,
            EffectKind.Rate => Given(inputs, effect) is { } rating ? s with { Rating = rating.GetInt32() } : s,
            EffectKind.MergeInto => s with { MergedInto = inputs[effect.Input!].GetString() },
            EffectKind.Split => s with { MergedInto = null, SplitFrom = s.MergedInto },
            EffectKind.RestartClock => s,
            _ => throw new InvalidOperationException($"No such effect: {effect.Kind}"),
        });

    /// <summary>Enters a state, perhaps the present one again: the time in the state then starts anew, but the way back stays.</summary>
    public static Submission Enter(Submission submission, string state, OptionDefinition? resolution, DateTimeOffset now) => submission with
    {
        State = state,
        StateSince = now,
        StateBefore = state == submission.State ? submission.StateBefore : submission.State,
        Resolution = resolution?.Code,
    };

    /// <summary>Whoever of its agency last moved it to another open state has it, until it goes to another agency.</summary>
    public static string? Handler(ServiceDefinition definition, Submission before, Submission after, ActionRequest request) =>
        after.Agency != before.Agency ? null
        : request.As == Actor.Officer && after.State != before.State && definition.State(after.State).Status == StateStatus.Open ? request.Subject
        : before.Handler;

    public static IReadOnlySet<string> Restarts(IReadOnlyList<EffectDefinition> effects) =>
        effects.Where(e => e.Kind == EffectKind.RestartClock).Select(e => e.Clock!).ToHashSet();

    public static IReadOnlyDictionary<string, int> CountOne(IReadOnlyDictionary<string, int> taken, string action) =>
        new Dictionary<string, int>(taken) { [action] = taken.GetValueOrDefault(action) + 1 };

    private static JsonElement? Given(IReadOnlyDictionary<string, JsonElement> inputs, EffectDefinition effect) =>
        inputs.TryGetValue(effect.Input!, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static DateOnly Date(JsonElement value) => DateOnly.ParseExact(value.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
