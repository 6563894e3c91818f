namespace Kota.Functions.Submissions.Catalogue;

/// <summary>Every state can be reached from the start, and from every open one the end can be reached.</summary>
internal static class StateChecks
{
    public static void Check(ServiceDefinition service, Findings findings)
    {
        findings.Codes(service.States.Select(s => s.Code), i => $"/states/{i}/code", Codes.IsWord, Codes.WordName);
        var states = service.States.Select(s => s.Code).ToHashSet();
        if (!states.Contains(service.Start))
        {
            findings.Add("/start", $"no state '{service.Start}'");
            return;
        }

        var edges = Edges(service);
        var reached = Reach([service.Start], edges);
        var closed = service.States.Where(s => s.Status == StateStatus.Closed).Select(s => s.Code).ToHashSet();
        var ending = Reach(closed, [.. edges.Select(e => (e.To, e.From))]);
        findings.Require(closed.Count > 0, "/states", "none is closed");
        foreach (var (i, state) in service.States.Index())
        {
            findings.Require(reached.Contains(state.Code), $"/states/{i}", $"'{state.Code}' cannot be reached from '{service.Start}'");
            var ends = closed.Count == 0 || ending.Contains(state.Code);
            findings.Require(ends, $"/states/{i}", $"no closed state can be reached from '{state.Code}'");
        }
    }

    private static List<(string From, string To)> Edges(ServiceDefinition service)
    {
        var edges = new List<(string From, string To)>();
        foreach (var action in service.Actions)
        {
            foreach (var from in action.From)
            {
                if (action.To is { } to and not ActionDefinition.Previous)
                    edges.Add((from, to));
                if (action.Beyond is { } beyond)
                    edges.Add((from, beyond.To));
            }
        }

        // Going back leads to the states from which this one is entered.
        var back = from action in service.Actions
                   where action.To == ActionDefinition.Previous
                   from state in action.From
                   from edge in edges
                   where edge.To == state
                   select (state, edge.From);
        return [.. edges, .. back.ToList()];
    }

    private static HashSet<string> Reach(IEnumerable<string> starts, IReadOnlyList<(string From, string To)> edges)
    {
        var reached = starts.ToHashSet();
        var next = new Queue<string>(reached);
        while (next.TryDequeue(out var state))
        {
            foreach (var edge in edges)
            {
                if (edge.From == state && reached.Add(edge.To))
                    next.Enqueue(edge.To);
            }
        }

        return reached;
    }
}
