using Kota.Functions.Submissions;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Rules;
using Kota.Kernel.Reference;
using Kota.Kernel.Text;
using Kota.Portal.Rendering;

namespace Kota.Portal.Forms;

/// <summary>A text to start from.</summary>
public sealed record TemplateModel(string Code, string Name, string Text);

/// <summary>The templates of an action, and the input that they fill.</summary>
public sealed record TemplateChoice(string Input, IReadOnlyList<TemplateModel> Templates)
{
    /// <summary>What was typed with the template's text in it: after what is there already, so that nothing is lost.</summary>
    public Draft Fill(Draft draft, string? code)
    {
        if (Templates.FirstOrDefault(t => t.Code == code) is not { } template)
            return draft;
        var typed = draft.Values.GetValueOrDefault(Input, "").TrimEnd();
        var text = typed.Length == 0 ? template.Text : typed.Contains(template.Text, StringComparison.Ordinal) ? typed : $"{typed}\n\n{template.Text}";
        return draft with { Values = new Dictionary<string, string>(draft.Values) { [Input] = text } };
    }
}

/// <summary>Offers the texts that the city admin keeps for officers.</summary>
public sealed class Templates(RuleBook rules, Regions regions)
{
    /// <summary>Those of an action for some submissions of a service, in the language of those who sent them; null when there are none.</summary>
    public async Task<TemplateChoice?> ForAsync(ServiceDefinition service, ActionDefinition action, IReadOnlyList<Submission> submissions, Words t, CancellationToken ct)
    {
        if (action.Inputs.FirstOrDefault(i => i.Type is FieldType.LongText or FieldType.Text) is not { } input || submissions.Count == 0)
            return null;
        var offered = (await rules.TemplatesAsync(service.Code, [.. submissions.Select(s => s.Category).Distinct()], ct)).Where(r => r.Action == action.Code).ToList();
        if (offered.Count == 0)
            return null;
        var spoken = submissions.Select(s => s.Language).Distinct().ToList();
        var language = (spoken is [var one] ? Languages.Find(one) : null) ?? Languages.Indonesian;
        return new TemplateChoice("inputs." + input.Name, [.. offered.Select(o => new TemplateModel(o.Code, o.Name.In(t.Language), TextOf(o)))]);

        // The text for many keeps its placeholders, which each submission fills.
        string TextOf(AnswerTemplate template) =>
            submissions is [var only] ? Placeholders.Fill(template.Text.In(language), service, only, regions) : template.Text.In(language);
    }
}
