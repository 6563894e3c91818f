using CsCheck;
using Kota.Functions.Reports;
using Kota.Functions.Reports.Output;
using Kota.Kernel.Time;

namespace Kota.UnitTests.Reports;

public sealed class FigureTests
{
    private static readonly DateTimeOffset End = Facts.Start.AddDays(30);

    private static readonly WorkingCalendar Calendar = new([new DateOnly(2026, 2, 16), new DateOnly(2026, 2, 17)], new DateOnly(2026, 12, 31));

    [Theory]
    [InlineData(new double[] { }, null, null)]
    [InlineData(new[] { 3.0 }, 3.0, 3.0)]
    [InlineData(new[] { 4.0, 1, 3, 2 }, 2.5, 3.7)]
    [InlineData(new[] { 5.0, 1, 9 }, 5.0, 8.2)]
    public void Median_and_90th_percentile_are_those_of_spreadsheets(double[] values, double? median, double? p90)
    {
        Assert.Equal(median, Statistics.Median(values));
        Assert.Equal(p90, Statistics.Percentile(values, 0.9) is { } p ? Math.Round(p, 9) : null);
    }

    [Fact]
    public void A_percentile_lies_among_the_values_and_rises_with_the_share() =>
        Gen.Select(Gen.Double[0, 1000].Array[1, 40], Gen.Double[0, 1], Gen.Double[0, 1]).Sample((values, a, b) =>
        {
            var (low, high) = (Statistics.Percentile(values, Math.Min(a, b))!.Value, Statistics.Percentile(values, Math.Max(a, b))!.Value);
            Assert.InRange(low, values.Min() - 1e-9, high + 1e-9);
            Assert.InRange(high, low - 1e-9, values.Max() + 1e-9);
        });

    [Fact]
    public void No_hidden_number_is_small_alone_or_can_be_had_by_subtraction() =>
        Gen.Int[0, 12].Array[1, 12].Sample(counts =>
        {
            var shown = SmallNumbers.Hide(counts);
            Assert.DoesNotContain(shown, n => n is > 0 and < Figures.Smallest);
            var hidden = counts.Where((_, i) => shown[i] is null).ToList();
            if (hidden.Count > 0 && counts.Any(n => n >= Figures.Smallest))
                Assert.True(hidden.Count >= 2 && hidden.Sum() >= Figures.Smallest);
            if (counts.All(n => n is 0 or >= Figures.Smallest))
                Assert.Empty(hidden);
        });

    [Fact]
    public void A_life_counts_once_in_each_figure_with_the_agency_whose_it_was()
    {
        var rows = Figures.Of([Facts.Case(Facts.Life("SBT-1", Facts.Start))], Facts.Start, End, FigureKey.Agency);

        Assert.Equal(["dishub", "dlh"], rows.Select(r => r.Key));
        Assert.Equal((0, 1), (rows[0].Answered, rows[0].Bounces));
        Assert.Equal(new FigureRow("dlh", 1, 1, 5, 5, 1, 1, 1, 4, 0), rows[1]);
    }

    [Fact]
    public void A_case_that_is_merged_split_and_merged_again_was_merged_twice()
    {
        var facts = new[]
        {
            Facts.Fact("SBT-1", 1, "submit", null, "received", Facts.Start, Facts.Start, "dlh", true),
            Facts.Fact("SBT-1", 2, "merge", "received", "merged", Facts.Start.AddDays(1), Facts.Start, "dlh", true),
            Facts.Fact("SBT-1", 3, "split", "merged", "received", Facts.Start.AddDays(2), Facts.Start, "dlh", true),
            Facts.Fact("SBT-1", 4, "merge", "received", "merged", Facts.Start.AddDays(3), Facts.Start, "dlh", true),
        };

        Assert.Equal(2, Figures.Of([Facts.Case(facts)], Facts.Start, End, FigureKey.Agency).Single().Merged);
        Assert.Equal(1, Figures.Of([Facts.Case(facts)], Facts.Start, Facts.Start.AddDays(2), FigureKey.Agency).Single().Merged);
    }

