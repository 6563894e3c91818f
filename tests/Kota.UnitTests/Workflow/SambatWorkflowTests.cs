using Kota.Functions.Submissions.Catalogue;
using Kota.Kernel.Outcomes;
using Kota.UnitTests.Time;

namespace Kota.UnitTests.Workflow;

/// <summary>Each row of SAMBAT's table, over the service's real file.</summary>
public sealed class SambatWorkflowTests
{
    private static readonly DateTimeOffset Monday = Wib.At(2026, 11, 23, 9);

    [Fact]
    public void A_report_is_received_with_three_working_days_to_verify_it()
    {
        var file = CaseFile.Begin(Sambat.Service, Monday, Sambat.Other, anonymous: true, photos: 2);

        Assert.Equal(("received", 1), (file.Submission.State, file.Submission.Version));
        Assert.Equal(("diskominfo", "order"), (file.Submission.Agency, file.Submission.Kind));
        Assert.True(file.Submission.Anonymous);
        Assert.Equal(Monday.AddDays(3), file.Submission.Due);
        Assert.Equal("verify", Assert.Single(file.Submission.Clocks).Code);
        Assert.Equal(("submit", "reporter", "reporter-1"), (file.Last.Action, file.Last.By, file.Last.Actor));
        Assert.Equal((null, "received"), (file.Last.From, file.Last.To));
        Assert.Equal([1, 2], file.Last.Attachments);
        Assert.Equal(2, file.Submission.Attachments);
    }

    public static TheoryData<string> Categories => [.. Sambat.Service.Categories.Where(c => c.Agency is not null).Select(c => c.Code)];

    [Theory]
    [MemberData(nameof(Categories))]
    public void A_rule_forwards_to_the_agency_of_the_category(string code)
    {
        var category = Sambat.Service.Category(code)!;
        var file = Sambat.Received(Monday, code);

        Assert.True(file.Automate());

        Assert.Equal(("forwarded", category.Agency), (file.Submission.State, file.Submission.Agency));
        Assert.Equal(("forward_by_rule", "system", null), (file.Last.Action, file.Last.By, file.Last.Actor));
        Assert.Null(file.Clock("verify"));
        Assert.Equal(Monday.AddHours(24), file.Clock("respond")!.DueAt);
        var days = category.Kind switch { "information" => 3, "supervision" => 60, _ => 7 };
        Assert.Equal(CaseFile.Calendar.AddDays(Monday, days), file.Clock("resolve")!.DueAt);
        Assert.False(file.Automate());
    }

    [Fact]
    public void Reports_about_officials_are_secret_whatever_the_reporter_chose() =>
        Assert.True(Sambat.Received(Monday, "misconduct").Submission.Secret);

    [Fact]
    public void Reports_are_public_unless_the_reporter_asks()
    {
        Assert.False(Sambat.Received(Monday, Sambat.Road).Submission.Secret);
        Assert.True(CaseFile.Begin(Sambat.Service, Monday, Sambat.Road, secret: true).Submission.Secret);
    }

    [Fact]
    public void Without_an_agency_in_the_category_the_city_admin_forwards()
    {
        var file = Sambat.Received(Monday);
        Assert.False(file.Automate());

        file.Do("forward", Actor.CityAdmin, new { agency = "dlh" });

        Assert.Equal(("forwarded", "dlh"), (file.Submission.State, file.Submission.Agency));
        Assert.Equal(["respond", "resolve"], file.Submission.Clocks.Select(c => c.Code));
    }

    [Fact]
    public void The_city_admin_may_forward_to_the_agency_that_owns_the_service() =>
        Assert.Equal("diskominfo", Sambat.Received(Monday).Do("forward", Actor.CityAdmin, new { agency = "diskominfo" }).Submission.Agency);

    [Fact]
    public void A_rejection_ends_all_clocks()
    {
        var file = Sambat.Received(Monday).Do("reject", Actor.CityAdmin, new { reason = "duplicate" });

        Assert.Equal(("rejected", "rejected"), (file.Submission.State, file.Submission.Resolution));
        Assert.Empty(file.Submission.Clocks);
        Assert.Null(file.NextDeadline);
        Assert.Equal("duplicate", file.Last.Inputs["reason"].GetString());
    }

