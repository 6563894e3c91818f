using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Kota.Portal.Rendering;

namespace Kota.HostTests.Portal;

/// <summary>Texts stand in the resource files, in both languages, and nowhere else.</summary>
public sealed partial class TextTests
{
    private static readonly ResourceManager Resources = new("Kota.Portal.Texts.Portal", typeof(Words).Assembly);

    [Fact]
    public void Both_languages_have_the_same_texts_with_the_same_placeholders()
    {
        var (indonesian, english) = (Texts(""), Texts("en"));

        Assert.Equal(indonesian.Keys.Order(), english.Keys.Order());
        Assert.All(indonesian, t => Assert.Equal(Placeholders(t.Value), Placeholders(english[t.Key])));
        Assert.DoesNotContain(indonesian.Concat(english), t => string.IsNullOrWhiteSpace(t.Value));
    }

    [Fact]
    public void Every_text_that_a_component_names_exists()
    {
        var known = Texts("");
        var named = Sources("*.razor").Concat(Sources("*.cs")).SelectMany(s => NamedText().Matches(File.ReadAllText(s)).Select(m => m.Groups[1].Value)).ToList();

        Assert.NotEmpty(named);
        Assert.All(named.Where(n => !n.EndsWith('-')), n => Assert.True(known.ContainsKey(n), $"No text {n}"));
    }

    [Fact]
    public void No_component_holds_text_of_its_own()
    {
        var found =
            from file in Sources("*.razor")
            let markup = WithoutCode(File.ReadAllText(file))
            from text in Element().Replace(markup, "\n").Split('\n').Concat(Spoken().Matches(markup).Select(m => m.Groups[1].Value))
            where Letters().IsMatch(text)
            select $"{Path.GetFileName(file)}: {text.Trim()}";

        Assert.Empty(found);
    }

    private static Dictionary<string, string> Texts(string culture) =>
        Resources.GetResourceSet(CultureInfo.GetCultureInfo(culture), createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);

    private static IEnumerable<string> Placeholders(string text) => Placeholder().Matches(text).Select(m => m.Value).Distinct().Order();

    // What is left are elements, the values of their attributes, and text.
    private static string WithoutCode(string razor)
    {
        var markup = CodeBlock().Replace(Comment().Replace(razor, ""), "");
        markup = string.Join('\n', markup.Split('\n').Where(line => !Statement().IsMatch(line)));
        string before;
        do
        {
            before = markup;
            markup = Expression().Replace(markup, "");
        }
        while (markup != before);
        return markup;
    }

    private static IEnumerable<string> Sources(string pattern)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Kota.slnx")))
            folder = folder.Parent!;
        return Directory.EnumerateFiles(Path.Combine(folder.FullName, "functions", "Kota.Portal"), pattern, SearchOption.AllDirectories);
    }

    [GeneratedRegex("""\bT(?:\.Of\(|\[)"([^"]+)"[\],)]""")]
    private static partial Regex NamedText();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\n@code \{.*", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"^\s*(@(using|namespace|inherits|implements|inject|if|foreach|switch)\b|if\b|else\b|case\b|default:|break;|[{}]\s*$)")]
    private static partial Regex Statement();

    // From the inside out: brackets without brackets in them, then the member path before them.
    [GeneratedRegex("""\((?:[^()"]|"[^"]*")*\)|\[(?:[^\[\]"]|"[^"]*")*\]|@[\w.!?]*""")]
    private static partial Regex Expression();

    [GeneratedRegex("""<[^>]*>""")]
    private static partial Regex Element();

    [GeneratedRegex("""(?:alt|title|placeholder|aria-label|label)="([^"]*)"|content="([^"]*)" """)]
    private static partial Regex Spoken();

    [GeneratedRegex(@"\p{L}{2,}")]
    private static partial Regex Letters();
}