    [Fact]
    public void Spans_that_follow_each_other_count_everything_once()
    {
        var cases = Enumerable.Range(0, 6).Select(n => Facts.Case(Facts.Life($"SBT-{n}", Facts.Start.AddDays(n)))).ToList();
        var whole = Figures.Of(cases, Facts.Start, End, FigureKey.Category).Single();
        var parts = Enumerable.Range(0, 30).SelectMany(d => Figures.Of(cases, Facts.Start.AddDays(d), Facts.Start.AddDays(d + 1), FigureKey.Category)).ToList();

        Assert.Equal(
            (whole.Opened, whole.Answered, whole.Reopened, whole.Ratings, whole.Bounces),
            (parts.Sum(p => p.Opened), parts.Sum(p => p.Answered), parts.Sum(p => p.Reopened), parts.Sum(p => p.Ratings), parts.Sum(p => p.Bounces)));
    }

    [Theory]
    [InlineData(4, FigureKey.Agency, 0)]
    [InlineData(5, FigureKey.Agency, 5)]
    [InlineData(5, FigureKey.Category, 0)]
    public void Hidden_cases_count_by_agency_only_and_only_when_there_are_five(int hidden, FigureKey by, int counted)
    {
        var cases = Enumerable.Range(0, hidden).Select(n => Facts.Case(Facts.Life($"SBT-{n}", Facts.Start, isPublic: false)));

        Assert.Equal(counted, Figures.Of(cases, Facts.Start, End, by).Where(r => r.Key is "dlh" or "waste").Sum(r => r.Answered));
    }

    [Fact]
    public void Late_is_what_has_ended_and_soon_what_ends_within_the_next_working_day()
    {
        // Friday 07:00 before a weekend and two days off: the next working day ends on Wednesday at 07:00.
        var at = new DateTimeOffset(2026, 2, 13, 0, 0, 0, TimeSpan.Zero);
        ReportCase Due(string id, DateTimeOffset due, bool isPublic = true) => Facts.Case(
            [Facts.Fact(id, 1, "submit", null, "received", at.AddDays(-9), at.AddDays(-9), isPublic: isPublic, due: due, handler: id == "b" ? "orang-1" : null)]);
        var late = LateCases.At(
            [Due("a", at), Due("b", at.AddTicks(1)), Due("c", at.AddDays(5)), Due("d", at.AddDays(5).AddTicks(1)), Due("e", at.AddDays(-1), isPublic: false)], at, Calendar);

        Assert.Equal([("a", true), ("b", false), ("c", false)], late.Listed.Select(l => (l.Case.Id, l.Late)));
        Assert.Equal([new LateTotal("dlh", null, 1, 2)], late.ByAgency);
        Assert.Equal([new LateTotal("dlh", null, 1, 1), new LateTotal("dlh", "orang-1", 0, 1)], late.ByPerson);
    }

    [Fact]
    public void The_same_sheets_give_the_same_bytes_and_no_cell_runs_as_a_formula()
    {
        var sheet = new Sheet("late", "Terlambat", ["agency", "late"], [["=HYPERLINK(\"x\")", 1], ["<b>", null], ["@cmd", -2]]);

        Assert.Equal(SheetFiles.ToXlsx("a", [sheet]).Content, SheetFiles.ToXlsx("a", [sheet]).Content);
        var csv = System.Text.Encoding.UTF8.GetString(SheetFiles.ToCsv("a", sheet).Content);
        Assert.Contains("'=HYPERLINK", csv, StringComparison.Ordinal);
        Assert.Contains("'@cmd", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", System.Text.Encoding.UTF8.GetString(SheetFiles.ToHtml("a", "t", [sheet]).Content), StringComparison.Ordinal);
        Assert.Equal(["agency,late"], csv.Split("\r\n").Take(1));
    }
}
