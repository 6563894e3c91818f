using Kota.Functions.Submissions.Catalogue;
using Kota.UnitTests.Time;
using static Kota.UnitTests.Workflow.SmallService;

namespace Kota.UnitTests.Workflow;

/// <summary>What the engine promises to any service.</summary>
public sealed class EngineTests
{
    private static readonly DateTimeOffset Start = Wib.At(2026, 11, 23, 9);

    [Fact]
    public void An_action_without_a_target_leaves_state_and_clocks_alone()
    {
        var file = CaseFile.Begin(Of(["a"], [Action("note", "a", null)], [Hours("c", 10, "a")]), Start);
        var before = file.Submission;

        file.At(Start.AddHours(1)).Do("note", Actor.Officer);

        Assert.Equal((Start, Start.AddHours(1)), (file.Submission.StateSince, file.Submission.ChangedAt));
        Assert.Equal(before.Clocks, file.Submission.Clocks);
    }

    [Fact]
    public void Entering_the_present_state_again_starts_its_time_anew_but_not_its_clocks()
    {
        var file = CaseFile.Begin(Of(["a"], [Action("again", "a", "a")], [Hours("c", 10, "a")]), Start);

        file.At(Start.AddHours(1)).Do("again", Actor.Officer);

        Assert.Equal(Start.AddHours(1), file.Submission.StateSince);
        Assert.Equal(Start.AddHours(10), file.Submission.Due);
    }

    [Fact]
    public void An_action_can_restart_a_clock_without_moving()
    {
        var extend = Action("extend", "a", null) with { Effects = [new(EffectKind.RestartClock, Clock: "c")] };
        var file = CaseFile.Begin(Of(["a"], [extend], [Hours("c", 10, "a")]), Start);

        file.At(Start.AddHours(4)).Do("extend", Actor.Officer);

        Assert.Equal((Start.AddHours(4), Start.AddHours(14)), (file.Clock("c")!.StartedAt, file.Clock("c")!.DueAt));
        Assert.Equal(Start, file.Submission.StateSince);
    }

    [Fact]
    public void A_clock_ends_in_a_state_that_does_not_name_it_and_starts_full_later()
    {
        var service = Of(["a", "b"], [Action("go", "a", "b"), Action("back", "b", ActionDefinition.Previous)], [Hours("c", 10, "a")]);
        var file = CaseFile.Begin(service, Start).At(Start.AddHours(3)).Do("go", Actor.Officer);
        Assert.Empty(file.Submission.Clocks);

        Assert.Equal(Start.AddHours(14), file.At(Start.AddHours(4)).Do("back", Actor.Officer).Submission.Due);
    }

    [Fact]
    public void A_kind_without_a_length_has_no_clock()
    {
        var lengths = new Dictionary<string, ClockLength> { ["quick"] = new(Hours: 2) };
        var clock = Hours("c", 1, "a") with { Length = null, LengthByKind = lengths };
        var service = Of(["a"], [], [clock]);

        Assert.Equal(Start.AddHours(2), CaseFile.Begin(service, Start, "quick").Submission.Due);
        Assert.Null(CaseFile.Begin(service, Start, "slow").Submission.Due);
        Assert.Null(CaseFile.Begin(service, Start).Submission.Due);
    }

    [Fact]
    public void There_is_no_way_back_before_the_first_move()
    {
        var file = CaseFile.Begin(Of(["a"], [Action("back", "a", ActionDefinition.Previous)]), Start);

        Assert.Equal("action-not-now", file.Try("back", Actor.Officer).Failure!.Code);
        Assert.Empty(file.Allowed());
    }

    [Fact]
    public void The_way_back_survives_entering_the_present_state_again()
    {
        var service = Of(["a", "b"], [Action("go", "a", "b"), Action("again", "b", "b"), Action("back", "b", ActionDefinition.Previous)]);

        var file = CaseFile.Begin(service, Start).Do("go", Actor.Officer).Do("again", Actor.Officer).Do("back", Actor.Officer);

        Assert.Equal("a", file.Submission.State);
    }

