using System.Diagnostics;

namespace Kota.Benchmarks.Commands;

/// <summary>Whether the host's memory grows with what passed through it.</summary>
internal static class MemoryCommand
{
    private const int Clients = 32;
    private const int Few = 5_000;
    private const int Many = 50_000;

    // Submitted at a time: a queue that fills faster than it drains would measure Azurite's long queue.
    private const int Portion = 1_000;

    public static async Task<Table> RunAsync(TimeSpan limit)
    {
        await using var bench = await Bench.StartAsync();
        var table = new Table("Memory of the host", "submissions, all followed up", "RSS MB", "submissions /s since the row above");
        var atStart = ProcessFigures.MegabytesOf(bench.Host.Id);
        table.Add("0", $"{atStart:F0}", "");
        var watch = Stopwatch.StartNew();
        var (done, lastDone, lastAt) = (0, 0, TimeSpan.Zero);
        while (done < Many && watch.Elapsed < limit)
        {
            await ClosedLoop.RunAsync(Clients, Portion, bench.SubmitAsync);
            await bench.FollowUp.EndAsync();
            done += Portion;
            var memory = ProcessFigures.MegabytesOf(bench.Host.Id);
            await Console.Error.WriteLineAsync($"{done} submissions after {watch.Elapsed:mm\\:ss}: {memory:F0} MB");
            if (done is not (Few or Many) && done % (2 * Few) != 0 && watch.Elapsed < limit)
                continue;
            table.Add($"{done:N0}", $"{memory:F0}", $"{(done - lastDone) / (watch.Elapsed - lastAt).TotalSeconds:F0}");
            (lastDone, lastAt) = (done, watch.Elapsed);
        }

        return table;
    }
}
