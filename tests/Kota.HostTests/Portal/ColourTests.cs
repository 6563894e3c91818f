using System.Globalization;
using System.Text.RegularExpressions;
using Kota.Portal.Rendering;

namespace Kota.HostTests.Portal;

/// <summary>What is written can be read: WCAG 2.2 AA for every pair of ink and ground, in both themes.</summary>
public sealed partial class ColourTests
{
    private const double Text = 4.5, Border = 3;

    private static readonly Dictionary<string, string>[] Themes = Read();

    [Fact]
    public void Both_ways_to_the_dark_theme_are_the_same() => Assert.Equal(Themes[1], Themes[2]);

    [Theory]
    [InlineData("ink", "ground panel sunken info-ground bad-ground warn-ground good-ground")]
    [InlineData("soft", "ground panel sunken info-ground")]
    [InlineData("strong", "ground panel sunken info-ground warn-ground good-ground")]
    [InlineData("strong-deep", "ground panel info-ground")]
    [InlineData("on-strong", "strong strong-deep good")]
    [InlineData("on-band", "band")]
    [InlineData("info", "info-ground")]
    [InlineData("bad", "bad-ground ground panel")]
    [InlineData("warn", "warn-ground")]
    [InlineData("good", "good-ground ground panel")]
    public void Text_stands_out(string ink, string grounds) => StandsOut(ink, grounds, Text);

    [Theory]
    [InlineData("edge", "ground panel sunken")]
    [InlineData("accent", "band")]
    public void Borders_stand_out(string line, string grounds) => StandsOut(line, grounds, Border);

    private static void StandsOut(string ink, string grounds, double least) => Assert.All(Themes, theme =>
        Assert.All(grounds.Split(' '), ground => Assert.True(Contrast(theme[ink], theme[ground]) >= least, $"{ink} on {ground}: {Contrast(theme[ink], theme[ground]):0.00}")));

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour)
    {
        var hex = colour.Length == 4 ? string.Concat(colour[1..].Select(c => new string(c, 2))) : colour[1..];
        var parts = hex.Chunk(2).Select(c => int.Parse(c, NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255d)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToList();
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    }

    private static Dictionary<string, string>[] Read()
    {
        using var reader = new StreamReader(AssetStore.Open(new AssetStore().Named("kota.css")));
        var css = reader.ReadToEnd();
        return [.. Block().Matches(css).Select(b => Colour().Matches(b.Value).ToDictionary(c => c.Groups[1].Value, c => c.Groups[2].Value)).Where(t => t.ContainsKey("ground")).Take(3)];
    }

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Block();

    [GeneratedRegex(@"--([\w-]+): (#\w+);")]
    private static partial Regex Colour();
}
