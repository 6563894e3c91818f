using Azure.Data.Tables;
using Kota.Functions.Hotspots.Incidents;
using Kota.Functions.Hotspots.Pings;
using Kota.Functions.Hotspots.Storage;
using Kota.Kernel.Outbox;
using Kota.Kernel.Tables;

namespace Kota.Functions.Hotspots.UseCases;

/// <summary>
/// Finds the points that fell silent: those in rows of deadlines whose minute has come that stand in no later row. What it costs follows
/// those, not the points that there are: a range query for each partition besides.
/// </summary>
public sealed class FindSilent(HotspotStore store, HotspotRegistry registry, OutboxRelay relay, TimeProvider time)
{
    // State, outage, change of status and message.
    private const int PointsInBatch = TableBatch.MaxActions / 4, ReadsAtOnce = 16;

    /// <summary>Looks through all partitions; gives how many points went down.</summary>
    public async Task<int> RunAsync(CancellationToken ct) => (await Task.WhenAll(HotspotPartition.All.Select(p => SweepAsync(p, ct)))).Sum();

    private async Task<int> SweepAsync(string partition, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var rows = await store.DeadlinesAsync(partition, ct);
        var past = rows.Where(r => r.Minute() <= now).ToList();
        if (past.Count == 0)
            return 0;
        var later = rows.Where(r => r.Minute() > now).SelectMany(r => r.Ids.Split(' ').Select(id => (Id: id, Minute: r.Minute())))
            .GroupBy(x => x.Id).ToDictionary(g => g.Key, g => g.Min(x => x.Minute), StringComparer.Ordinal);
        var silent = new List<Hotspot>();
        foreach (var id in past.SelectMany(r => r.Ids.Split(' ')).Distinct(StringComparer.Ordinal))
        {
            // A later row counts as far as the point may be silent by now: before its interval was shortened it was filed farther ahead.
            if (await registry.FindAsync(id, ct) is { Lifecycle: Lifecycle.Active } hotspot
                && !(later.TryGetValue(id, out var minute) && minute <= now + hotspot.Watch.Interval + hotspot.Watch.Grace + TimeSpan.FromMinutes(1)))
            {
                silent.Add(hotspot);
            }
        }

        var down = 0;
        foreach (var chunk in silent.Chunk(PointsInBatch))
            down += await FlipAsync(chunk, now, ct);
        foreach (var chunk in past.Chunk(TableBatch.MaxActions))
            await store.Table.DeleteAllAsync(chunk, ct);
        return down;
    }

    private async Task<int> FlipAsync(IReadOnlyList<Hotspot> points, DateTimeOffset now, CancellationToken ct)
    {
        var left = points.ToList();
        while (left.Count > 0)
        {
            var due = await ReadAsync(left, now, ct);
            if (due.Count == 0)
                return 0;
            var (batch, states, messages) = (new TableBatch(), new List<string>(), new List<OutboxRow>());
            foreach (var (hotspot, row, change) in due)
            {
                var next = PointRow.For(change.State);
                var message = FlipWriter.Tell(hotspot, change.Flip!, now);
                batch.Replace(next, row.ETag).Upsert(OutageRow.For(change.State)).Insert(FlipRow.For(hotspot.Id, change.Flip!)).Insert(message);
                states.AddRange(Enumerable.Repeat(hotspot.Id, 4));
                messages.Add(message);
            }

            try
            {
                await batch.SubmitAsync(store.Table, ct);
            }
            catch (TableTransactionFailedException e) when (e.Status is 404 or 409 or 412)
            {
                // A ping came for this one, so it is not silent; the others are.
                if (e.FailedTransactionActionIndex is not { } index)
                    throw;
                left = [.. due.Select(d => d.Hotspot).Where(h => h.Id != states[index])];
                continue;
            }

            await relay.RelayAsync(store.Table, messages);
            return due.Count;
        }

        return 0;
    }

    private async Task<List<(Hotspot Hotspot, PointRow Row, PointChange Change)>> ReadAsync(IReadOnlyList<Hotspot> points, DateTimeOffset now, CancellationToken ct)
    {
        var due = new List<(Hotspot, PointRow, PointChange)>();
        foreach (var chunk in points.Chunk(ReadsAtOnce))
        {
            var rows = await Task.WhenAll(chunk.Select(h => store.StateAsync(h.Id, ct)));
            due.AddRange(chunk.Zip(rows).Where(x => x.Second is not null).Select(x => (x.First, x.Second!, x.Second!.State().Miss(x.First.Watch, now)!)).Where(x => x.Item3 is not null));
        }

        return due;
    }
}
