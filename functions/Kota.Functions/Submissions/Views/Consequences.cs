using System.Globalization;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Notices;
using Kota.Functions.Submissions.UseCases;
using Kota.Kernel.Reference;

namespace Kota.Functions.Submissions.Views;

/// <summary>What an action does to a clock.</summary>
public enum ClockTurn
{
    /// <summary>It starts, or starts anew.</summary>
    Starts,

    /// <summary>It runs on as before.</summary>
    RunsOn,

    /// <summary>It stands still.</summary>
    Pauses,

    /// <summary>It goes on with what was left of it.</summary>
    Resumes,

    /// <summary>It has done its work.</summary>
    Ends,
}

/// <summary>A clock after an action. Its end is null where it does not run.</summary>
public sealed record ClockEffect(string Name, ClockTurn Turn, DateTimeOffset? Due);

/// <summary>What follows from an action, for whoever is about to take it.</summary>
/// <param name="State">State after it.</param>
/// <param name="Moves">Whether that is another one.</param>
/// <param name="Goes">Whether another agency gets the turn.</param>
/// <param name="Agency">Name of that agency; null where the officer has yet to choose it.</param>
/// <param name="Clocks">What happens to each clock.</param>
/// <param name="Told">Who is told.</param>
/// <param name="Followers">How many follow it.</param>
/// <param name="Public">Whether the public may know of the submission at all.</param>
/// <param name="Shown">Labels of the inputs that everybody will read.</param>
/// <param name="Kept">Labels of those that only the reporter and the city read.</param>
/// <param name="Mine">Whether the officer becomes the handler.</param>
public sealed record Consequences(
    Named State, bool Moves, bool Goes, string? Agency, IReadOnlyList<ClockEffect> Clocks, IReadOnlyList<Hearer> Told, int Followers,
    bool Public, IReadOnlyList<string> Shown, IReadOnlyList<string> Kept, bool Mine);

/// <summary>Says what follows from actions: by the same rules that will hold when they are taken.</summary>
public sealed class ConsequenceViews(ForeseeAction foresee, Agencies agencies)
{
    /// <summary>Before any input is given; null for an action that the reader may not take as an official.</summary>
    public Consequences? Of(Opened opened, string action, string? subject, CultureInfo language)
    {
        var definition = opened.Definition.Actions.First(a => a.Code == action);
        var official = definition.By.Where(by => by is Actor.Officer or Actor.CityAdmin && opened.Capacities.Contains(by)).Cast<Actor?>().FirstOrDefault();
        return official is { } capacity ? Of(foresee.WithoutInputs(opened, definition, capacity, subject), language) : null;
    }

    public Consequences Of(Foreseen foreseen, CultureInfo language)
    {
        var ((opened, action, change), before, after) = (foreseen, foreseen.Opened.Submission, foreseen.Change.Submission);
        var happened = change.Events[^1];
        var state = opened.Definition.State(after.State);
        return new Consequences(
            new Named(state.Code, state.Name.In(language)),
            after.State != before.State,
            after.Agency != before.Agency,
            agencies.Find(after.Agency)?.NameIn(language),
            [.. opened.Definition.Clocks.Select(c => Effect(c, before, after, language)).OfType<ClockEffect>()],
            [.. NoticePlan.Of(after, happened, happened with { Agency = before.Agency }).Select(h => h.Who).Distinct()],
            opened.Stored.Row.Followers,
            after.IsPublic,
            [.. action.Inputs.Where(i => i.Public).Select(i => i.Label.In(language))],
            [.. action.Inputs.Where(i => !i.Public).Select(i => i.Label.In(language))],
            after.Handler is not null && after.Handler != before.Handler);
    }

    private static ClockEffect? Effect(ClockDefinition definition, Submission before, Submission after, CultureInfo language)
    {
        var (was, becomes) = (before.Clocks.FirstOrDefault(c => c.Code == definition.Code), after.Clocks.FirstOrDefault(c => c.Code == definition.Code));
        if (was is null && becomes is null)
            return null;
        var turn = becomes is null ? ClockTurn.Ends
            : becomes.DueAt is null ? ClockTurn.Pauses
            : was is null || was.StartedAt != becomes.StartedAt ? ClockTurn.Starts
            : was.DueAt is null ? ClockTurn.Resumes
            : ClockTurn.RunsOn;
        return new ClockEffect(definition.Name.In(language), turn, becomes?.DueAt);
    }
}
