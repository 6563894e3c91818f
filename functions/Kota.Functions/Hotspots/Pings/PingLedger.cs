using Azure.Data.Tables;
using Kota.Functions.Hotspots.Incidents;
using Kota.Functions.Hotspots.Storage;
using Kota.Kernel.Outbox;
using Kota.Kernel.Tables;

namespace Kota.Functions.Hotspots.Pings;

/// <summary>One transaction: the states that a group of pings makes, in the order in which they came, with all that goes with them.</summary>
internal sealed class PingLedger
{
    private readonly List<ITableEntity> actions = [];

    public PingLedger(IReadOnlyList<WaitingPing> group, Dictionary<string, PointRow> known, DeadlineBook deadlines, DateTimeOffset now)
    {
        var due = new List<(string Id, DateTimeOffset Due)>();
        var minutes = new HashSet<DateTimeOffset>();
        foreach (var point in group.GroupBy(p => p.Hotspot.Id))
        {
            var made = Make(point.Key, [.. point], known.GetValueOrDefault(PointRow.Key(point.Key)), now);
            DateTimeOffset? minute = made.Row.DueAt is { } at ? DeadlineRow.MinuteOf(at) : null;

            // Each minute of a deadline may need a row.
            if (actions.Count + made.Count + minutes.Count + (minute is { } m && !minutes.Contains(m) ? 1 : 0) > TableBatch.MaxActions)
            {
                Left.AddRange(point);
                continue;
            }

            if (minute is { } filed)
            {
                minutes.Add(filed);
                due.Add((point.Key, made.Row.DueAt!.Value));
            }

            Add(made);
            Pings.AddRange(point);
        }

        DeadlineRows = deadlines.RowsFor(due);
        foreach (var row in DeadlineRows)
            Put(row);
    }

    public TableBatch Batch { get; } = new();

    /// <summary>The pings that are in it.</summary>
    public List<WaitingPing> Pings { get; } = [];

    /// <summary>Those for which it had no room.</summary>
    public List<WaitingPing> Left { get; } = [];

    public List<PointRow> Rows { get; } = [];

    public List<OutboxRow> Messages { get; } = [];

    public List<(string Id, PointDay Day)> Ended { get; } = [];

    public IReadOnlyList<DeadlineRow> DeadlineRows { get; }

    /// <summary>The state that an action writes; null for one that writes something else.</summary>
    public PointRow? RowAt(int action) => action < actions.Count ? actions[action] as PointRow : null;

    private static Made Make(string id, IReadOnlyList<WaitingPing> pings, PointRow? known, DateTimeOffset now)
    {
        var state = known?.State() ?? new PointState { Id = id };
        var (flips, ended) = (new List<Flip>(), new List<PointDay>());
        foreach (var ping in pings)
        {
            var change = state.Take(ping.Ping, ping.Hotspot.Watch, ping.Now);
            state = change.State;
            if (change.Flip is { } flip)
                flips.Add(flip);
            if (change.Ended is { } day)
                ended.Add(day);
        }

        var row = PointRow.For(state);
        row.ETag = known?.ETag ?? default;
        var outage = flips.Count > 0 ? OutageRow.For(state) : null;
        return new Made(row, outage, [.. flips.Select(f => FlipRow.For(id, f)).DistinctBy(f => f.RowKey)], [.. flips.Select(f => FlipWriter.Tell(pings[^1].Hotspot, f, now))], ended);
    }

    private void Add(Made made)
    {
        Put(made.Row);
        Rows.Add(made.Row);
        if (made.Outage is { } outage)
        {
            Batch.Upsert(outage);
            actions.Add(outage);
        }

        foreach (var flip in made.Flips)
            Put(flip);
        foreach (var message in made.Messages)
            Put(message);
        Messages.AddRange(made.Messages);
        Ended.AddRange(made.Ended.Select(day => (made.Row.RowKey[PointRow.First.Length..], day)));
    }

    private void Put(ITableEntity row)
    {
        _ = row.ETag == default ? Batch.Insert(row) : Batch.Replace(row, row.ETag);
        actions.Add(row);
    }

    private sealed record Made(PointRow Row, OutageRow? Outage, IReadOnlyList<FlipRow> Flips, IReadOnlyList<OutboxRow> Messages, IReadOnlyList<PointDay> Ended)
    {
        public int Count => 1 + (Outage is null ? 0 : 1) + Flips.Count + Messages.Count;
    }
}
