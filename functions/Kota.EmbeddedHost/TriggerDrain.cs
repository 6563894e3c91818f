using Kota.EmbeddedHost.Admin;
using Kota.EmbeddedHost.Catalog;
using Kota.EmbeddedHost.Queues;
using Kota.EmbeddedHost.Timers;
using Microsoft.Azure.Functions.Worker;

namespace Kota.EmbeddedHost;

/// <summary>Runs triggers to their end, so that tests need not wait for time to pass. Works whether or not triggers run by themselves.</summary>
public sealed class TriggerDrain : IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    private readonly SemaphoreSlim one = new(1, 1);

    private readonly FunctionCatalog catalog;

    private readonly TriggerService triggers;

    private readonly MessageRunner messages;

    private readonly TimerRunner timers;

    private readonly AdminEndpoint admin;

    private readonly QueueBell bell;

    internal TriggerDrain(FunctionCatalog catalog, TriggerService triggers, TimerRunner timers, AdminEndpoint admin, MessageRunner messages, QueueBell bell)
    {
        this.admin = admin;
        this.bell = bell;
        this.catalog = catalog;
        this.triggers = triggers;
        this.messages = messages;
        this.timers = timers;
    }

    /// <summary>
    /// Runs queue and topic triggers until their queues are empty and no function runs. A failed message is tried again at once;
    /// one that a killed host still holds is waited for.
    /// </summary>
    /// <param name="ct">Bounds the wait: a function that always fails on a poison queue never drains.</param>
    public async Task DrainAsync(CancellationToken ct)
    {
        await one.WaitAsync(ct).ConfigureAwait(false);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var retries = messages.RetryAtOnce();
        var pumps = triggers.RunsByItself ? [] : triggers.Pumps.Select(p => p.RunAsync(stop.Token, ct)).ToList();
        foreach (var pump in triggers.Pumps)
            bell.Ring(pump.Function.Queue);
        try
        {
            while (!await IsIdleAsync(ct).ConfigureAwait(false))
                await Task.Delay(BetweenLooks, ct).ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(pumps).ConfigureAwait(false);
            one.Release();
        }
    }

    /// <summary>Runs one timer function now, whatever its schedule says, and waits for it; its exception comes out here.</summary>
    public async Task RunTimerAsync(string functionName, CancellationToken ct)
    {
        var function = catalog.Timers.FirstOrDefault(t => t.Name.Equals(functionName, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"There is no timer function {functionName}.", nameof(functionName));
        await timers.RunAsync(function, new TimerInfo(), ct).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => one.Dispose();

    // Counts are read one after the other, so a message could move behind the reader's back; then the count of taken messages differs.
    private async Task<bool> IsIdleAsync(CancellationToken ct)
    {
        var before = Taken();
        if (Running() > 0)
            return false;
        var waiting = await Task.WhenAll(triggers.Pumps.Select(p => p.CountAsync(ct))).ConfigureAwait(false);
        return waiting.Sum() == 0 && Running() == 0 && Taken() == before;
    }

    private int Running() => timers.Running + admin.Running + triggers.Pumps.Sum(p => p.Running);

    private long Taken() => triggers.Pumps.Sum(p => p.Taken);
}
