using System.Text.RegularExpressions;
using System.Xml.Linq;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Text;
using Kota.TestKit;

namespace Kota.UnitTests.Kernel;

public sealed partial class FailureTextTests
{
    private static readonly IReadOnlyList<(string Name, string Text)> Indonesian = Load("Messages.resx");
    private static readonly IReadOnlyList<(string Name, string Text)> English = Load("Messages.en.resx");

    public static TheoryData<string> CodesInUse => [.. Codes().Distinct().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(CodesInUse))]
    public void Every_code_has_a_text_in_both_languages(string code)
    {
        Assert.Contains(Indonesian, t => t.Name == code && t.Text.Length > 0);
        Assert.Contains(English, t => t.Name == code && t.Text.Length > 0);
    }

    [Fact]
    public void The_codes_of_the_kernel_are_found_in_its_source() =>
        Assert.Superset(new HashSet<string> { "not-found", "json-unknown-member", "dead-letter-replayed", "too-large", "queue-unknown" }, Codes().ToHashSet());

    [Fact]
    public void Both_languages_have_the_same_codes_in_order()
    {
        Assert.Equal(Indonesian.Select(t => t.Name), English.Select(t => t.Name));
        Assert.Equal(Indonesian.Select(t => t.Name).Order(StringComparer.Ordinal).Distinct(), Indonesian.Select(t => t.Name));
    }

    [Fact]
    public void Both_languages_have_the_same_placeholders() =>
        Assert.All(Indonesian.Zip(English), p => Assert.Equal(Placeholders(p.First.Text), Placeholders(p.Second.Text)));

    [Fact]
    public void A_text_is_given_in_the_language_asked_for_with_its_values()
    {
        Assert.Equal("Isi JSON melebihi 64 KiB.", Texts.Get("json-too-large", Languages.Indonesian, 64));
        Assert.Equal("The JSON body is larger than 64 KiB.", Texts.Get("json-too-large", Languages.English, 64));
        Assert.Equal("no-such-code", Texts.Get("no-such-code", Languages.English));
    }

    [Theory]
    [InlineData("id", "id")]
    [InlineData("ID-id", "id")]
    [InlineData("en", "en")]
    [InlineData("en-US", "en")]
    [InlineData("jv", null)]
    [InlineData(null, null)]
    public void Languages_are_found_by_code(string? asked, string? found) =>
        Assert.Equal(found, Languages.Find(asked) is { } language ? Languages.Code(language) : null);

    [Fact]
    public void A_problem_carries_code_status_and_a_text_for_each_field()
    {
        var problem = Problems.Describe(Failure.Invalid("/place/lat", "json-wrong-type", 3), Languages.English);

        Assert.Equal(("urn:kota:problem:invalid-input", 400, "invalid-input"), (problem.Type, problem.Status, problem.Code));
        Assert.Equal(new ProblemField("/place/lat", "json-wrong-type", "The value has the wrong type (line 3)."), Assert.Single(problem.Errors!));
        Assert.Null(Problems.Describe(Failure.NotFound(), Languages.Indonesian).Errors);
    }

    [Fact]
    public void Every_kind_of_failure_has_a_status_of_its_own()
    {
        var statuses = Enum.GetValues<FailureKind>().Select(Problems.StatusOf).ToList();
        Assert.All(statuses, s => Assert.InRange(s, 400, 503));
        Assert.Equal(statuses.Count, statuses.Distinct().Count());
    }

    // A code stands as a literal in the statement that makes the failure, or in one that chooses it.
    private static IEnumerable<string> Codes() =>
        from file in Directory.EnumerateFiles(Repository.PathOf("functions"), "*.cs", SearchOption.AllDirectories)
        from statement in Statements().Split(Comments().Replace(File.ReadAllText(file), ""))
        from code in Direct().Matches(statement).Select(m => m.Groups["code"].Value)
            .Concat(MakesFailure().IsMatch(statement) ? Kebab().Matches(statement).Select(m => m.Groups["code"].Value) : [])
        select code;

    private static List<(string, string)> Load(string file) =>
        [.. XDocument.Load(Repository.PathOf($"functions/Kota.Kernel/Text/{file}")).Root!.Elements("data").Select(e => (e.Attribute("name")!.Value, e.Element("value")!.Value))];

    private static IEnumerable<string> Placeholders(string text) => Placeholder().Matches(text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex(@";\s|\breturn\b")]
    private static partial Regex Statements();

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex Comments();

    [GeneratedRegex(@"\bFailure\.(NotFound|Forbidden|Unauthenticated|Conflict)\(\s*""(?<code>[^""]+)""|\bnew Failure\(\s*FailureKind\.\w+,\s*""(?<code>[^""]+)""|\b(Failure\.Invalid|new FieldError)\(\s*(\$?""[^""]*""|[\w.]+(\([^()]*\))?),\s*""(?<code>[^""]+)""")]
    private static partial Regex Direct();

    [GeneratedRegex(@"\bnew Failure\(|\bFailure\.\w+\(|\bFieldError\(|\bcode = ")]
    private static partial Regex MakesFailure();

    [GeneratedRegex(@"""(?<code>[a-z]+(-[a-z0-9]+)+)""")]
    private static partial Regex Kebab();

    [GeneratedRegex(@"\{\d")]
    private static partial Regex Placeholder();
}
