using System.Diagnostics;
using Kota.EmbeddedHost.Catalog;
using Kota.EmbeddedHost.Queues;
using Kota.EmbeddedHost.Settings;
using Kota.EmbeddedHost.Timers;

namespace Kota.EmbeddedHost;

/// <summary>Starts queues and timers once the host serves requests, and ends them before it stops.</summary>
internal sealed class TriggerService(
    FunctionCatalog catalog,
    EmbeddedHostOptions options,
    HostJson host,
    MessageRunner messages,
    TimerRunner timers,
    QueueBell bell,
    HostStorage storage,
    HostLease lease,
    ScheduleMonitor monitor,
    TimeProvider time,
    ILogger<TriggerService> logger) : IHostedLifecycleService, IDisposable
{
    /// <summary>How long running functions may take to end before they are cancelled; the timers' lease outlasts it.</summary>
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource stop = new();

    private readonly CancellationTokenSource abort = new();

    private Task running = Task.CompletedTask;

    public IReadOnlyList<QueuePump> Pumps { get; } =
        [.. catalog.Queues.Where(q => !q.IsDisabled).Select(q => new QueuePump(q, PumpSettings.For(q, host), messages, bell, storage, logger))];

    public bool RunsByItself => options.RunTriggers;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (!options.RunTriggers)
            return Task.CompletedTask;
        Activity.Current = null;
        var all = Pumps.Select(p => p.RunAsync(stop.Token, abort.Token)).ToList();
        var scheduled = catalog.Timers.Where(t => !t.IsDisabled).Select(t => new TimerPump(t, timers, monitor, time, logger)).ToList();
        if (scheduled.Count > 0)
            all.Add(lease.HoldAsync("locks/kota/timers", ct => Task.WhenAll(scheduled.Select(t => t.RunAsync(ct, abort.Token))), stop.Token));
        running = Task.WhenAll(all);
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await stop.CancelAsync().ConfigureAwait(false);
        abort.CancelAfter(EndWithin);
        await running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await abort.CancelAsync().ConfigureAwait(false);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        stop.Dispose();
        abort.Dispose();
    }
}