    [Theory]
    [InlineData("received")]
    [InlineData("forwarded")]
    [InlineData("in_progress")]
    public void A_question_pauses_and_the_reply_goes_back_every_time(string state)
    {
        var file = Sambat.In(state, Monday);
        var left = file.Submission.Clocks.ToDictionary(c => c.Code, c => WorkingTimeLeft(file, c.DueAt!.Value));

        foreach (var round in new[] { 1, 2, 3 })
        {
            file.At(file.Now.AddHours(1)).Ask();
            Assert.Equal("needs_info", file.Submission.State);
            Assert.Null(file.Submission.Due);
            Assert.All(file.Submission.Clocks, c => Assert.Null(c.EscalatesAt));

            file.At(file.Now.AddHours(2)).Reply();
            Assert.Equal(state, file.Submission.State);
            var used = TimeSpan.FromHours(round);
            Assert.All(file.Submission.Clocks, c => Assert.Equal(left[c.Code] - used, WorkingTimeLeft(file, c.DueAt!.Value)));
        }
    }

    [Fact]
    public void Thirty_days_without_a_reply_withdraw_the_report()
    {
        var file = Sambat.NeedsInfo(Monday);
        Assert.Equal(Monday.AddDays(30), file.NextDeadline);

        Assert.False(file.At(Monday.AddDays(30).AddTicks(-1)).Elapse());
        Assert.True(file.At(Monday.AddDays(30)).Elapse());

        Assert.Equal(("closed", "withdrawn"), (file.Submission.State, file.Submission.Resolution));
        Assert.Equal(("withdraw", "timer"), (file.Last.Action, file.Last.By));
        Assert.Empty(file.Submission.Clocks);
    }

    [Fact]
    public void Not_ours_hands_on_twice_and_the_third_time_a_person_decides()
    {
        var file = Sambat.Forwarded(Monday);
        var resolve = file.Clock("resolve");

        file.At(Monday.AddHours(5)).NotOurs("dishub");
        Assert.Equal(("forwarded", "dishub"), (file.Submission.State, file.Submission.Agency));
        Assert.Equal(Monday.AddHours(29), file.Clock("respond")!.DueAt);
        Assert.Equal(Monday.AddHours(5), file.Submission.StateSince);

        file.At(Monday.AddHours(6)).NotOurs("dlh");
        Assert.Equal(("forwarded", "dlh"), (file.Submission.State, file.Submission.Agency));

        file.At(Monday.AddHours(7)).NotOurs("dpuprpkp");
        Assert.Equal(("received", "diskominfo"), (file.Submission.State, file.Submission.Agency));
        Assert.Equal(["verify", "resolve"], file.Submission.Clocks.Select(c => c.Code));
        Assert.Equal(resolve, file.Clock("resolve"));

        Assert.False(file.Automate());
        file.At(Monday.AddHours(8)).Do("forward", Actor.CityAdmin, new { agency = "satpol-pp" });
        Assert.Equal(Monday.AddHours(32), file.Clock("respond")!.DueAt);
        Assert.Equal(resolve, file.Clock("resolve"));
    }

    [Fact]
    public void Not_ours_to_the_agency_itself_is_refused()
    {
        var inputs = new { reason = "Not ours at all.", agency = "dpuprpkp" };

        var failure = Sambat.Forwarded(Monday).Try("not_ours", Actor.Officer, inputs).Failure!;

        Assert.Equal(FailureKind.Invalid, failure.Kind);
        Assert.Equal(("/inputs/agency", "same-agency"), (failure.Errors[0].Pointer, failure.Errors[0].Code));
    }

    [Fact]
    public void Accepting_ends_the_time_to_respond_and_keeps_the_promise()
    {
        var file = Sambat.Forwarded(Monday).Do("accept", Actor.Officer, new { promised = "2026-12-01" });

        Assert.Equal("in_progress", file.Submission.State);
        Assert.Equal(new DateOnly(2026, 12, 1), file.Submission.Promised);
        Assert.Equal("resolve", Assert.Single(file.Submission.Clocks).Code);
    }

    [Fact]
    public void A_promise_is_optional() => Assert.Null(Sambat.InProgress(Monday).Submission.Promised);

    [Theory]
    [InlineData("forwarded")]
    [InlineData("in_progress")]
    public void An_answer_ends_the_clocks(string state)
    {
        var file = Sambat.In(state, Monday).Answer();

        Assert.Equal("answered", file.Submission.State);
        Assert.Empty(file.Submission.Clocks);
        Assert.Equal([1], file.Last.Attachments);
        Assert.Equal("dpuprpkp", file.Last.Agency);
    }

    [Fact]
    public void A_rating_closes()
    {
        var file = Sambat.Answered(Monday).Do("rate", Actor.Reporter, new { rating = 5, text = "Well done." });

        Assert.Equal(("closed", 5, "rated"), (file.Submission.State, file.Submission.Rating, file.Submission.Resolution));
        Assert.Null(file.NextDeadline);
    }

