using Kota.Benchmarks.Floor;

namespace Kota.Benchmarks.Commands;

/// <summary>
/// How fast a submission is acknowledged. What follows is switched off on both sides: a queue function takes what the machine has
/// left, and how much that is differs from run to run.
/// </summary>
internal static class RatesCommand
{
    private const int Rounds = 5;

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(4);
    private static readonly int[] Clients = [1, 8, 32];

    public static async Task<Table> RunAsync()
    {
        await using var bench = await Bench.StartAsync(("AzureWebJobs.SubmissionChanged.Disabled", "true"), ("AzureWebJobs.ReportsNoteChange.Disabled", "true"));
        await OnceAsync(bench, new FloorJob(8, Time));
        var table = new Table(
            $"Acknowledged submissions, median of {Rounds} (min..max)", "clients", "Kota /s", "floor /s", "Kota / floor", "Kota p50 / p99 ms", "floor p50 / p99 ms",
            "host CPU ms", "floor CPU ms", "CPU ratio");
        foreach (var clients in Clients)
        {
            var rounds = new List<(Figures Ours, Figures Floor)>();
            for (var i = 0; i < Rounds; i++)
            {
                rounds.Add(await OnceAsync(bench, new FloorJob(clients, Time)));
                await Console.Error.WriteLineAsync($"{clients} clients, round {i + 1}: {rounds[^1].Ours.Load.Rate:F0}/s beside {rounds[^1].Floor.Load.Rate:F0}/s");
            }

            table.Add(
                $"{clients}", Table.Spread(rounds.Select(r => r.Ours.Load.Rate), "F0"), Table.Spread(rounds.Select(r => r.Floor.Load.Rate), "F0"),
                $"{Table.Median(rounds.Select(r => r.Ours.Load.Rate / r.Floor.Load.Rate)):P0}",
                Latency(rounds.Select(r => r.Ours)), Latency(rounds.Select(r => r.Floor)),
                Table.Spread(rounds.Select(r => r.Ours.CpuMs), "F2"), Table.Spread(rounds.Select(r => r.Floor.CpuMs), "F2"),
                $"{Table.Median(rounds.Select(r => r.Ours.CpuMs / r.Floor.CpuMs)):F2}");
        }

        return table;
    }

    private static async Task<(Figures Ours, Figures Floor)> OnceAsync(Bench bench, FloorJob job)
    {
        var ours = await Figures.MeasureAsync(bench.Host.Id, () => ClosedLoop.RunAsync(job.Clients, job.Time, bench.SubmitAsync));
        await bench.FollowUp.ClearAsync();
        var floor = await Figures.MeasureAsync(bench.Floor.Id, async () => (await bench.Floor.RunAsync(job)).Load);
        return (ours, floor);
    }

    private static string Latency(IEnumerable<Figures> rounds)
    {
        var all = rounds.ToList();
        return $"{Table.Median(all.Select(r => r.Load.P50)):F1} / {Table.Median(all.Select(r => r.Load.P99)):F0}";
    }

    /// <summary>A load, and what it cost one process.</summary>
    private sealed record Figures(Load Load, double CpuMs)
    {
        public static async Task<Figures> MeasureAsync(int process, Func<Task<Load>> run)
        {
            var before = ProcessFigures.CpuOf(process);
            var load = await run();
            return new Figures(load, (ProcessFigures.CpuOf(process) - before).TotalMilliseconds / load.Done);
        }
    }
}
