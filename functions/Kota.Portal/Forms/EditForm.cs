using System.Globalization;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Microsoft.AspNetCore.Http;

namespace Kota.Portal.Forms;

/// <summary>
/// What an admin edits as a whole: single inputs, and rows of inputs named <c>{list}.{number}.{column}</c>, as the JSON pointers of the use
/// case's errors name them. Adding a row is a submit of its own, so that it works without a script and loses nothing.
/// </summary>
/// <param name="Values">What was typed, by name of the input.</param>
/// <param name="Does">Value of the button that was pressed.</param>
/// <param name="Version">Version that the reader saw.</param>
public sealed record EditForm(IReadOnlyDictionary<string, string> Values, string Does, int? Version)
{
    public const string DoesInput = "do", Save = "save", Add = "add", Delete = "delete", RemoveColumn = "remove";

    /// <summary>Whether the admin asked for one more row.</summary>
    public bool Adds => Does == Add;

    public string this[string name] => Values.GetValueOrDefault(name, "").Trim();

    public static async Task<Outcome<EditForm>> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (!(await FormBody.ReadAsync(request, ct, many: true)).Succeeded(out var form, out var failure))
            return failure;
        var values = form.ToDictionary(f => f.Key, f => f.Value[^1] ?? "", StringComparer.Ordinal);
        int? version = int.TryParse(values.GetValueOrDefault(PageForm.VersionInput), NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : null;
        return new EditForm(values, values.GetValueOrDefault(DoesInput, Save), version);
    }

    /// <summary>The rows of a list, in their order: those that are to go and those in which nothing was typed are left out.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Rows(string list) =>
    [
        .. Values.Select(v => (Parts: v.Key.Split('.', 3), v.Value)).Where(v => v.Parts.Length == 3 && v.Parts[0] == list)
            .GroupBy(v => int.TryParse(v.Parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1).Where(g => g.Key >= 0).OrderBy(g => g.Key)
            .Select(g => g.ToDictionary(v => v.Parts[2], v => v.Value.Trim(), StringComparer.Ordinal))
            .Where(row => !row.ContainsKey(RemoveColumn) && row.Values.Any(v => v.Length > 0)),
    ];

    /// <summary>Rows as inputs, numbered from 0.</summary>
    public static Dictionary<string, string> Number(string list, IEnumerable<IReadOnlyDictionary<string, string>> rows) =>
        rows.SelectMany((row, n) => row.Select(c => (Name: string.Create(CultureInfo.InvariantCulture, $"{list}.{n}.{c.Key}"), c.Value)))
            .ToDictionary(x => x.Name, x => x.Value, StringComparer.Ordinal);
}