    [Fact]
    public void The_reporter_may_reopen_twice_and_the_time_to_resolve_starts_anew()
    {
        var file = Sambat.Answered(Monday);
        foreach (var days in new[] { 1, 3 })
        {
            file.At(Monday.AddDays(days)).Reopen();
            Assert.Equal("in_progress", file.Submission.State);
            Assert.Equal(CaseFile.Calendar.AddDays(file.Now, 7), file.Submission.Due);
            file.Answer();
        }

        var failure = file.Try("reopen", Actor.Reporter, new { reason = "And again it broke." }).Failure!;
        Assert.Equal((FailureKind.Conflict, "limit-reached", 2), (failure.Kind, failure.Code, failure.Args[0]));
        Assert.DoesNotContain(("reopen", Actor.Reporter), file.Allowed());
    }

    [Fact]
    public void Ten_days_after_the_answer_it_closes_by_itself()
    {
        var file = Sambat.Answered(Monday);

        Assert.False(file.At(Monday.AddDays(10).AddTicks(-1)).Elapse());
        Assert.True(file.At(Monday.AddDays(10)).Elapse());

        Assert.Equal(("closed", "undisputed", "timer"), (file.Submission.State, file.Submission.Resolution, file.Last.By));
    }

    [Theory]
    [InlineData("received", "forward CityAdmin, reject CityAdmin, merge Officer, merge CityAdmin, ask Officer, ask CityAdmin")]
    [InlineData("needs_info", "reply Reporter, withdraw Timer")]
    [InlineData("forwarded", "merge Officer, merge CityAdmin, ask Officer, ask CityAdmin, not_ours Officer, accept Officer, answer Officer")]
    [InlineData("in_progress", "merge Officer, merge CityAdmin, ask Officer, ask CityAdmin, answer Officer")]
    [InlineData("answered", "rate Reporter, reopen Reporter, close Timer")]
    [InlineData("closed", "")]
    [InlineData("rejected", "")]
    [InlineData("merged", "split Officer, split CityAdmin")]
    public void Each_state_allows_its_actions_and_no_other(string state, string expected)
    {
        var file = Sambat.In(state, Monday);

        Assert.Equal(
            expected.Split(", ", StringSplitOptions.RemoveEmptyEntries).Order(),
            file.Allowed().Select(a => $"{a.Action} {a.By}").Order());
        var refused = Sambat.Service.Actions
            .SelectMany(a => Enum.GetValues<Actor>(), (a, by) => (Action: a.Code, By: by))
            .Except(file.Allowed());
        Assert.All(refused, r => Assert.NotNull(file.Try(r.Action, r.By, new { agency = "bkad", rating = 3 }).Failure));
    }

    [Theory]
    [InlineData("received", "fly", Actor.CityAdmin, FailureKind.NotFound, "unknown-action")]
    [InlineData("answered", "accept", Actor.Officer, FailureKind.Conflict, "action-not-now")]
    [InlineData("received", "forward", Actor.Officer, FailureKind.Forbidden, "forbidden")]
    [InlineData("answered", "rate", Actor.Officer, FailureKind.Forbidden, "forbidden")]
    [InlineData("needs_info", "withdraw", Actor.Reporter, FailureKind.Forbidden, "forbidden")]
    [InlineData("received", "forward_by_rule", Actor.System, FailureKind.Conflict, "no-agency-by-category")]
    public void Says_why_an_action_is_refused(string state, string action, Actor actor, FailureKind kind, string code)
    {
        var failure = Sambat.In(state, Monday).Try(action, actor).Failure!;

        Assert.Equal((kind, code), (failure.Kind, failure.Code));
    }

    [Fact]
    public void A_comment_changes_nothing_but_the_version()
    {
        var file = Sambat.InProgress(Monday);
        var before = file.Submission;

        file.At(Monday.AddHours(2)).Comment(Actor.Officer, "Asphalt arrives tomorrow.", photos: 1);

        Assert.Equal(before with { Version = before.Version + 1, ChangedAt = file.Now, Attachments = 1 }, file.Submission);
        Assert.Equal(("comment", "officer", "in_progress", "in_progress"), (file.Last.Action, file.Last.By, file.Last.From, file.Last.To));
        Assert.Equal("Asphalt arrives tomorrow.", file.Last.Inputs["text"].GetString());
        Assert.Equal([1], file.Last.Attachments);
    }

    private static TimeSpan WorkingTimeLeft(CaseFile file, DateTimeOffset due) => CaseFile.Calendar.Between(file.Now, due);
}
