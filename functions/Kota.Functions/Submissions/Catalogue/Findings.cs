namespace Kota.Functions.Submissions.Catalogue;

/// <summary>Errors of one file, each with the JSON pointer to the member that it is about.</summary>
public sealed class Findings(string file)
{
    private readonly List<string> lines = [];

    public string File { get; } = file;

    public IReadOnlyList<string> Lines => lines;

    public void Add(string pointer, string what) => lines.Add($"{File}#{pointer}: {what}");

    public void Require(bool holds, string pointer, string what)
    {
        if (!holds)
            Add(pointer, what);
    }

    /// <summary>Each code has the form, and none stands twice.</summary>
    public void Codes(IEnumerable<string> codes, Func<int, string> pointer, Func<string, bool> form, string formName)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (i, code) in codes.Index())
        {
            Require(form(code), pointer(i), $"'{code}' is not in {formName}");
            Require(seen.Add(code), pointer(i), $"'{code}' stands twice");
        }
    }

    /// <summary>Each name is one of those known, and none stands twice.</summary>
    public void Known(IReadOnlyList<string> names, IReadOnlySet<string> known, string pointer, string what)
    {
        foreach (var (i, name) in names.Index())
        {
            Require(known.Contains(name), $"{pointer}/{i}", $"no {what} '{name}'");
            Require(names.Take(i).All(n => n != name), $"{pointer}/{i}", $"'{name}' stands twice");
        }
    }
}
