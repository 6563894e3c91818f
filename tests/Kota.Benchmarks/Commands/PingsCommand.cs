using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Data.Tables;
using Kota.Benchmarks.Host;
using Kota.Functions.Hotspots.Storage;

namespace Kota.Benchmarks.Commands;

/// <summary>
/// Acknowledged pings of 551 points, beside one upsert of a row as large for each ping by the SDK. The limit for each point is lifted: here
/// few points make the load of many.
/// </summary>
internal static class PingsCommand
{
    private const int Rounds = 5;
    private const string FloorTable = "FloorPings";

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(4);
    private static readonly int[] Clients = [1, 8, 64, 256];

    public static async Task<Table> RunAsync()
    {
        await PublishedHost.PublishAsync();
        await using var azurite = await Bench.StartAzuriteAsync();
        var storage = azurite.ConnectionString(Bench.Ours.Name);
        await using var host = await PublishedHost.StartAsync(storage, ("Kota__Hotspots__Demo", "true"), ("Kota__Hotspots__PingsPerMinute", "100000000"));
        var paths = await PathsAsync(host);
        var floor = new TableClient(azurite.ConnectionString(Bench.TheFloors.Name), FloorTable);
        await floor.CreateIfNotExistsAsync();
        var turn = -1;
        Task PingAsync() => OkAsync(host.Client, paths[Interlocked.Increment(ref turn) % paths.Count]);
        var row = await RowAsync(host, storage, paths[0]);
        Task UpsertAsync() => floor.UpsertEntityAsync(Copy(row, Interlocked.Increment(ref turn) % paths.Count), TableUpdateMode.Replace);

        var table = new Table(
            $"Acknowledged pings, {paths.Count} points in turn, median of {Rounds} (min..max)",
            "clients", "Kota /s", "floor /s", "Kota / floor", "Kota p50 / p99 ms", "floor p50 / p99 ms", "host CPU ms a ping");
        await ClosedLoop.RunAsync(8, TimeSpan.FromSeconds(2), PingAsync);
        foreach (var clients in Clients)
            await AddAsync($"{clients}", clients, PingAsync, UpsertAsync);
        var states = new TableClient(storage, HotspotRow.Table);
        await AddAsync("8, all states in one call", 8, () => OkAsync(host.Client, "/api/v1/hotspots"), () => StatesAsync(states));
        return table;

        async Task AddAsync(string name, int clients, Func<Task> act, Func<Task> floorAct)
        {
            var rounds = new List<(Load Ours, Load Floor, double Cpu)>();
            for (var i = 0; i < Rounds; i++)
            {
                var before = ProcessFigures.CpuOf(host.Id);
                var ours = await ClosedLoop.RunAsync(clients, Time, act);
                var cpu = (ProcessFigures.CpuOf(host.Id) - before).TotalMilliseconds / ours.Done;
                rounds.Add((ours, await ClosedLoop.RunAsync(clients, Time, floorAct), cpu));
                await Console.Error.WriteLineAsync($"{name} clients, round {i + 1}: {ours.Rate:F0}/s beside {rounds[^1].Floor.Rate:F0}/s");
            }

            table.Add(
                name, Table.Spread(rounds.Select(r => r.Ours.Rate), "F0"), Table.Spread(rounds.Select(r => r.Floor.Rate), "F0"),
                Table.Median(rounds.Select(r => r.Ours.Rate / r.Floor.Rate)).ToString("F2", CultureInfo.InvariantCulture),
                Latency(rounds.Select(r => r.Ours)), Latency(rounds.Select(r => r.Floor)), Table.Spread(rounds.Select(r => r.Cpu), "F2"));
        }
    }

    // The range query of each partition.
    private static Task StatesAsync(TableClient table) => Task.WhenAll(HotspotPartition.All.Select(async p =>
    {
        await foreach (var _ in table.QueryAsync<PointRow>(TableClient.CreateQueryFilter($"PartitionKey eq {p} and RowKey ge {PointRow.First} and RowKey lt {PointRow.First + "~"}")))
        {
            // Only read.
        }
    }));

    // As the city's admin gives them out.
    private static async Task<IReadOnlyList<string>> PathsAsync(PublishedHost host)
    {
        var cookie = await host.SignInAsync("admin");
        var list = await host.Client.GetFromJsonAsync<JsonElement>("/api/v1/hotspots");
        var paths = new List<string>();
        foreach (var id in list.GetProperty("items").EnumerateArray().Select(p => p.GetProperty("id").GetString()))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/hotspots/{id}/key");
            request.Headers.Add("Cookie", cookie);
            using var response = await host.Client.SendAsync(request);
            paths.Add((await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("path").GetString()!);
        }

        return paths;
    }

    // A state as the host has just written it.
    private static async Task<TableEntity> RowAsync(PublishedHost host, string storage, string path)
    {
        await OkAsync(host.Client, path);
        var id = path.Split('/')[^1].Split('.')[..^2];
        var point = string.Join('.', id);
        return await new TableClient(storage, HotspotRow.Table).GetEntityAsync<TableEntity>(HotspotPartition.Of(point), PointRow.Key(point));
    }

    private static TableEntity Copy(TableEntity row, int n) =>
        new(row.Where(p => p.Key is not ("odata.etag" or "Timestamp")).ToDictionary()) { PartitionKey = HotspotPartition.All[n & 3], RowKey = $"s|{n}" };

    private static async Task OkAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(path);
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"{(int)response.StatusCode} instead of 200.");
    }

    private static string Latency(IEnumerable<Load> rounds)
    {
        var all = rounds.ToList();
        return $"{Table.Median(all.Select(r => r.P50)):F1} / {Table.Median(all.Select(r => r.P99)):F0}";
    }
}
