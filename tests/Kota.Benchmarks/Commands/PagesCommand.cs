using System.Net;
using Kota.Benchmarks.Host;

namespace Kota.Benchmarks.Commands;

/// <summary>The first byte of the pages that citizens meet first, on a warm host: 16 browsers that ask for one page after another.</summary>
internal static class PagesCommand
{
    private const int Clients = 16;
    private const int Rounds = 5;

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(4);

    public static async Task<Table> RunAsync()
    {
        await PublishedHost.PublishAsync();
        await using var azurite = await Bench.StartAzuriteAsync();
        await using var host = await PublishedHost.StartAsync(azurite.ConnectionString(Bench.Ours.Name));
        var id = await Report.SendAsync(host.Client);
        var table = new Table(
            $"First byte of a page, {Clients} clients, median of {Rounds} (min..max)", "page", "requests /s", "p50 ms", "p95 ms", "p99 ms", "host CPU ms");
        foreach (var (name, path) in new[] { ("home", "/"), ("tracking, the form", "/lacak"), ("tracking, a report", $"/lacak/{id}") })
        {
            await ClosedLoop.RunAsync(Clients, Time, () => ReadAsync(host.Client, path));
            var rounds = new List<(Load Load, double Cpu)>();
            for (var i = 0; i < Rounds; i++)
            {
                var before = ProcessFigures.CpuOf(host.Id);
                var load = await ClosedLoop.RunAsync(Clients, Time, () => ReadAsync(host.Client, path));
                rounds.Add((load, (ProcessFigures.CpuOf(host.Id) - before).TotalMilliseconds / load.Done));
                await Console.Error.WriteLineAsync($"{name}, round {i + 1}: {load.Rate:F0}/s, p95 {load.P95:F1} ms");
            }

            table.Add(
                name, Table.Spread(rounds.Select(r => r.Load.Rate), "F0"), Table.Spread(rounds.Select(r => r.Load.P50), "F1"),
                Table.Spread(rounds.Select(r => r.Load.P95), "F1"), Table.Spread(rounds.Select(r => r.Load.P99), "F1"), Table.Spread(rounds.Select(r => r.Cpu), "F2"));
        }

        return table;
    }

    // As a browser asks, Brotli and all. Read to the end: a page comes in one piece, so that its last byte follows its first at once.
    private static async Task ReadAsync(HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html");
        request.Headers.AcceptEncoding.ParseAdd("gzip, deflate, br");
        using var response = await client.SendAsync(request);
        if (response.StatusCode != HttpStatusCode.OK)
            throw new InvalidOperationException($"{(int)response.StatusCode} instead of 200.");
    }
}
