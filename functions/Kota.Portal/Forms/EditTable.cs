using System.Globalization;
using System.Text.Json.Nodes;
using Kota.Functions.Submissions.Catalogue;
using Kota.Kernel.Outcomes;
using Kota.Portal.Rendering;

namespace Kota.Portal.Forms;

/// <summary>A column of a list that an admin edits.</summary>
/// <param name="Name">Member of the JSON; one of a member's members with a full stop between, as <c>name.id</c>.</param>
/// <param name="Type">How it is typed.</param>
/// <param name="Label">Its label.</param>
public sealed record EditColumn(string Name, FieldType Type, string Label)
{
    public bool Required { get; init; } = true;

    public string? Help { get; init; }

    public IReadOnlyList<OptionGroup> Groups { get; init; } = [];
}

/// <summary>A list that an admin edits, as a page draws it.</summary>
/// <param name="Name">Member of the JSON that holds it.</param>
/// <param name="RowName">What a row is called, before its number.</param>
/// <param name="Rows">Inputs of each row.</param>
public sealed record EditTable(string Name, string RowName, IReadOnlyList<IReadOnlyList<FieldModel>> Rows)
{
    /// <summary>The inputs of these rows, and of empty ones after them.</summary>
    public static EditTable Of(string name, string rowName, IReadOnlyList<EditColumn> columns, int rows, Draft draft) =>
        new(name, rowName, [.. Enumerable.Range(0, rows).Select(n => columns.Select(c => Field(name, n, c, draft)).ToList())]);

    /// <summary>What is left empty although it is needed: said at once, and before the rest is read.</summary>
    public static IReadOnlyList<FieldError> Missing(string name, IEnumerable<IReadOnlyDictionary<string, string>> rows, IReadOnlyList<EditColumn> columns) =>
    [
        .. rows.SelectMany((row, n) => columns.Where(c => c.Required && row.GetValueOrDefault(c.Name, "").Length == 0)
            .Select(c => new FieldError(string.Create(CultureInfo.InvariantCulture, $"/{name}/{n}/{c.Name.Replace('.', '/')}"), "required"))),
    ];

    /// <summary>Rows as JSON: what was left empty is left out.</summary>
    public static JsonArray ToJson(IEnumerable<IReadOnlyDictionary<string, string>> rows, IReadOnlyList<EditColumn> columns) =>
        [.. rows.Select(row => ToJson(row, columns))];

    /// <summary>A row as JSON.</summary>
    public static JsonObject ToJson(IReadOnlyDictionary<string, string> row, IReadOnlyList<EditColumn> columns)
    {
        var json = new JsonObject();
        foreach (var column in columns)
        {
            var (value, path) = (row.GetValueOrDefault(column.Name, ""), column.Name.Split('.'));
            var parent = path.Length == 1 ? json : (JsonObject)(json[path[0]] ??= new JsonObject());

            // A part of a text in two languages is named even when it is empty, so that the error stands beside its input.
            if (value.Length > 0 || path.Length > 1 || (column.Required && column.Type is FieldType.Text or FieldType.LongText))
                parent[path[^1]] = value;
        }

        return json;
    }

    /// <summary>JSON of a list as rows: the members that columns name.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> ToRows(JsonArray list, IReadOnlyList<EditColumn> columns) =>
        [.. list.Select(item => columns.ToDictionary(c => c.Name, c => Text(item, c.Name), StringComparer.Ordinal))];

    private static string Text(JsonNode? item, string path)
    {
        foreach (var part in path.Split('.'))
            item = item?[part];
        return item?.ToString() ?? "";
    }

    private static FieldModel Field(string list, int row, EditColumn column, Draft draft) =>
        FormFields.Plain(string.Create(CultureInfo.InvariantCulture, $"{list}.{row}.{column.Name}"), column.Type, column.Label, draft) with
        {
            Required = column.Required,
            Help = column.Help,
            Groups = column.Groups,
        };
}

/// <summary>Columns that several lists have.</summary>
public static class EditColumns
{
    /// <summary>A text in both languages.</summary>
    public static IEnumerable<EditColumn> Both(string name, FieldType type, string label, Words t) =>
        [new($"{name}.id", type, t.Of("edit-in-id", label)), new($"{name}.en", type, t.Of("edit-in-en", label))];
}
