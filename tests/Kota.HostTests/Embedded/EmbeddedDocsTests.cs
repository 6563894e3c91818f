using System.Reflection;
using System.Text.RegularExpressions;

namespace Kota.HostTests.Embedded;

/// <summary>docs/hosts.md against the tests that it names.</summary>
public sealed partial class EmbeddedDocsTests
{
    private static readonly string[] Verdicts = ["alike", "different", "lacking"];

    private static readonly string[][] Rows = [.. File.ReadAllLines(Path.Combine(Repository.Root, "docs", "hosts.md"))
        .Where(l => l.StartsWith("| ", StringComparison.Ordinal)).Select(l => l.Trim('|', ' ').Split(" | ")).Where(r => r.Length == 4 && Verdicts.Contains(r[1]))];

    [Fact]
    public void Every_test_that_the_page_names_exists()
    {
        var tests = typeof(EmbeddedDocsTests).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(m => m.IsDefined(typeof(FactAttribute))))
            .Select(m => m.Name).ToHashSet();
        var named = Rows.SelectMany(r => Test().Matches(r[3]).Select(m => m.Groups[1].Value)).ToList();
        Assert.True(named.Count > 30, $"only {named.Count} tests are named");
        Assert.Empty(named.Except(tests));
    }

    [Fact]
    public void Every_behaviour_that_is_alike_or_different_names_its_test() =>
        Assert.Empty(Rows.Where(r => r[1] != "lacking" && !Test().IsMatch(r[3])).Select(r => r[0]));

    [GeneratedRegex("`([A-Z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+)`")]
    private static partial Regex Test();
}
