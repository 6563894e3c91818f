using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Rules;
using Kota.Functions.Submissions.Views;
using Kota.Portal.Forms;
using Kota.Portal.Rendering;

namespace Kota.Portal.Screens.Admin;

/// <summary>Each kind of rules as a list that is edited: its columns, its rows, and the JSON that they make.</summary>
public sealed class RuleTables(FormFields fields)
{
    /// <summary>The single input of the banned words, a word a line.</summary>
    public const string Words = "words";

    /// <summary>Member of the JSON that holds the rows.</summary>
    public static string ListOf(string kind) => kind switch
    {
        RuleKinds.Routing => "rules",
        RuleKinds.Templates => "templates",
        RuleKinds.Reasons => "lists",
        _ => Words,
    };

    public IReadOnlyList<EditColumn> Columns(ServiceDefinition service, string kind, Words t) => kind switch
    {
        RuleKinds.Routing =>
        [
            new("category", FieldType.Choice, t["rule-category"]) { Groups = [Named(service.Categories.Select(c => new Named(c.Code, c.Name.In(t.Language))))] },
            new("agency", FieldType.Agency, t["rule-agency"]) { Groups = fields.AgencyGroups(t) },
            new("kelurahan", FieldType.Choice, t["kelurahan"]) { Required = false, Help = t["rule-kelurahan-help"], Groups = fields.KelurahanGroups() },
            new("from", FieldType.Date, t["rule-from"]),
            new("to", FieldType.Date, t["rule-to"]) { Required = false },
        ],
        RuleKinds.Templates =>
        [
            new("code", FieldType.Text, t["rule-code"]) { Help = t["rule-code-help"] },
            new("action", FieldType.Choice, t["rule-action"]) { Groups = [Named(service.Actions.Where(IsAnswered).Select(a => new Named(a.Code, a.Name.In(t.Language))))] },
            .. EditColumns.Both("name", FieldType.Text, t["rule-name"], t),
            .. EditColumns.Both("text", FieldType.LongText, t["rule-text"], t),
            new("categories", FieldType.Text, t["rule-categories"]) { Required = false, Help = t.Of("rule-categories-help", string.Join(", ", service.Categories.Select(c => c.Code))) },
        ],
        RuleKinds.Reasons =>
        [
            new("list", FieldType.Choice, t["rule-list"]) { Groups = [Named(Lists(service, t))] },
            new("code", FieldType.Text, t["rule-code"]) { Help = t["rule-code-help"] },
            .. EditColumns.Both("name", FieldType.Text, t["rule-reason"], t),
        ],
        _ => [],
    };

