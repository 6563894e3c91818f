using Kota.Functions.Submissions.Catalogue;

namespace Kota.Functions.Submissions;

/// <summary>Where an action leads and what it does there: as defined, or as defined for beyond its limit.</summary>
/// <param name="To">State that is entered; null to stay.</param>
/// <param name="Effects">In the order of the definition.</param>
internal sealed record Course(string? To, IReadOnlyList<EffectDefinition> Effects)
{
    public static Course Of(Submission submission, ActionDefinition action) =>
        action.Beyond is { } beyond && WorkflowGuards.IsUsedUp(action, submission)
            ? new Course(beyond.To, beyond.Effects)
            : new Course(action.To == ActionDefinition.Previous ? submission.StateBefore : action.To, action.Effects);
}
