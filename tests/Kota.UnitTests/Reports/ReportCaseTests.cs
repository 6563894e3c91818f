using CsCheck;
using Kota.Functions.Reports;
using Kota.Kernel.Contracts;

namespace Kota.UnitTests.Reports;

public sealed class ReportCaseTests
{
    private static readonly IReadOnlyList<SubmissionChanged> Life = Facts.Life("SBT-1", Facts.Start);

    [Fact]
    public void Order_and_repetition_of_facts_do_not_matter() =>
        Gen.Shuffle(Life.Concat(Life).ToArray()).Sample(facts =>
        {
            var told = facts.Skip(1).Aggregate(ReportCase.Of(facts[0]), (c, f) => c.With(f));
            Assert.Equal(Seen(Life), told.Steps.Select(Show));
        });

    [Fact]
    public void A_fact_that_says_nothing_new_gives_the_same_case()
    {
        var told = Facts.Case(Life);

        Assert.All(Life, f => Assert.Same(told, told.With(f)));
    }

    [Fact]
    public void What_happens_later_does_not_change_how_it_stood()
    {
        for (var known = 1; known <= Life.Count; known++)
        {
            var early = Facts.Case(Life.Take(known));
            var late = Facts.Case(Life);
            foreach (var at in Life.Take(known).Select(f => f.At))
                Assert.Equal(Show(early.AsOf(at)), Show(late.AsOf(at)));
        }
    }

    [Fact]
    public void It_does_not_exist_before_it_arrives_and_stands_as_left_just_after()
    {
        var told = Facts.Case(Life);

        Assert.Null(told.AsOf(Facts.Start));
        Assert.Equal("received", told.AsOf(Facts.Start.AddTicks(1))!.State);
        Assert.True(told.AsOf(Facts.Start.AddYears(1))!.After.Closed);
    }

    [Fact]
    public void Comments_take_no_room_and_a_long_life_is_cut_to_what_a_row_holds()
    {
        var told = Facts.Case(Life);
        Assert.Same(told, told.With(Facts.Fact("SBT-1", 99, "comment", "closed", "closed", Facts.Start.AddDays(50))));

        for (var seq = 100; seq < 400; seq++)
            told = told.With(Facts.Fact("SBT-1", seq, "ask", "forwarded", "needs_info", Facts.Start.AddDays(seq)));
        Assert.Equal(CaseSteps.Max, told.Steps.Count);
        Assert.Equal((1, 399), (told.Steps[0].Seq, told.Steps[^1].Seq));
        Assert.True(Kota.Kernel.Tables.StoredJson.Write(told).Length < 32_768);
    }

    private static IEnumerable<string> Seen(IEnumerable<SubmissionChanged> facts) => Facts.Case(facts).Steps.Select(Show);

    private static string Show<T>(T value) => Kota.Kernel.Tables.StoredJson.Write(value);
}
