using System.Diagnostics.Metrics;
using Azure.Data.Tables;
using Kota.Kernel.Messaging;
using Kota.Kernel.Tables;
using Kota.Kernel.Telemetry;
using Microsoft.Extensions.Logging;

namespace Kota.Kernel.Outbox;

/// <summary>A table whose partitions hold outbox rows. Each slice that writes an outbox registers one.</summary>
/// <param name="Table">Table name.</param>
/// <param name="Partitions">Partitions to sweep.</param>
public sealed record OutboxSource(string Table, IReadOnlyList<string> Partitions);

/// <summary>Sends what a relay could not: rows older than 30 seconds, in every partition that holds an outbox.</summary>
public sealed partial class OutboxSweeper(
    KotaStorage storage, IEnumerable<OutboxSource> sources, IMessageSender sender, TimeProvider time, ILogger<OutboxSweeper> logger)
{
    /// <summary>Younger rows are still in the hands of their relay.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private const int PageSize = 50;

    private static double oldestSeconds;

    private static readonly ObservableGauge<double> OldestAge =
        KotaTelemetry.Meter.CreateObservableGauge("kota.outbox.oldest_age", () => Volatile.Read(ref oldestSeconds), "s", "Age of the oldest unsent message.");

    /// <summary>Sends and deletes every row older than <see cref="Grace"/>; gives the count sent.</summary>
    /// <param name="ct">Stops between messages.</param>
    public async Task<int> SweepAsync(CancellationToken ct)
    {
        var sent = 0;
        foreach (var source in sources)
        {
            foreach (var partition in source.Partitions)
                sent += await SweepAsync(storage.Table(source.Table), partition, ct).ConfigureAwait(false);
        }

        if (sent > 0)
            Log.Swept(logger, sent);
        Volatile.Write(ref oldestSeconds, (await OldestAsync(ct).ConfigureAwait(false))?.TotalSeconds ?? 0);
        GC.KeepAlive(OldestAge);
        return sent;
    }

    /// <summary>Age of the oldest unsent message; null when every outbox is empty.</summary>
    public async Task<TimeSpan?> OldestAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var ages = await Task.WhenAll(sources.SelectMany(s => s.Partitions.Select(p => OldestAsync(storage.Table(s.Table), p, now, ct)))).ConfigureAwait(false);
        return ages.Max();
    }

    private static async Task<TimeSpan?> OldestAsync(TableClient table, string partition, DateTimeOffset now, CancellationToken ct)
    {
        await foreach (var row in Rows(table, partition, OutboxRow.Prefix + "~", 1, ct).ConfigureAwait(false))
            return now - row.WrittenAt;
        return null;
    }

    private async Task<int> SweepAsync(TableClient table, string partition, CancellationToken ct)
    {
        var sent = 0;
        var before = OutboxRow.KeyBefore(time.GetUtcNow() - Grace);
        var away = new HashSet<string>();
        await foreach (var page in Rows(table, partition, before, PageSize, ct).AsPages(pageSizeHint: PageSize).ConfigureAwait(false))
        {
            var rows = page.Values.Where(row => !away.Contains(row.Destination)).ToList();
            var outcomes = await Task.WhenAll(rows.Select(row => TrySendAsync(row, ct))).ConfigureAwait(false);
            var done = rows.Where((_, i) => outcomes[i]).ToList();
            await table.DeleteAllAsync(done, ct).ConfigureAwait(false);
            sent += done.Count;
            away.UnionWith(rows.GroupBy(r => r.Destination).Where(g => g.Count() > 1 && !g.Any(done.Contains)).Select(g => g.Key));
        }

        return sent;
    }

    // One message that the broker refuses must not hold up those behind it. A destination that took none of several of a page is away: its
    // other rows in the partition wait for the next sweep, those of other destinations do not.
    private async Task<bool> TrySendAsync(OutboxRow row, CancellationToken ct)
    {
        try
        {
            await sender.SendAsync(Destination.Parse(row.Destination), row.MessageId, row.Body, ct).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Log.Refused(logger, row.MessageId, row.Destination, e.GetType().Name);
            return false;
        }
    }

    private static Azure.AsyncPageable<OutboxRow> Rows(TableClient table, string partition, string before, int pageSize, CancellationToken ct) =>
        table.QueryAsync<OutboxRow>(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {OutboxRow.Prefix} and RowKey lt {before}"), pageSize, cancellationToken: ct);

    private static partial class Log
    {
        [LoggerMessage(1111, LogLevel.Warning, "Sweeper sent {Count} messages that a relay had left")]
        public static partial void Swept(ILogger logger, int count);

        [LoggerMessage(1112, LogLevel.Error, "Message {MessageId} to {Destination} could not be sent and stays in its outbox: {Reason}")]
        public static partial void Refused(ILogger logger, string messageId, string destination, string reason);
    }
}