    [Fact]
    public void Rules_follow_one_another_in_one_change()
    {
        var service = Of(["a", "b", "c"], [Action("one", "a", "b", Actor.System), Action("two", "b", "c", Actor.System)]);
        var file = CaseFile.Begin(service, Start);

        Assert.True(file.Automate());

        Assert.Equal(("c", 3), (file.Submission.State, file.Submission.Version));
        Assert.Equal(["submit", "one", "two"], file.Events.Select(e => e.Action));
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(3, 3)]
    public void A_rule_acts_once_unless_its_limit_says_more(int? limit, int expected)
    {
        var rule = Action("rule", "a", "b", Actor.System) with { Limit = limit };
        var file = CaseFile.Begin(Of(["a", "b"], [rule, Action("back", "b", "a")]), Start);

        while (file.Automate())
            file.Do("back", Actor.Officer);

        Assert.Equal(expected, file.Events.Count(e => e.Action == "rule"));
    }

    [Fact]
    public void A_person_may_forward_by_category_only_when_it_has_an_agency()
    {
        var forward = Action("forward", "a", "b") with { Effects = [new(EffectKind.AssignByCategory)] };
        var service = Of(["a", "b"], [forward], agencyOfSlow: "dlh");

        Assert.Equal("dlh", CaseFile.Begin(service, Start, "slow").Do("forward", Actor.Officer).Submission.Agency);
        Assert.Equal("no-agency-by-category", CaseFile.Begin(service, Start, "quick").Try("forward", Actor.Officer).Failure!.Code);
        Assert.Empty(CaseFile.Begin(service, Start, "quick").Allowed());
    }

    [Fact]
    public void Beyond_its_limit_an_action_may_lead_elsewhere()
    {
        var again = Action("again", "a", "a") with { Limit = 1, Beyond = new BeyondLimit("b", [new(EffectKind.AssignOwner)]) };
        var file = CaseFile.Begin(Of(["a", "b"], [again]), Start).Do("again", Actor.Officer);
        Assert.Equal("a", file.Submission.State);

        Assert.Equal("b", file.Do("again", Actor.Officer).Submission.State);
    }

    [Fact]
    public void A_timed_action_and_a_clock_happen_in_the_order_of_their_times()
    {
        var close = Action("close", "a", "b", Actor.Timer) with { AfterDays = 2 };
        var file = CaseFile.Begin(Of(["a", "b"], [close], [Hours("early", 47, "a"), Hours("late", 49, "a")]), Start);

        file.ElapseAt(Start.AddDays(9));

        Assert.Equal([("submit", null), ("escalate", "early"), ("close", null)], file.Events.Select(e => (e.Action, e.Clock)));
        Assert.Equal(Start.AddDays(9), file.Submission.StateSince);
    }

    [Fact]
    public void Two_timed_actions_that_feed_each_other_wait_their_time()
    {
        var there = Action("there", "a", "b", Actor.Timer) with { AfterDays = 1 };
        var back = Action("back", "b", "a", Actor.Timer) with { AfterDays = 1 };
        var file = CaseFile.Begin(Of(["a", "b"], [there, back]), Start);

        file.ElapseAt(Start.AddDays(5));

        Assert.Equal("b", file.Submission.State);
        Assert.Equal(Start.AddDays(6), file.NextDeadline);
    }

    [Fact]
    public void A_resolution_goes_when_the_case_moves_on()
    {
        var stop = Action("stop", "a", "b") with { Resolution = new OptionDefinition("done", new LocalText("Selesai", "Done")) };
        var file = CaseFile.Begin(Of(["a", "b"], [stop, Action("again", "b", "a")]), Start).Do("stop", Actor.Officer);
        Assert.Equal("done", file.Submission.Resolution);

        Assert.Null(file.Do("again", Actor.Officer).Submission.Resolution);
    }

    [Fact]
    public void Photos_are_numbered_through()
    {
        var file = CaseFile.Begin(Of(["a"], [Action("note", "a", null)]), Start, photos: 2).Do("note", Actor.Officer, photos: 3);

        Assert.Equal([3, 4, 5], file.Last.Attachments);
        Assert.Equal(5, file.Submission.Attachments);
    }
}
