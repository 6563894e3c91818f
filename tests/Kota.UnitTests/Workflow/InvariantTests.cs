using CsCheck;
using Kota.Functions.Submissions;
using Kota.Functions.Submissions.Catalogue;
using Kota.UnitTests.Time;

namespace Kota.UnitTests.Workflow;

/// <summary>Whatever people, rules and time do to a report, in any order, these hold.</summary>
public sealed class InvariantTests
{
    private static readonly Gen<Move> Moves =
        from minutes in Gen.Int[0, 6 * 24 * 60]
        from verb in Gen.Int[0, 9]
        from action in OneOf([.. Sambat.Service.Actions.Select(a => a.Code), "unknown"])
        from actor in Gen.Enum<Actor>()
        from agency in OneOf("dpuprpkp", "dishub", "dlh")
        select new Move(minutes, verb, action, actor, agency);

    [Fact]
    public void Random_lives_keep_the_invariants() =>
        Gen.Select(OneOf("damaged-road", "misconduct", "permits", "other"), Moves.Array[1, 40]).Sample((category, moves) =>
        {
            var file = Sambat.Received(Wib.At(2026, 3, 13, 9), category);
            foreach (var move in moves)
            {
                var (before, events) = (file.Submission, file.Events.Count);
                move.Make(file);
                Check(before, file, events);
            }
        });

    [Fact]
    public void Whatever_is_allowed_succeeds_and_nothing_else_does() =>
        Moves.Array[1, 30].Sample(moves =>
        {
            var file = Sambat.Received(Wib.At(2026, 3, 13, 9), Sambat.Road);
            foreach (var move in moves)
            {
                var allowed = file.Allowed().Contains((move.Action, move.Actor));
                var failure = file.Try(move.Action, move.Actor, move.Inputs).Failure;
                Assert.True(
                    allowed == (failure is null) || failure?.Errors is [{ Code: "same-agency" }],
                    $"{move.Action} by {move.Actor} in {file.Submission.State}");
                move.Make(file);
            }
        });

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static void Check(Submission before, CaseFile file, int eventsBefore)
    {
        var after = file.Submission;
        Assert.Equal(Enumerable.Range(1, file.Events.Count), file.Events.Select(e => e.Seq));
        Assert.Equal(file.Events.Count, after.Version);
        if (file.Events.Count == eventsBefore)
        {
            Assert.Same(before, after);
            return;
        }

        Assert.Equal(file.Events.Skip(eventsBefore).All(e => e.Action == "warn") ? before.ChangedAt : file.Now, after.ChangedAt);
        Assert.All(file.Events.Skip(eventsBefore), e => Assert.Equal(file.Now, e.At));
        Assert.Equal((file.Last.To, file.Last.Agency), (after.State, after.Agency));
        Assert.Equal(before.State, file.Events[eventsBefore].From);
        Assert.True(after.StateSince == file.Now || (after.StateSince == before.StateSince && after.State == before.State));
        Assert.All(after.Clocks, clock => CheckClock(after, clock));
        Assert.Equal(after.Clocks.Count, after.Clocks.DistinctBy(c => c.Code).Count());
        if (Sambat.Service.State(after.State).Status == StateStatus.Closed)
            Assert.Empty(after.Clocks);
        Assert.All(after.Taken, t => Assert.True(t.Value <= 3, $"{t.Key} was taken {t.Value} times"));
        Assert.Equal(
            (before.Id, before.Category, before.Kind, before.Secret, before.CreatedAt),
            (after.Id, after.Category, after.Kind, after.Secret, after.CreatedAt));
    }

    private static void CheckClock(Submission submission, Clock clock)
    {
        var definition = Sambat.Service.Clocks.Single(c => c.Code == clock.Code);
        var runs = definition.Runs.Contains(submission.State);
        Assert.True(runs || definition.Pauses.Contains(submission.State), $"{clock.Code} is active in {submission.State}");
        Assert.Equal((runs, !runs), (clock.DueAt is not null, clock.Left is not null));
        Assert.Equal(runs && clock.Level < 2, clock.EscalatesAt is not null);
        Assert.InRange(clock.Level, 0, 2);
        Assert.True(clock.DueAt is null || clock.DueAt >= clock.StartedAt);
        Assert.True(clock.EscalatesAt is null || clock.EscalatesAt >= clock.DueAt);
        Assert.True(clock.Left is null || clock.Left >= TimeSpan.Zero);
    }

    private sealed record Move(int Minutes, int Verb, string Action, Actor Actor, string Agency)
    {
        public object Inputs => new { agency = Agency, rating = 3, promised = "2026-04-01", text = "Text.", into = "SBT-YQF8-SBTY-V572-Y" };

        public void Make(CaseFile file)
        {
            file.Now = file.Now.AddMinutes(Minutes);
            switch (Verb)
            {
                case 0: file.Automate(); break;
                case 1 or 2: file.Elapse(); break;
                case 3: file.Comment(Actor, "Text."); break;
                default:
                    if (file.Try(Action, Actor, Inputs).Failure is null)
                        file.Do(Action, Actor, Inputs, photos: Verb % 2);
                    break;
            }
        }
    }
}
