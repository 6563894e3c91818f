using Kota.Functions.Submissions;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Many;
using Kota.Functions.Submissions.UseCases;
using Kota.Functions.Submissions.Views;
using Kota.Kernel.Http;
using Kota.Kernel.Ids;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Security;
using Kota.Portal.Forms;
using Kota.Portal.Rendering;

namespace Kota.Portal.Screens;

/// <summary>Builds what the pages for many submissions show.</summary>
public sealed class BulkForms(ReadSubmission read, ServiceCatalogue catalogue, ConsequenceViews consequences, FormFields fields, Templates templates)
{
    /// <summary>The submissions as they stand now, and the actions that they allow.</summary>
    public async Task<BulkModel> ChoiceAsync(
        BulkPlace place, IReadOnlyList<(string Id, int? Version)> picked, Draft? draft, string? template, Words t, Caller caller, CancellationToken ct)
    {
        var opened = await OpenAsync(place, picked.Select(p => p.Id), caller, ct);
        var cases = picked.Select(p => opened.TryGetValue(p.Id, out var o) ? CaseOf(o, t) : Gone(p.Id, t)).ToList();
        var known = opened.Values.ToList();
        if (known.Count == 0)
            return new BulkModel(place, cases, [], t["bulk-none-open"]);
        if (known.DistinctBy(o => o.Definition.Code).Count() > 1)
            return new BulkModel(place, cases, [], t["bulk-services"]);
        var actions = new List<BulkAction>();
        foreach (var action in known[0].Definition.Actions)
        {
            var allowing = known.Where(o => Allows(o, action)).ToList();
            if (allowing.Count > 0)
                actions.Add(await ActionAsync(action, allowing, whole: allowing.Count == picked.Count, draft, template, t, ct));
        }

        return new BulkModel(place, cases, [.. actions.OrderBy(a => a.Form is null)], actions.Count == 0 ? t["bulk-no-action"] : null);
    }

    /// <summary>What would follow for each.</summary>
    public async Task<BulkReview> ReviewAsync(BulkPlace place, PageForm form, IReadOnlyList<OneOutcome<Foreseen>> foreseen, Words t, Caller caller, CancellationToken ct)
    {
        var target = TargetOf(form);
        var others = await OpenAsync(place, foreseen.Where(f => f.Outcome.Failure is not null).Select(f => f.Id), caller, ct);
        var cases = foreseen.Select(one => one.Id == target ? Named(one.Id, others, t) with { Outcome = BulkOutcome.Target, Why = t["bulk-target"] }
            : one.Outcome.Succeeded(out var f, out var failure) ? CaseOf(f.Opened, t) with { Outcome = BulkOutcome.Done, Consequences = consequences.Of(f, t.Language) }
            : Refused(Named(one.Id, others, t), failure, t));
        return Review(place, form, [.. cases], PageForm.NewKey(), t);
    }

    /// <summary>What has followed for each.</summary>
    public async Task<BulkReview> OutcomeAsync(BulkPlace place, PageForm form, IReadOnlyList<OneOutcome<ActionTaken>> outcomes, Words t, Caller caller, CancellationToken ct)
    {
        var others = await OpenAsync(place, outcomes.Where(o => o.Outcome.Failure is not null).Select(o => o.Id), caller, ct);
        var cases = outcomes.Select(one => one.Outcome.Succeeded(out var taken, out var failure)
            ? CaseOf(taken.Opened, t) with { Outcome = BulkOutcome.Done, Why = taken.Replayed ? t["bulk-before"] : null }
            : Refused(Named(one.Id, others, t), failure, t));
        return Review(place, form, [.. cases], form.Key ?? "", t);
    }

    /// <summary>The submission that the others are to be merged into; null for other actions.</summary>
    public string? TargetOf(PageForm form)
    {
        var input = ActionOf(form)?.Effects.FirstOrDefault(e => e.Kind == EffectKind.MergeInto)?.Input;
        return input is not null && TrackingId.TryParse(form.Values.GetValueOrDefault("inputs." + input, ""), out var id) ? id : null;
    }

    private ActionDefinition? ActionOf(PageForm form) => catalogue.All.SelectMany(s => s.Actions).FirstOrDefault(a => a.Code == form.Values.GetValueOrDefault("action"));

