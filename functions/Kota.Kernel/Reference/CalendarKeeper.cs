using Kota.Kernel.Time;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kota.Kernel.Reference;

/// <summary>
/// Lets the instance's <see cref="WorkingCalendar"/> follow the days off that the city admin enters: read before the first request, then
/// looked at each half minute. Clocks that run keep the end that people were told.
/// </summary>
public sealed partial class CalendarKeeper(WorkingCalendar calendar, Holidays file, HolidayStore store, TimeProvider time, ILogger<CalendarKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private int followed;

    /// <summary>Follows a version that was just made here, or found.</summary>
    public void Follow(HolidayRow row)
    {
        lock (gate)
        {
            // A look that began before a change must not bring the old days back.
            if (row.Version <= followed)
                return;
            calendar.Follow(Holidays.CalendarOf(row.Days()));
            followed = row.Version;
        }
    }

    /// <summary>The calendar that held at an instant, for what must come out the same whenever it is computed.</summary>
    public async Task<WorkingCalendar> AsOfAsync(DateTimeOffset at, CancellationToken ct) =>
        await store.AsOfAsync(at, ct).ConfigureAwait(false) is { } row ? Holidays.CalendarOf(row.Days()) : file.ToCalendar();

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken).ConfigureAwait(false);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Life, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
                await LookAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host ends.
        }
    }

    private async Task LookAsync(CancellationToken ct)
    {
        try
        {
            if (await store.NewestAsync(ct).ConfigureAwait(false) is { } row)
                Follow(row);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Log.Unread(logger, e.GetType().Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1031, LogLevel.Warning, "Days off cannot be read now: {Reason}")]
        public static partial void Unread(ILogger logger, string reason);
    }
}
