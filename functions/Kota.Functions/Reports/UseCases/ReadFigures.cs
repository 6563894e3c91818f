using System.Collections.Concurrent;
using Kota.Functions.Reports.Storage;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Security;
using Kota.Kernel.Time;

namespace Kota.Functions.Reports.UseCases;

/// <summary>Figures of a span of days.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="By">What they are broken down by.</param>
/// <param name="Rows">One for each key with anything to count.</param>
public sealed record FiguresView(DateOnly From, DateOnly To, FigureKey By, IReadOnlyList<FigureRow> Rows);

/// <summary>Figures for the city's people, and the same for whoever asks within a minute.</summary>
public sealed class ReadFigures(ReportCases cases, TimeProvider time)
{
    private const int MaxDays = 366, MaxKept = 200;

    private static readonly TimeSpan Life = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<(string? Service, DateOnly From, DateOnly To, FigureKey By), (DateTimeOffset At, IReadOnlyList<FigureRow> Rows)> kept = new();

    public async Task<Outcome<FiguresView>> RunAsync(string? from, string? to, string? by, Caller caller, CancellationToken ct)
    {
        if (Require.Official(caller) is { } refused)
            return refused;
        if (ReportInput.By(by) is not { } key)
            return Failure.Invalid("/by", "report-by");
        if (!ReportInput.Span(from, to, MaxDays).Succeeded(out var span, out var failure))
            return failure;
        return new FiguresView(span.From, span.To, key, await OfAsync(null, span.From, span.To, key, ct));
    }

    /// <summary>Figures from one day to another, both included; of one service, or of all for null. At most a minute old.</summary>
    public async Task<IReadOnlyList<FigureRow>> OfAsync(string? service, DateOnly first, DateOnly last, FigureKey by, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (kept.TryGetValue((service, first, last, by), out var there) && now - there.At < Life)
            return there.Rows;
        var (from, to) = (CityClock.StartOf(first), CityClock.StartOf(last.AddDays(1)));
        var rows = Figures.Of(await cases.ActiveAsync(service, from, to, ct), from, to, by);
        if (kept.Count >= MaxKept)
            kept.Clear();
        kept[(service, first, last, by)] = (now, rows);
        return rows;
    }
}
