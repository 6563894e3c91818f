using System.Diagnostics;
using Azure.Data.Tables;
using Kota.Kernel.Messaging;
using Kota.Kernel.Tables;
using Kota.Kernel.Telemetry;
using Microsoft.Extensions.Logging;

namespace Kota.Kernel.Outbox;

/// <summary>
/// Sends outbox rows right after their commit and deletes them. A failure is counted and left to the sweeper: the change is
/// durable already, so nothing here may alter the caller's answer.
/// </summary>
public sealed partial class OutboxRelay(IMessageSender sender, TimeProvider time, ILogger<OutboxRelay> logger)
{
    private static readonly TimeSpan InlineLimit = TimeSpan.FromSeconds(2);

    private static readonly System.Diagnostics.Metrics.Counter<long> Failures =
        KotaTelemetry.Meter.CreateCounter<long>("kota.outbox.failures", "{message}", "Messages that could not be sent at once.");

    /// <summary>Sends these rows of one partition for at most two seconds; never throws.</summary>
    public async Task RelayAsync(TableClient table, IReadOnlyList<OutboxRow> rows)
    {
        if (rows.Count == 0)
            return;

        // The caller's cancellation does not count here: the change is committed, and a message sent now is one less to sweep.
        using var limit = new CancellationTokenSource(InlineLimit, time);
        try
        {
            using var span = KotaTelemetry.Source.StartActivity("outbox relay", ActivityKind.Producer);
            await Task.WhenAll(rows.Select(r => sender.SendAsync(Destination.Parse(r.Destination), r.MessageId, r.Body, limit.Token))).ConfigureAwait(false);
            await table.DeleteAllAsync(rows, limit.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // Every kind: brokers throw their own, and the change that the caller asked for is committed whatever it is.
            Failures.Add(rows.Count);
            Log.Left(logger, rows.Count, e.GetType().Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1101, LogLevel.Warning, "{Count} outbox rows are left to the sweeper: {Reason}")]
        public static partial void Left(ILogger logger, int count, string reason);
    }
}
