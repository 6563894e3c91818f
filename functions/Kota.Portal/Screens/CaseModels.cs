using System.Text.Json;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.UseCases;
using Kota.Functions.Submissions.Views;
using Kota.Portal.Forms;
using Kota.Portal.Rendering;

namespace Kota.Portal.Screens;

/// <summary>Which of the pages shows a submission.</summary>
public enum CaseFace
{
    /// <summary>For the reporter and everybody.</summary>
    Citizen,

    /// <summary>For officers.</summary>
    Officer,

    /// <summary>The permanent page: the same for everybody who opens it.</summary>
    Public,
}

/// <summary>A value with its label. A long one keeps its lines.</summary>
public sealed record Fact(string Label, string Text, bool Long = false);

/// <summary>A step of the history in words.</summary>
public sealed record StepModel(TimelineStep Step, string By, IReadOnlyList<Fact> Said);

/// <summary>An action as a form.</summary>
/// <param name="Code">Code of the action.</param>
/// <param name="Name">Its name.</param>
/// <param name="Help">What it means, by the service's file.</param>
/// <param name="Fields">Its inputs.</param>
/// <param name="Draft">What was typed.</param>
/// <param name="Open">Whether the form stands open.</param>
/// <param name="Follows">What follows from it; for officers.</param>
/// <param name="Templates">Texts to start from; for officers.</param>
/// <param name="Key">Letter that opens it; for officers.</param>
public sealed record ActionModel(
    string Code, string Name, string Help, IReadOnlyList<FieldModel> Fields, Draft Draft, bool Open, Consequences? Follows = null, TemplateChoice? Templates = null, char? Key = null);

/// <summary>A submission as a page shows it. Its draft is the form that came back with errors, if one did.</summary>
public sealed record CaseModel(
    SubmissionView Case, CaseFace Face, bool Inside, IReadOnlyList<Fact> Facts, IReadOnlyList<Fact> Personal, IReadOnlyList<StepModel> Steps,
    IReadOnlyList<ActionModel> Actions, FieldModel Comment, Draft CommentDraft, Draft? Draft, bool Stale, bool Saved, InboxTrail Trail, CaseNeighbours? Neighbours = null)
{
    /// <summary>Changes with everything that this page shows of the submission to this reader, but the passing of time.</summary>
    public string Tag(Words t) => TagOf(Case.Id, Case.Version, t);

    public static string TagOf(string id, int version, Words t) => $"\"{id}.{version}.{t.Code}\"";

    public string Base => Face == CaseFace.Officer ? $"/kelola/kasus/{Case.Id}" : $"/lacak/{Case.Id}";

    /// <summary>What was typed into a form that the new state no longer offers: shown, so that nothing is lost.</summary>
    public IReadOnlyList<string> Orphans =>
        Draft is null || Draft.Form == CaseModels.CommentForm || Actions.Any(a => a.Code == Draft.Form) ? []
        : [.. Draft.Values.Where(v => v.Key.StartsWith("inputs.", StringComparison.Ordinal) && v.Value.Length > 0).Select(v => v.Value)];
}

/// <summary>Builds <see cref="CaseModel"/>.</summary>
public sealed class CaseModels(SubmissionViews views, FormFields fields, ConsequenceViews consequences, Templates templates)
{
    public const string CommentForm = "komentar";

    public const char CommentKey = 'c';

    internal const string Title = "title";

    // What the keys of the whole page are for: see keys.js.
    private const string TakenKeys = "jkoxgiu";

    /// <param name="opened">The submission.</param>
    /// <param name="face">The page.</param>
    /// <param name="t">Texts.</param>
    /// <param name="draft">A form that came back.</param>
    /// <param name="template">Code of the template whose text goes into it.</param>
    /// <param name="subject">Who reads.</param>
    /// <param name="ct">Stops between reads.</param>
    public async Task<CaseModel> BuildAsync(Opened opened, CaseFace face, Words t, Draft? draft, string? template, string? subject, CancellationToken ct)
    {
        var view = await views.FullAsync(opened, t.Language, ct);
        var steps = await views.TimelineAsync(opened, t.Language, ct);
        var actions = new List<ActionModel>();
        foreach (var action in view.Actions)
            actions.Add(await ActionAsync(opened, action, draft, view.Actions.Count == 1, t, face == CaseFace.Officer ? new Help(template, subject, actions) : null, ct));
        var comment = draft?.Form == CommentForm ? draft : Draft.Blank(CommentForm);
        return new CaseModel(
            view,
            face,
            opened.IsInside,
            Facts(opened.Definition, view.Fields, t, except: Title),
            Facts(opened.Definition, view.Personal ?? new Dictionary<string, JsonElement>(), t),
            [.. steps.Reverse().Select(s => Step(opened.Definition, s, t))],
            actions,
            FormFields.Plain("text", FieldType.LongText, t["comment-text"], comment) with { Required = true },
            comment,
            draft,
            Stale: false,
            Saved: false,
            new InboxTrail("", null));
    }

    /// <summary>What a submission is called: its title where the service has one, else its category or service.</summary>
    public static string TitleOf(SubmissionView view) =>
        view.Fields.TryGetValue(Title, out var title) && title.ValueKind == JsonValueKind.String ? title.GetString()!
        : view.Category?.Name ?? view.Service.Name;

    private List<Fact> Facts(ServiceDefinition definition, IReadOnlyDictionary<string, JsonElement> values, Words t, string? except = null) =>
    [
        .. definition.Fields.Where(f => f.Name != except && values.ContainsKey(f.Name))
            .Select(f => new Fact(f.Label.In(t.Language), fields.InWords(f, values[f.Name], t), f.Type == FieldType.LongText)),
    ];

    private StepModel Step(ServiceDefinition definition, TimelineStep step, Words t)
    {
        var action = definition.Actions.FirstOrDefault(a => a.Code == step.Action.Code);
        var said = step.Inputs.Select(i => (i.Value, Field: action?.Inputs.FirstOrDefault(f => f.Name == i.Key)))
            .Select(i => new Fact(i.Field?.Label.In(t.Language) ?? t["comment-text"], fields.InWords(i.Field, i.Value, t), Long: true));
        return new StepModel(step, t["by-" + step.By], [.. said]);
    }

    private async Task<ActionModel> ActionAsync(Opened opened, ActionView action, Draft? draft, bool only, Words t, Help? help, CancellationToken ct)
    {
        var mine = draft?.Form == action.Code ? draft : Draft.Blank(action.Code);
        var definition = opened.Definition.Actions.First(a => a.Code == action.Code);
        var choice = help is null ? null : await templates.ForAsync(opened.Definition, definition, [opened.Submission], t, ct);
        var open = only || mine == draft;
        if (choice is not null && help!.Template is not null && mine == draft)
            mine = choice.Fill(mine, help.Template);
        var drawn = definition.Inputs.Select(i => fields.Of(i, "inputs", mine, t, opened.Submission.Kind));
        var model = new ActionModel(action.Code, action.Name, action.Help, [.. drawn], mine, open);
        return help is null ? model : model with { Follows = consequences.Of(opened, action.Code, help.Subject, t.Language), Templates = choice, Key = KeyOf(action.Name, help.Before) };
    }

    private static char? KeyOf(string name, IReadOnlyList<ActionModel> before) =>
        name.Select(char.ToLowerInvariant).Where(char.IsAsciiLetterLower).Where(letter => letter != CommentKey && !TakenKeys.Contains(letter) && before.All(b => b.Key != letter)).Cast<char?>().FirstOrDefault();

    private sealed record Help(string? Template, string? Subject, IReadOnlyList<ActionModel> Before);
}
