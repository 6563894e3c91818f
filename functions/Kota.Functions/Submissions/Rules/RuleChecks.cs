using Kota.Functions.Submissions.Catalogue;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Reference;

namespace Kota.Functions.Submissions.Rules;

/// <summary>Holds a set of rules against its service and the city: an error names the rule that is wrong.</summary>
public sealed class RuleChecks(Agencies agencies, Regions regions)
{
    private const int MaxRules = 500, MaxName = 100;

    /// <summary>Every error; none when the set may come into force.</summary>
    public IReadOnlyList<FieldError> Check(ServiceDefinition service, RuleSet rules)
    {
        var errors = new List<FieldError>();
        switch (rules)
        {
            case RoutingRules r:
                Each("/rules", r.Rules, (at, rule) => CheckRouting(service, rule, at, errors), errors);
                break;
            case AnswerTemplates t:
                Each("/templates", t.Templates, (at, template) => CheckTemplate(service, template, at, errors), errors);
                Unique("/templates", t.Templates.Select(x => x?.Code), "/code", errors);
                break;
            case ReasonLists l:
                Each("/lists", l.Lists, (at, list) => CheckReasons(service, list, at, errors), errors);
                Unique("/lists", l.Lists.Select(x => $"{x?.Action} {x?.Input}"), "/input", errors);
                break;
            case BannedWords b:
                Each("/words", b.Words, (at, word) =>
                {
                    Text(word, 60, at, errors);
                    if (word.Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(part => !part.Any(char.IsLetterOrDigit)))
                        errors.Add(new FieldError(at, "word-without-letter"));
                }, errors);
                break;
        }

        return errors;
    }

    private void CheckRouting(ServiceDefinition service, RoutingRule rule, string at, List<FieldError> errors)
    {
        if (service.Category(rule.Category) is null)
            errors.Add(new FieldError($"{at}/category", "category-unknown"));
        if (agencies.Find(rule.Agency) is null)
            errors.Add(new FieldError($"{at}/agency", "agency-unknown"));
        if (rule.Kelurahan is not null && regions.Find(rule.Kelurahan) is null)
            errors.Add(new FieldError($"{at}/kelurahan", "kelurahan-unknown"));
        if (rule.To < rule.From)
            errors.Add(new FieldError($"{at}/to", "ends-before-start"));
    }

    private static void CheckTemplate(ServiceDefinition service, AnswerTemplate template, string at, List<FieldError> errors)
    {
        if (!Codes.IsKebab(template.Code))
            errors.Add(new FieldError($"{at}/code", "code-form"));
        Both(template.Name, MaxName, $"{at}/name", errors);
        var input = service.Actions.FirstOrDefault(a => a.Code == template.Action)?.Inputs.FirstOrDefault(i => i.Type is FieldType.LongText or FieldType.Text);
        if (input is null)
            errors.Add(new FieldError($"{at}/action", "action-without-text"));
        else
            Both(template.Text, input.MaxLength ?? 2000, $"{at}/text", errors);
        foreach (var (text, member) in new[] { (template.Text.Id, "id"), (template.Text.En, "en") })
            errors.AddRange(Placeholders.Unknown(text ?? "").Select(name => new FieldError($"{at}/text/{member}", "placeholder-unknown", name, string.Join(", ", Placeholders.Names))));
        foreach (var (category, i) in (template.Categories ?? []).Select((c, i) => (c, i)))
        {
            if (service.Category(category) is null)
                errors.Add(new FieldError($"{at}/categories/{i}", "category-unknown"));
        }
    }

    private static void CheckReasons(ServiceDefinition service, ReasonList list, string at, List<FieldError> errors)
    {
        var input = service.Actions.FirstOrDefault(a => a.Code == list.Action)?.Inputs.FirstOrDefault(i => i.Name == list.Input);
        if (input?.Type != FieldType.Choice)
            errors.Add(new FieldError($"{at}/input", "no-choice"));
        if (list.Options.Count == 0)
            errors.Add(new FieldError($"{at}/options", "required"));
        Each($"{at}/options", list.Options, (place, option) =>
        {
            if (!Codes.IsKebab(option.Code))
                errors.Add(new FieldError($"{place}/code", "code-form"));
            Both(option.Name, MaxName, $"{place}/name", errors);
        }, errors);
        Unique($"{at}/options", list.Options.Select(o => o?.Code), "/code", errors);
    }

    private static void Each<T>(string at, IReadOnlyList<T> items, Action<string, T> check, List<FieldError> errors)
    {
        if (items.Count > MaxRules)
            errors.Add(new FieldError(at, "too-many-items", MaxRules));
        for (var i = 0; i < Math.Min(items.Count, MaxRules); i++)
        {
            if (items[i] is null)
                errors.Add(new FieldError($"{at}/{i}", "json-null"));
            else
                check($"{at}/{i}", items[i]);
        }
    }

    private static void Unique(string at, IEnumerable<string?> codes, string member, List<FieldError> errors)
    {
        var seen = new HashSet<string?>(StringComparer.OrdinalIgnoreCase);
        errors.AddRange(codes.Select((code, i) => (code, i)).Where(x => !seen.Add(x.code)).Select(x => new FieldError($"{at}/{x.i}{member}", "stands-twice")));
    }

    private static void Both(LocalText text, int max, string at, List<FieldError> errors)
    {
        Text(text.Id, max, $"{at}/id", errors);
        Text(text.En, max, $"{at}/en", errors);
    }

    private static void Text(string text, int max, string at, List<FieldError> errors)
    {
        if (string.IsNullOrWhiteSpace(text))
            errors.Add(new FieldError(at, "required"));
        else if (text.Length > max)
            errors.Add(new FieldError(at, "too-long", max));
    }
}
