using Kota.TestKit;

namespace Kota.HostTests.Access;

/// <summary>The two tables of docs/access.md.</summary>
internal sealed record AccessDoc(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Policies, IReadOnlyDictionary<string, string> Functions)
{
    public static AccessDoc Read()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "access.md"));
        var policies = Table(lines, "| policy |");
        var persons = policies[0][1..];
        return new AccessDoc(
            policies[1..].ToDictionary(r => r[0], r => (IReadOnlyDictionary<string, string>)persons.Zip(r[1..]).ToDictionary(p => p.First, p => p.Second)),
            Table(lines, "| function |")[1..].ToDictionary(r => r[0], r => r[2]));
    }

    private static List<string[]> Table(string[] lines, string head) =>
        [.. lines.SkipWhile(l => !l.StartsWith(head, StringComparison.Ordinal)).TakeWhile(l => l.StartsWith('|'))
            .Where(l => !l.StartsWith("|---", StringComparison.Ordinal))
            .Select(l => l.Trim('|').Split('|').Select(c => c.Trim()).ToArray())];
}
