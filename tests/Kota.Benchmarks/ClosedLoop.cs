using System.Diagnostics;

namespace Kota.Benchmarks;

/// <summary>What some clients got done.</summary>
/// <param name="Done">How many.</param>
/// <param name="Seconds">From the first start to the last end.</param>
/// <param name="P50">Median latency in milliseconds.</param>
/// <param name="P95">95th percentile of latency in milliseconds.</param>
/// <param name="P99">99th percentile of latency in milliseconds.</param>
internal sealed record Load(int Done, double Seconds, double P50, double P95, double P99)
{
    public double Rate => Done / Seconds;
}

/// <summary>Clients that each do one thing after another, without a pause. One failure fails the run: a figure with errors in it is none.</summary>
internal static class ClosedLoop
{
    /// <summary>Runs for a time.</summary>
    public static Task<Load> RunAsync(int clients, TimeSpan time, Func<Task> act) => RunAsync(clients, (elapsed, _) => elapsed < time, act);

    /// <summary>Runs a number of times.</summary>
    public static Task<Load> RunAsync(int clients, int count, Func<Task> act) => RunAsync(clients, (_, started) => started <= count, act);

    private static async Task<Load> RunAsync(int clients, Func<TimeSpan, int, bool> goes, Func<Task> act)
    {
        var started = 0;
        var watch = Stopwatch.StartNew();
        var each = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(ClientAsync)));
        var seconds = watch.Elapsed.TotalSeconds;
        double[] all = [.. each.SelectMany(l => l).Order()];
        return new Load(all.Length, seconds, Percentile(all, 0.5), Percentile(all, 0.95), Percentile(all, 0.99));

        async Task<List<double>> ClientAsync()
        {
            var latencies = new List<double>(4096);
            while (goes(watch.Elapsed, Interlocked.Increment(ref started)))
            {
                var at = Stopwatch.GetTimestamp();
                await act();
                latencies.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
            }

            return latencies;
        }
    }

    private static double Percentile(double[] sorted, double part) => sorted.Length == 0 ? 0 : sorted[(int)Math.Ceiling(part * sorted.Length) - 1];
}
