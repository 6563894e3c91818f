using Kota.EmbeddedHost.Catalog;
using Microsoft.Azure.Functions.Worker;

namespace Kota.EmbeddedHost.Timers;

/// <summary>
/// Runs one timer function on its schedule while this host holds the lease. Runs never overlap: an occurrence that passes while
/// the one before still runs is left out, as on the real host.
/// </summary>
internal sealed partial class TimerPump(TimerEntry function, TimerRunner runner, ScheduleMonitor monitor, TimeProvider time, ILogger logger)
{
    // Timers take at most some 49 days; a schedule may be years ahead.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Runs until told to stop, and to the end of a run that has begun.</summary>
    /// <param name="stop">Starts no further run.</param>
    /// <param name="abort">Cancels the function.</param>
    public async Task RunAsync(CancellationToken stop, CancellationToken abort)
    {
        try
        {
            var status = ScheduleMonitor.Monitors(function, Now) ? await LoadAsync(stop).ConfigureAwait(false) : null;
            if (status is not null && status.Next <= Now)
                status = await RunOnceAsync(status, isPastDue: true, abort).ConfigureAwait(false);
            else if (function.Trigger.RunOnStartup)
                status = await RunOnceAsync(status, isPastDue: false, abort).ConfigureAwait(false);
            while (!stop.IsCancellationRequested)
            {
                await WaitUntilAsync(status?.Next ?? function.Schedule.GetNextOccurrence(Now), stop).ConfigureAwait(false);
                status = await RunOnceAsync(status, isPastDue: false, abort).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested || abort.IsCancellationRequested)
        {
            // The host ends, or another one holds the lease.
        }
    }

    // The first status is written before any run: else an occurrence missed before the first would go unnoticed.
    private async Task<ScheduleStatus> LoadAsync(CancellationToken ct)
    {
        var status = await RetryAsync(() => monitor.ReadAsync(function, ct), ct).ConfigureAwait(false);
        if (status is null)
        {
            status = new ScheduleStatus { Next = function.Schedule.GetNextOccurrence(Now), LastUpdated = Now };
            await SaveAsync(status, ct).ConfigureAwait(false);
        }

        // The schedule itself may have changed since: what is due follows from the schedule of today.
        status.Next = function.Schedule.GetNextOccurrence(status.LastUpdated);
        return status;
    }

    private async Task<ScheduleStatus?> RunOnceAsync(ScheduleStatus? status, bool isPastDue, CancellationToken abort)
    {
        var startedAt = Now;
        try
        {
            await runner.RunAsync(function, new TimerInfo { IsPastDue = isPastDue, ScheduleStatus = status }, abort).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            // Not done and not failed: the next host makes this run.
            throw;
        }
        catch (Exception e)
        {
            Log.Failed(logger, function.Name, e);
        }

        if (status is null)
            return null;

        // Also after a failure: a run that cannot succeed must not run again and again.
        var endedAt = Now;
        var next = new ScheduleStatus { Last = startedAt, Next = function.Schedule.GetNextOccurrence(endedAt), LastUpdated = endedAt };
        await SaveAsync(next, CancellationToken.None).ConfigureAwait(false);
        return next;
    }

    private async Task WaitUntilAsync(DateTime at, CancellationToken stop)
    {
        while (at - Now is var left && left > TimeSpan.Zero)
            await Task.Delay(left < LongestWait ? left : LongestWait, time, stop).ConfigureAwait(false);
    }

    private async Task SaveAsync(ScheduleStatus status, CancellationToken ct)
    {
        try
        {
            await monitor.WriteAsync(function, status, ct).ConfigureAwait(false);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // Not remembered: after a restart the run may be made again, with IsPastDue.
            Log.NotRemembered(logger, function.Name, e.GetType().Name);
        }
    }

    private async Task<T> RetryAsync<T>(Func<Task<T>> read, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                return await read().ConfigureAwait(false);
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                Log.NotRemembered(logger, function.Name, e.GetType().Name);
                await Task.Delay(TimeSpan.FromSeconds(2), stop).ConfigureAwait(false);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2111, LogLevel.Error, "Timer function {Function} failed")]
        public static partial void Failed(ILogger logger, string function, Exception e);

        [LoggerMessage(2112, LogLevel.Warning, "The last run of {Function} can be neither read nor written: {Reason}")]
        public static partial void NotRemembered(ILogger logger, string function, string reason);
    }
}
