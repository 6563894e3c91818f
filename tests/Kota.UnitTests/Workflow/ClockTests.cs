using Kota.Functions.Submissions.Catalogue;
using Kota.UnitTests.Time;

namespace Kota.UnitTests.Workflow;

public sealed class ClockTests
{
    [Fact]
    public void Working_days_pass_over_nyepi_and_eid()
    {
        var file = Sambat.Received(Wib.At(2026, 3, 17, 10));

        Assert.Equal(Wib.At(2026, 3, 27, 10), file.Submission.Due);
    }

    [Fact]
    public void Hours_pass_over_everything()
    {
        var file = Sambat.Forwarded(Wib.At(2026, 3, 20, 10));

        Assert.Equal(Wib.At(2026, 3, 21, 10), file.Clock("respond")!.DueAt);
    }

    [Fact]
    public void A_report_on_saturday_starts_to_count_on_monday() =>
        Assert.Equal(Wib.At(2026, 11, 26), Sambat.Received(Wib.At(2026, 11, 21, 14)).Submission.Due);

    [Fact]
    public void A_pause_over_a_weekend_keeps_the_working_time_that_was_left()
    {
        var file = Sambat.InProgress(Wib.At(2026, 11, 18, 9));

        // Wednesday 09:00 to Friday 15:00 has used two days and six hours of seven days.
        file.At(Wib.At(2026, 11, 20, 15)).Ask();
        Assert.Equal(new TimeSpan(4, 18, 0, 0), file.Clock("resolve")!.Left);

        file.At(Wib.At(2026, 11, 29, 20)).Reply();
        Assert.Equal(Wib.At(2026, 12, 4, 18), file.Submission.Due);
        Assert.Equal(Wib.At(2026, 11, 18, 9), file.Clock("resolve")!.StartedAt);
    }

    [Fact]
    public void A_pause_keeps_the_hours_that_were_left()
    {
        var file = Sambat.Forwarded(Wib.At(2026, 11, 20, 15));

        file.At(Wib.At(2026, 11, 20, 20)).Ask().At(Wib.At(2026, 11, 22, 8)).Reply();

        Assert.Equal(Wib.At(2026, 11, 23, 3), file.Clock("respond")!.DueAt);
    }

    [Fact]
    public void Level_one_at_the_end_level_two_on_the_next_working_day_once_each()
    {
        var friday = Wib.At(2026, 11, 20, 15);
        var file = Sambat.Forwarded(friday.AddDays(-1));
        Assert.Equal(friday.AddHours(-4), file.NextDeadline);

        Assert.True(file.At(friday.AddTicks(-1)).Elapse());
        Assert.Equal(("warn", "respond", 0), (file.Last.Action, file.Last.Clock, file.Submission.Level));
        Assert.Equal(friday, file.NextDeadline);
        Assert.False(file.Elapse());
        Assert.True(file.At(friday).Elapse());
        Assert.Equal(("escalate", "timer", "respond", 1), (file.Last.Action, file.Last.By, file.Last.Clock, file.Last.Level));
        Assert.Equal(("forwarded", "forwarded", "dpuprpkp"), (file.Last.From, file.Last.To, file.Last.Agency));
        Assert.Equal(1, file.Submission.Level);
        Assert.Equal(friday, file.Clock("respond")!.DueAt);
        Assert.False(file.Elapse());

        Assert.False(file.At(Wib.At(2026, 11, 22, 15)).Elapse());
        Assert.True(file.At(Wib.At(2026, 11, 23, 15)).Elapse());
        Assert.Equal(("respond", 2), (file.Last.Clock, file.Last.Level));
        Assert.False(file.Elapse());

        file.ElapseAt(Wib.At(2026, 11, 27, 15));
        Assert.Equal(2, file.Events.Count(e => e is { Clock: "respond", Action: "escalate" }));
    }

