using System.Diagnostics;
using Kota.Benchmarks.Host;

namespace Kota.Benchmarks.Commands;

/// <summary>How soon a published host answers, over storage that runs and has its tables.</summary>
internal static class StartCommand
{
    private const int Rounds = 5;

    public static async Task<Table> RunAsync()
    {
        await PublishedHost.PublishAsync();
        await using var azurite = await Bench.StartAzuriteAsync();
        var storage = azurite.ConnectionString(Bench.Ours.Name);
        // Makes tables and queues, and brings the files into the system's cache.
        await OnceAsync(storage);
        var rounds = new List<(double First, double Submission)>();
        for (var i = 0; i < Rounds; i++)
            rounds.Add(await OnceAsync(storage));
        return new Table($"Start of the published host, median of {Rounds} (min..max)", "from the start of the process to", "ms")
            .Add("the first answer", Table.Spread(rounds.Select(r => r.First), "F0"))
            .Add("the first acknowledged submission, sent after that", Table.Spread(rounds.Select(r => r.Submission), "F0"));
    }

    private static async Task<(double First, double Submission)> OnceAsync(string storage)
    {
        await using var host = await PublishedHost.StartAsync(storage);
        var watch = Stopwatch.StartNew();
        await Report.SendAsync(host.Client);
        return (host.StartedIn.TotalMilliseconds, (host.StartedIn + watch.Elapsed).TotalMilliseconds);
    }
}
