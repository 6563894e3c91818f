using Azure.Data.Tables;
using Kota.Functions.Hotspots.Storage;
using Kota.Kernel.Outbox;

namespace Kota.Functions.Hotspots.Pings;

/// <summary>How a ping ended.</summary>
public enum PingResult
{
    /// <summary>It is durable.</summary>
    Taken,

    /// <summary>Others write the point too fast, or storage is away; nothing is lost that was acknowledged.</summary>
    Busy,
}

/// <summary>A ping that waits for its transaction.</summary>
internal sealed record WaitingPing(Hotspot Hotspot, Ping Ping, DateTimeOffset Now, TaskCompletionSource<PingResult> Done)
{
    /// <summary>How often others were faster.</summary>
    public int Tries { get; set; }
}

/// <summary>
/// Takes the pings of one partition, one transaction after the other. What comes while a transaction is under way goes together into the
/// next one, without any waiting of its own: alone a ping costs a transaction, and the more come the less each costs. Several pings of one
/// point are one row, so a flood from one point takes no more room than another's ping.
/// </summary>
internal sealed class PingLane(string partition, string writer, HotspotStore store, OutboxRelay relay, TimeProvider time)
{
    // A transaction holds 100 actions: rows of deadlines and changes of status need some, which are added as far as they fit.
    private const int MaxPoints = 96, MaxTries = 3;

    private readonly Lock gate = new();
    private readonly Dictionary<string, PointRow> known = new(StringComparer.Ordinal);
    private readonly DeadlineBook deadlines = new(partition, writer);
    private List<WaitingPing> waiting = [];
    private bool running, loaded;

    /// <summary>Completes when the ping is durable, or cannot be now.</summary>
    public Task<PingResult> AddAsync(Hotspot hotspot, Ping ping)
    {
        var entry = new WaitingPing(hotspot, ping, time.GetUtcNow(), new TaskCompletionSource<PingResult>(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (gate)
        {
            waiting.Add(entry);
            if (!running)
            {
                running = true;
                _ = Task.Run(RunAsync);
            }
        }

        return entry.Done.Task;
    }

    private async Task RunAsync()
    {
        while (Next() is { Count: > 0 } group)
        {
            try
            {
                await CommitAsync(group);
            }
            catch (Exception)
            {
                // Storage is away, or answered what nobody expects: whoever waits is told, and what is known of the rows is read again.
                Forget();
                foreach (var ping in group)
                    ping.Done.TrySetResult(PingResult.Busy);
            }
        }
    }

    // Whoever came first, and all other pings of the same points.
    private List<WaitingPing> Next()
    {
        lock (gate)
        {
            var points = new HashSet<string>(StringComparer.Ordinal);
            var (taken, left) = (new List<WaitingPing>(waiting.Count), new List<WaitingPing>());
            foreach (var ping in waiting)
                (points.Contains(ping.Hotspot.Id) || (points.Count < MaxPoints && points.Add(ping.Hotspot.Id)) ? taken : left).Add(ping);
            waiting = left;
            running = taken.Count > 0;
            return taken;
        }
    }

    private async Task CommitAsync(List<WaitingPing> group)
    {
        await LoadAsync();
        var now = time.GetUtcNow();
        var ledger = new PingLedger(group, known, deadlines, now);
        await store.KeepAsync(ledger.Ended, CancellationToken.None);
        var batch = ledger.Batch;
        try
        {
            await batch.SubmitAsync(store.Table, CancellationToken.None);
        }
        catch (TableTransactionFailedException e) when (e.Status is 404 or 409 or 412)
        {
            await OthersWereFasterAsync(ledger, group, e.FailedTransactionActionIndex);
            return;
        }

        foreach (var row in ledger.Rows)
            known[row.RowKey] = row;
        deadlines.Written(ledger.DeadlineRows);
        foreach (var ping in ledger.Pings)
            ping.Done.TrySetResult(PingResult.Taken);
        Again(ledger.Left);
        await relay.RelayAsync(store.Table, ledger.Messages);
    }

    // The row that somebody else wrote is read again and its pings go to the front; the others' are tried at once without it.
    private async Task OthersWereFasterAsync(PingLedger ledger, List<WaitingPing> group, int? failed)
    {
        var row = failed is { } index ? ledger.RowAt(index) : null;
        if (row is null)
        {
            // A row of deadlines that the sweep has taken away, or a server that does not say which row it was.
            deadlines.Forget();
            foreach (var ping in group)
                ping.Tries++;
            if (failed is null)
                Forget();
        }
        else
        {
            var id = row.RowKey[PointRow.First.Length..];
            if (await store.StateAsync(id, CancellationToken.None) is { } there)
                known[row.RowKey] = there;
            else
                known.Remove(row.RowKey);
            foreach (var ping in group.Where(p => p.Hotspot.Id == id))
                ping.Tries++;
        }

        foreach (var ping in group.Where(p => p.Tries > MaxTries))
            ping.Done.TrySetResult(PingResult.Busy);
        Again([.. group.Where(p => p.Tries <= MaxTries)]);
    }

    private void Again(List<WaitingPing> pings)
    {
        if (pings.Count == 0)
            return;
        lock (gate)
            waiting.InsertRange(0, pings);
    }

    private async Task LoadAsync()
    {
        if (loaded)
            return;
        foreach (var row in await store.StatesAsync(partition, CancellationToken.None))
            known[row.RowKey] = row;
        loaded = true;
    }

    private void Forget()
    {
        known.Clear();
        deadlines.Forget();
        loaded = false;
    }
}