    /// <summary>Stored rules as rows.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Rows(string kind, IReadOnlyList<EditColumn> columns, JsonElement rules)
    {
        var list = JsonNode.Parse(rules.GetRawText())![ListOf(kind)]!.AsArray();
        return kind switch
        {
            RuleKinds.Reasons => [.. list.SelectMany(l => l!["options"]!.AsArray().Select(o => new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["list"] = $"{l["action"]}/{l["input"]}", ["code"] = $"{o!["code"]}", ["name.id"] = $"{o["name"]!["id"]}", ["name.en"] = $"{o["name"]!["en"]}",
            }))],
            RuleKinds.Templates => [.. EditTable.ToRows(list, columns).Zip(list, (row, item) => new Dictionary<string, string>(row, StringComparer.Ordinal)
            {
                ["categories"] = string.Join(", ", item!["categories"]?.AsArray().Select(c => $"{c}") ?? []),
            })],
            _ => EditTable.ToRows(list, columns),
        };
    }

    /// <summary>Stored banned words, a word a line.</summary>
    public static string Lines(JsonElement rules) => string.Join('\n', rules.GetProperty(Words).EnumerateArray().Select(w => w.GetString()));

    /// <summary>What the rows say as the use case reads it.</summary>
    public JsonObject ToJson(string kind, IReadOnlyList<EditColumn> columns, EditForm form)
    {
        var rows = form.Rows(ListOf(kind));
        return new JsonObject
        {
            [ListOf(kind)] = kind switch
            {
                RuleKinds.Banned => new JsonArray([.. WordsOf(form).Select(w => JsonValue.Create(w))]),
                RuleKinds.Reasons => new JsonArray([.. Groups(rows).Select(g => ListJson(g.Key, g.Select(x => x.Row)))]),
                RuleKinds.Templates => new JsonArray([.. rows.Select(row => Template(row, columns))]),
                _ => EditTable.ToJson(rows, columns),
            },
        };
    }

    /// <summary>The input that an error of the use case belongs to.</summary>
    public string InputOf(string kind, EditForm form, string name)
    {
        var parts = name.Split('.');
        if (kind == RuleKinds.Banned)
            return Words;
        if (parts is [_, _, "categories", _])
            return string.Join('.', parts[..3]);
        if (kind != RuleKinds.Reasons || parts.Length < 3 || !int.TryParse(parts[1], out var list))
            return name;
        var group = Groups(form.Rows(ListOf(kind))).ElementAtOrDefault(list)?.ToList() ?? [];
        return parts is [_, _, "options", var option, .. var rest] && int.TryParse(option, out var o) && o < group.Count
            ? string.Create(CultureInfo.InvariantCulture, $"lists.{group[o].Number}.{string.Join('.', rest)}")
            : group.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $"lists.{group[0].Number}.list") : name;
    }

    /// <summary>The word that an error of the banned words means.</summary>
    public static string? WordAt(EditForm form, string name) =>
        name.Split('.') is [_, var n] && int.TryParse(n, out var at) ? WordsOf(form).ElementAtOrDefault(at) : null;

    /// <summary>What a version says, a line for each rule.</summary>
    public static IReadOnlyList<string> Says(string kind, JsonElement rules) =>
    [
        .. rules.GetProperty(ListOf(kind)).EnumerateArray().Select(r => kind switch
        {
            RuleKinds.Routing => $"{Text(r, "category")} → {Text(r, "agency")}{(Text(r, "kelurahan") is { Length: > 0 } k ? $", {k}" : null)}, {Text(r, "from")} – {Text(r, "to")}",
            RuleKinds.Templates => $"{Text(r, "code")} ({Text(r, "action")}): {Text(r.GetProperty("text"), "id")}",
            RuleKinds.Reasons => $"{Text(r, "action")}/{Text(r, "input")}: {string.Join(", ", r.GetProperty("options").EnumerateArray().Select(o => Text(o, "code")))}",
            _ => r.GetString() ?? "",
        }),
    ];

    private static bool IsAnswered(ActionDefinition action) =>
        action.Inputs.Any(i => i.Type is FieldType.LongText or FieldType.Text) && !action.By.All(b => b is Actor.Reporter or Actor.System or Actor.Timer);

    private static IEnumerable<Named> Lists(ServiceDefinition service, Words t) =>
        from action in service.Actions
        from input in action.Inputs
        where input.Type == FieldType.Choice
        select new Named($"{action.Code}/{input.Name}", $"{action.Name.In(t.Language)}: {input.Label.In(t.Language)}");

    private static OptionGroup Named(IEnumerable<Named> options) => new(null, [.. options.DistinctBy(o => o.Code)]);

    private static string[] WordsOf(EditForm form) => form[Words].Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<IGrouping<string, (IReadOnlyDictionary<string, string> Row, int Number)>> Groups(IReadOnlyList<IReadOnlyDictionary<string, string>> rows) =>
        rows.Select((row, n) => (Row: row, Number: n)).GroupBy(x => x.Row.GetValueOrDefault("list", ""));

    private static JsonObject ListJson(string list, IEnumerable<IReadOnlyDictionary<string, string>> rows)
    {
        var (action, input) = list.Split('/') is [var a, var i] ? (a, i) : (list, "");
        return new JsonObject
        {
            ["action"] = action,
            ["input"] = input,
            ["options"] = new JsonArray([.. rows.Select(r => new JsonObject
            {
                ["code"] = r.GetValueOrDefault("code", ""),
                ["name"] = new JsonObject { ["id"] = r.GetValueOrDefault("name.id", ""), ["en"] = r.GetValueOrDefault("name.en", "") },
            })]),
        };
    }

    private static JsonObject Template(IReadOnlyDictionary<string, string> row, IReadOnlyList<EditColumn> columns)
    {
        var json = EditTable.ToJson(row, columns);
        var categories = row.GetValueOrDefault("categories", "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        json["action"] ??= "";
        json["categories"] = categories.Length == 0 ? null : new JsonArray([.. categories.Select(c => JsonValue.Create(c))]);
        return json;
    }

    private static string Text(JsonElement item, string name) => item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
