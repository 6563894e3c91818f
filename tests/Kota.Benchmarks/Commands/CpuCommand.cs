using System.Diagnostics;
using Kota.Benchmarks.Floor;

namespace Kota.Benchmarks.Commands;

/// <summary>
/// What a submission costs from the request to the last index row: CPU of the host beside the CPU of a process that makes the same
/// calls to storage and does nothing else. How fast all of it goes is reported too; there storage is the limit.
/// </summary>
internal static class CpuCommand
{
    private const int Rounds = 5;

    private static readonly (int Clients, int Count)[] Loads = [(1, 300), (8, 800), (32, 800)];

    public static async Task<Table> RunAsync()
    {
        await using var bench = await Bench.StartAsync();
        await OnceAsync(bench, 8, 1500);
        var table = new Table(
            $"Submissions with routing and projection, median of {Rounds} (min..max)", "clients", "host CPU ms", "floor CPU ms", "host / floor", "Kota /s", "floor /s");
        foreach (var (clients, count) in Loads)
        {
            var rounds = new List<(Flow Ours, Flow Floor)>();
            for (var i = 0; i < Rounds; i++)
            {
                rounds.Add(await OnceAsync(bench, clients, count));
                await Console.Error.WriteLineAsync($"{clients} clients, round {i + 1}: {rounds[^1].Ours.CpuMs:F2} ms beside {rounds[^1].Floor.CpuMs:F2} ms");
            }

            table.Add(
                $"{clients}", Table.Spread(rounds.Select(r => r.Ours.CpuMs), "F2"), Table.Spread(rounds.Select(r => r.Floor.CpuMs), "F2"),
                Table.Spread(rounds.Select(r => r.Ours.CpuMs / r.Floor.CpuMs), "F2"),
                Table.Spread(rounds.Select(r => r.Ours.Rate), "F0"), Table.Spread(rounds.Select(r => r.Floor.Rate), "F0"));
        }

        return table;
    }

    private static async Task<(Flow Ours, Flow Floor)> OnceAsync(Bench bench, int clients, int count)
    {
        var ours = await MeasureAsync(bench.Host.Id, count, async () =>
        {
            var last = "";
            await ClosedLoop.RunAsync(clients, count, async () => last = await bench.SubmitAsync());
            await bench.FollowUp.EndAsync();
            await bench.FollowUp.CheckAsync(last);
        });
        var floor = await MeasureAsync(bench.Floor.Id, count, () => bench.Floor.RunAsync(new FloorJob(clients, default, count)));
        return (ours, floor);
    }

    private static async Task<Flow> MeasureAsync(int process, int count, Func<Task> run)
    {
        var before = ProcessFigures.CpuOf(process);
        var watch = Stopwatch.StartNew();
        await run();
        return new Flow((ProcessFigures.CpuOf(process) - before).TotalMilliseconds / count, count / watch.Elapsed.TotalSeconds);
    }

    /// <param name="CpuMs">CPU of the process for one submission.</param>
    /// <param name="Rate">Submissions a second, followed up.</param>
    private sealed record Flow(double CpuMs, double Rate);
}
