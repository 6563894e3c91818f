using Kota.Functions.Hotspots.Incidents;

namespace Kota.UnitTests.Hotspots;

public sealed class IncidentJudgeTests
{
    private static readonly DateTimeOffset Start = new(2026, 2, 3, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_point_that_falls_alone_waits_for_others_and_is_then_an_incident_of_its_own()
    {
        Outage[] down = [Of("a", "P", "K")];

        Assert.Empty(Judge([], down, Start.AddMinutes(5)));
        var incident = Assert.Single(Judge([], down, Start.AddMinutes(6)));
        Assert.Equal((IncidentScope.Point, "a", Start, 1), (incident.Scope, incident.Key, incident.OpenedAt, incident.Version));
        Assert.Empty(Judge([incident], down, Start.AddMinutes(7)));
    }

    [Fact]
    public void Points_of_one_provider_are_one_incident_at_once_and_those_that_follow_join_it()
    {
        var down = Enumerable.Range(0, 5).Select(n => Of($"p{n}", "P", $"K{n}", n)).ToList();
        var incident = Assert.Single(Judge([], down, Start.AddMinutes(4)));
        Assert.Equal((IncidentScope.Provider, "P", 5, Start), (incident.Scope, incident.Key, incident.Points.Count, incident.OpenedAt));

        var grown = Assert.Single(Judge([incident], [.. down, Of("p9", "P", "K9", 20), Of("q", "Q", "K9", 20)], Start.AddMinutes(21)));
        Assert.Equal((incident.Id, 6, 2), (grown.Id, grown.Points.Count, grown.Version));
    }

    [Fact]
    public void Points_of_one_kelurahan_and_several_providers_are_one_incident()
    {
        Outage[] down = [Of("a", "P", "K"), Of("b", "Q", "K", 1), Of("c", "R", "K", 2), Of("d", "P", "L", 2)];
        var judged = Judge([], down, Start.AddMinutes(3));

        var incident = Assert.Single(judged);
        Assert.Equal((IncidentScope.Kelurahan, "K"), (incident.Scope, incident.Key));
        Assert.Equal(["a", "b", "c"], incident.Points.Select(p => p.Id));
    }

    [Fact]
    public void An_incident_ends_when_all_have_been_up_for_five_minutes_and_one_that_flaps_keeps_it()
    {
        var open = Assert.Single(Judge([], [Of("a", "P", "K")], Start.AddMinutes(6)));
        var back = Assert.Single(Judge([open], [], Start.AddMinutes(20), upAt: Start.AddMinutes(18)));
        Assert.Equal((null, Start.AddMinutes(18)), (back.ClosedAt, back.Points[0].UpAt));

        var again = Assert.Single(Judge([back], [Of("a", "P", "K", 21)], Start.AddMinutes(21)));
        Assert.Equal((open.Id, null, Start), (again.Id, again.Points[0].UpAt, again.Points[0].DownAt));
        Assert.Empty(Judge([back], [], Start.AddMinutes(22)));
        var ended = Assert.Single(Judge([back], [], Start.AddMinutes(23)));
        Assert.Equal((Start.AddMinutes(18), 3), (ended.ClosedAt, ended.Version));
    }

    private static IReadOnlyList<Incident> Judge(IReadOnlyList<Incident> open, IReadOnlyList<Outage> down, DateTimeOffset now, DateTimeOffset? upAt = null) =>
        IncidentJudge.Judge(open, down, _ => upAt ?? now, now, _ => "INC");

    private static Outage Of(string point, string provider, string kelurahan, int minutes = 0) => new(point, provider, kelurahan, Start.AddMinutes(minutes));
}