    [Fact]
    public void A_warning_comes_a_working_day_before_the_end_across_a_weekend_and_once_for_each_start()
    {
        // Seven working days from Thursday 19 November end on Monday 30 November; a working day before is Friday 27 November.
        var file = Sambat.Forwarded(Wib.At(2026, 11, 19, 10)).At(Wib.At(2026, 11, 19, 11)).Accept();
        Assert.Equal(Wib.At(2026, 11, 30, 10), file.Clock("resolve")!.DueAt);
        Assert.Equal(Wib.At(2026, 11, 27, 10), file.NextDeadline);

        file.ElapseAt(Wib.At(2026, 11, 27, 10));
        Assert.Equal(("warn", "resolve"), (file.Last.Action, file.Last.Clock));
        file.At(Wib.At(2026, 11, 28, 9)).Ask().At(Wib.At(2026, 11, 29, 9)).Reply();

        Assert.Null(file.Clock("resolve")!.WarnsAt);
        Assert.Equal(file.Submission.Due, file.NextDeadline);
    }

    [Fact]
    public void After_a_long_stop_all_that_is_due_comes_at_once_and_in_order()
    {
        var now = Wib.At(2026, 12, 20, 9);
        var file = Sambat.Forwarded(Wib.At(2026, 11, 23, 9)).ElapseAt(now);

        Assert.Equal(
            [("respond", 1), ("respond", 2), ("resolve", 1), ("resolve", 2)],
            file.Events.Where(e => e.Action == "escalate").Select(e => (e.Clock!, e.Level!.Value)));
        Assert.Equal([1, 2, 3, 4, 5, 6], file.Events.Select(e => e.Seq));
        Assert.All(file.Events.Skip(2), e => Assert.Equal(now, e.At));
        Assert.Null(file.NextDeadline);
    }

    [Fact]
    public void A_late_agency_that_accepts_is_late_no_more()
    {
        var file = Sambat.Forwarded(Wib.At(2026, 11, 23, 9)).ElapseAt(Wib.At(2026, 11, 24, 9));
        Assert.Equal(1, file.Submission.Level);

        Assert.Equal(0, file.Accept().Submission.Level);
    }

    [Fact]
    public void Handing_on_gives_the_next_agency_the_full_time_and_no_level()
    {
        var file = Sambat.Forwarded(Wib.At(2026, 11, 23, 9)).ElapseAt(Wib.At(2026, 11, 24, 10)).NotOurs("dishub");

        Assert.Equal((0, Wib.At(2026, 11, 25, 10)), (file.Clock("respond")!.Level, file.Clock("respond")!.DueAt));
    }

    [Fact]
    public void A_question_does_not_make_a_late_agency_punctual()
    {
        var file = Sambat.Forwarded(Wib.At(2026, 11, 23, 9)).ElapseAt(Wib.At(2026, 11, 24, 9));

        file.At(Wib.At(2026, 11, 24, 10)).Ask();
        Assert.Equal((TimeSpan.Zero, 1), (file.Clock("respond")!.Left, file.Clock("respond")!.Level));
        Assert.False(file.At(Wib.At(2026, 11, 26, 10)).Elapse());

        file.At(Wib.At(2026, 11, 27, 10)).Reply();
        Assert.Equal((Wib.At(2026, 11, 27, 10), 1), (file.Clock("respond")!.DueAt, file.Clock("respond")!.Level));
        file.ElapseAt(Wib.At(2026, 11, 30, 10));
        Assert.Equal(("respond", 2), (file.Last.Clock, file.Last.Level));
    }

    [Fact]
    public void The_next_deadline_is_the_earliest_of_clocks_and_timed_actions()
    {
        var file = Sambat.Answered(Wib.At(2026, 11, 23, 9));
        Assert.Equal(Wib.At(2026, 12, 3, 9), file.NextDeadline);

        file.At(Wib.At(2026, 11, 24, 9)).Reopen();
        Assert.Equal(file.Submission.Due!.Value.AddDays(-1), file.NextDeadline);
        Assert.DoesNotContain(("close", Actor.Timer), file.Allowed());
    }
}
