using Azure;
using Kota.Functions.Hotspots.Storage;
using Kota.Kernel.Tables;
using Kota.Kernel.Time;

namespace Kota.Functions.Hotspots.UseCases;

/// <summary>Keeps the days of points that no ping has carried into the new one: those that are down or silent. Read once an hour, all of them.</summary>
public sealed class EndDays(HotspotStore store, CityClock clock)
{
    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.Now;
        foreach (var partition in HotspotPartition.All)
        {
            // A point that is up and in time may still prove by its next ping that it worked up to midnight.
            var rows = (await store.StatesAsync(partition, ct)).Where(r => r.Day != 0 && r.Day < DayKey.Number(clock.Today)).Select(r => (Row: r, State: r.State()))
                .Where(x => x.State.Status != PointStatus.Up || x.State.DueAt is null || x.State.DueAt <= now).ToList();
            foreach (var chunk in rows.Chunk(TableBatch.MaxActions))
            {
                var changes = chunk.Select(x => (x.State.Id, x.Row, Change: x.State.Pass(now))).ToList();
                await store.KeepAsync(changes.Select(c => (c.Id, c.Change.Ended!)), ct);
                foreach (var (_, row, change) in changes)
                {
                    var next = PointRow.For(change.State);
                    try
                    {
                        await new TableBatch().Replace(next, row.ETag).SubmitAsync(store.Table, ct);
                    }
                    catch (RequestFailedException e) when (e.Status is 404 or 412)
                    {
                        // A ping came, and carried the day over itself.
                    }
                }
            }
        }
    }
}