    private BulkReview Review(BulkPlace place, PageForm form, IReadOnlyList<BulkCase> cases, string key, Words t)
    {
        var action = ActionOf(form)!;
        var said = form.Values.Where(v => v.Key.StartsWith("inputs.", StringComparison.Ordinal) && v.Value.Length > 0)
            .Select(v => (v.Value, Field: action.Inputs.FirstOrDefault(i => "inputs." + i.Name == v.Key)))
            .Select(v => new Fact(v.Field?.Label.In(t.Language) ?? t["none"], fields.InWords(v.Field, v.Value, t), Long: true));
        var hidden = place.Hidden().Concat(form.Values.Where(v => v.Key == "action" || v.Key.StartsWith("inputs.", StringComparison.Ordinal)));
        return new BulkReview(place, action.Name.In(t.Language), cases, [.. hidden], key, [.. said]);
    }

    private async Task<BulkAction> ActionAsync(ActionDefinition action, List<Opened> allowing, bool whole, Draft? draft, string? template, Words t, CancellationToken ct)
    {
        var cases = allowing.Select(o => CaseOf(o, t)).ToList();
        if (!whole)
            return new BulkAction(action.Name.In(t.Language), null, null, cases);
        var choice = await templates.ForAsync(allowing[0].Definition, action, [.. allowing.Select(o => o.Submission)], t, ct);
        var mine = draft?.Form == action.Code ? draft : Draft.Blank(action.Code);
        if (template is not null && mine == draft && choice is not null)
            mine = choice.Fill(mine, template);
        var inputs = action.Inputs.Where(i => i.Type != FieldType.Photos).Select(i => fields.Of(i, "inputs", mine, t) is var field && i.Type == FieldType.Submission
            ? field with { Groups = [new OptionGroup(null, [.. cases.Select(c => new Functions.Submissions.Views.Named(c.Id, c.Title))])] }
            : field);
        var form = new ActionModel(action.Code, action.Name.In(t.Language), action.Help.In(t.Language), [.. inputs], mine, draft?.Form == action.Code);
        return new BulkAction(form.Name, form, choice, cases);
    }

    // Photos are of one place: an action that asks for them is taken one by one.
    private static bool Allows(Opened opened, ActionDefinition action) =>
        action.By.Any(by => by is Actor.Officer or Actor.CityAdmin && opened.Capacities.Contains(by))
        && !action.Inputs.Any(i => i.Type == FieldType.Photos && i.IsRequired(opened.Submission.Kind))
        && Workflow.Allowed(opened.Definition, opened.Submission, opened.Capacities).Contains(action);

    private async Task<Dictionary<string, Opened>> OpenAsync(BulkPlace place, IEnumerable<string> ids, Caller caller, CancellationToken ct)
    {
        var found = await Task.WhenAll(ids.Distinct().Select(async id => (Id: id, Opened: await read.RunAsync(id, new Visitor(caller), ct))));
        return found.Where(f => f.Opened.Failure is null && f.Opened.Value.Submission.Agency == place.Agency).ToDictionary(f => f.Id, f => f.Opened.Value);
    }

    private static BulkCase CaseOf(Opened opened, Words t)
    {
        var (definition, s) = (opened.Definition, opened.Submission);
        var title = s.TextOf(CaseModels.Title) ?? definition.Category(s.Category)?.Name.In(t.Language) ?? definition.Name.In(t.Language);
        return new BulkCase(s.Id, s.Version, title, definition.State(s.State).Name.In(t.Language), s.Due);
    }

    private static BulkCase Gone(string id, Words t) => new(id, null, id, null, null, BulkOutcome.Refused, t["bulk-gone"]);

    private static BulkCase Named(string id, Dictionary<string, Opened> known, Words t) => known.TryGetValue(id, out var opened) ? CaseOf(opened, t) : Gone(id, t);

    private static BulkCase Refused(BulkCase one, Failure failure, Words t)
    {
        if (failure.Kind == FailureKind.Stale)
            return one with { Outcome = BulkOutcome.Changed, Why = t["bulk-changed-why"] };
        var problem = Problems.Describe(failure, t.Language);
        return one with { Outcome = BulkOutcome.Refused, Why = problem.Errors is { Count: > 0 } errors ? string.Join(' ', errors.Select(e => e.Message)) : problem.Title };
    }
}
