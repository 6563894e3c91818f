using Azure;
using Kota.Functions.Reports.Storage;
using Kota.Kernel.Tables;
using Kota.Kernel.Time;
using Microsoft.Extensions.Logging;

namespace Kota.Functions.Reports.UseCases;

/// <summary>How the city does at present: the last 30 days, today included.</summary>
/// <param name="Opened">Cases that arrived.</param>
/// <param name="Answered">Cases with their first answer.</param>
/// <param name="MedianDays">Median of the days from arrival to the first answer; null where there are too few.</param>
/// <param name="At">When it was counted.</param>
public sealed record Pulse(int Opened, int Answered, double? MedianDays, DateTimeOffset At);

/// <summary>
/// The figures of the front page, of every instance once a minute. Only of cases that everybody may read one by one: a number that moves
/// must not tell of a hidden one.
/// </summary>
public sealed partial class ReadPulse
{
    private const int Days = 30;

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1);

    // The front page stands without its numbers too.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly ReportCases cases;
    private readonly CityClock clock;
    private readonly ILogger<ReadPulse> logger;
    private readonly Refreshed<Pulse> kept;
    private readonly Lock gate = new();
    private Task? first;

    public ReadPulse(ReportCases cases, CityClock clock, TimeProvider time, ILogger<ReadPulse> logger)
    {
        (this.cases, this.clock, this.logger) = (cases, clock, logger);
        kept = new Refreshed<Pulse>(CountAsync, Life, time, e => Log.Uncounted(logger, e.GetType().Name));
    }

    /// <summary>The figures, at most a minute old; null where they cannot be had at once.</summary>
    public async Task<Pulse?> RunAsync(CancellationToken ct)
    {
        try
        {
            await FirstAsync().WaitAsync(Patience, ct);
            return await kept.GetAsync(ct);
        }
        catch (Exception e) when (e is TimeoutException or RequestFailedException)
        {
            Log.Uncounted(logger, e.GetType().Name);
            return null;
        }
    }

    // One reader for all who come before there is anything to show.
    private Task FirstAsync()
    {
        lock (gate)
            return first is null or { IsFaulted: true } ? first = kept.GetAsync(CancellationToken.None).AsTask() : first;
    }

    private async Task<Pulse> CountAsync(CancellationToken ct)
    {
        var (from, to) = (CityClock.StartOf(clock.Today.AddDays(1 - Days)), clock.Now);
        var told = (await cases.ActiveAsync(null, from, to, ct)).SelectMany(c => Happenings.Of(c, from, to, FigureKey.Category)).Where(h => h.Public).ToList();
        var days = told.Where(h => h.Kind == HappeningKind.Answered).Select(h => h.Value).ToList();
        return new Pulse(told.Count(h => h.Kind == HappeningKind.Opened), days.Count, days.Count < Figures.Smallest ? null : Statistics.Median(days), to);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The figures of the front page could not be counted: {Failure}")]
        public static partial void Uncounted(ILogger logger, string failure);
    }
}
