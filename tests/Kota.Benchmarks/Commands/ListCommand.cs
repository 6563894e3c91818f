using System.Net;
using System.Text.Json;
using Azure.Data.Tables;
using Kota.Benchmarks.Floor;
using Kota.Benchmarks.Host;
using Kota.Functions.Submissions.Storage;

namespace Kota.Benchmarks.Commands;

/// <summary>How fast an officer's page of 20 comes out of a large inbox, beside the same range query by the SDK.</summary>
internal static class ListCommand
{
    private const int Clients = 8;
    private const int Rounds = 3;
    private const int Rows = 20_000;
    private const int Take = 20;
    private const int BatchLimit = 100;
    private const string Agency = "dpuprpkp";

    // The last has fewer rows than a page: its query has to pass over the whole partition.
    private const string Rare = "needs_info";
    private const int OneRareIn = 2_000;

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(4);
    private static readonly string?[] States = [null, "forwarded", "answered", Rare];

    // Each of them is forwarded to the agency, so that its lists change twice.
    private static readonly TimeSpan BetweenReports = TimeSpan.FromMilliseconds(200);

    public static async Task<Table> RunAsync()
    {
        await PublishedHost.PublishAsync();
        await using var azurite = await Bench.StartAzuriteAsync();
        await using var host = await PublishedHost.StartAsync(azurite.ConnectionString(Bench.Ours.Name));
        var index = new TableClient(azurite.ConnectionString(Bench.Ours.Name), IndexRow.Table);
        await FillAsync(index);
        var cookie = await host.SignInAsync("petugas-" + Agency);
        var table = new Table(
            $"Page of {Take} out of {Rows:N0} open cases, {Clients} clients, median of {Rounds} (min..max)",
            "state", "rows found", "Kota /s", "floor /s", "Kota p50 / p99 ms", "floor p50 / p99 ms");
        foreach (var state in States)
            await AddAsync(state, state ?? "all open");
        using var stop = new CancellationTokenSource();
        var reports = ReportAsync(host.Client, stop.Token);
        await AddAsync(null, $"all open, while {1 / BetweenReports.TotalSeconds:F0} reports a second come in");
        await stop.CancelAsync();
        await reports;
        return table;

        async Task AddAsync(string? state, string name)
        {
            var found = await FloorAsync(index, state);
            if (await ListAsync(host.Client, cookie, state) is var listed && listed != Math.Min(found, Take))
                throw new InvalidOperationException($"The host lists {listed} rows and the floor {found}.");
            await ClosedLoop.RunAsync(Clients, TimeSpan.FromSeconds(1), () => ListAsync(host.Client, cookie, state));
            var rounds = new List<(Load Ours, Load Floor)>();
            for (var i = 0; i < Rounds; i++)
            {
                var ours = await ClosedLoop.RunAsync(Clients, Time, () => ListAsync(host.Client, cookie, state));
                rounds.Add((ours, await ClosedLoop.RunAsync(Clients, Time, () => FloorAsync(index, state))));
                await Console.Error.WriteLineAsync($"{name}, round {i + 1}: {rounds[^1].Ours.Rate:F0}/s beside {rounds[^1].Floor.Rate:F0}/s");
            }

            table.Add(
                name, $"{Math.Min(found, Take)}", Table.Spread(rounds.Select(r => r.Ours.Rate), "F0"), Table.Spread(rounds.Select(r => r.Floor.Rate), "F0"),
                Latency(rounds.Select(r => r.Ours)), Latency(rounds.Select(r => r.Floor)));
        }
    }

    private static async Task ReportAsync(HttpClient client, CancellationToken stop)
    {
        using var pause = new PeriodicTimer(BetweenReports);
        while (!stop.IsCancellationRequested)
        {
            await Report.SendAsync(client);
            await pause.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    // One row more than the page, as the product asks for, to know whether another page follows.
    private static async Task<int> FloorAsync(TableClient index, string? state)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {IndexRow.OpenPartition(Agency)}");
        if (state is not null)
            filter += TableClient.CreateQueryFilter($" and State eq {state}");
        var found = 0;
        await foreach (var row in index.QueryAsync<IndexRow>(filter, Take + 1))
        {
            if (++found > Take)
                break;
        }

        return found;
    }

    private static async Task<int> ListAsync(HttpClient client, string cookie, string? state)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/agencies/{Agency}/submissions?take={Take}" + (state is null ? "" : "&state=" + state));
        request.Headers.Add("Cookie", cookie);
        using var response = await client.SendAsync(request);
        var answer = await response.Content.ReadAsByteArrayAsync();
        if (response.StatusCode != HttpStatusCode.OK)
            throw new InvalidOperationException($"{(int)response.StatusCode} instead of 200.");
        using var page = JsonDocument.Parse(answer);
        return page.RootElement.GetProperty("items").GetArrayLength();
    }

    // Straight into the index: what a list costs does not depend on how its rows came there.
    private static async Task FillAsync(TableClient index)
    {
        await Console.Error.WriteLineAsync($"filling the inbox with {Rows:N0} rows");
        var start = TimeProvider.System.GetUtcNow().AddDays(-100);
        foreach (var batch in Enumerable.Range(0, Rows).Select(n => Row(n, start)).Chunk(BatchLimit))
            await index.SubmitTransactionAsync(batch.Select(r => new TableTransactionAction(TableTransactionActionType.Add, r)));
    }

    private static IndexRow Row(int n, DateTimeOffset start)
    {
        var (id, at) = (FloorWorker.NewId(), start.AddMinutes(n * 7));
        return new IndexRow
        {
            PartitionKey = IndexRow.OpenPartition(Agency),
            RowKey = IndexRow.NewestKey(at, id),
            Id = id,
            Version = 2,
            Service = Report.Service,
            Title = Report.Fields["title"],
            State = n % OneRareIn == 0 ? Rare : (n % 10) switch { 0 => "answered", < 3 => "in_progress", _ => "forwarded" },
            Agency = Agency,
            Category = Report.Category,
            Kelurahan = Report.Kelurahan,
            Due = at.AddDays(5),
            CreatedAt = at,
            ChangedAt = at,
            Deadline = at.AddDays(5),
        };
    }

    private static string Latency(IEnumerable<Load> rounds)
    {
        var all = rounds.ToList();
        return $"{Table.Median(all.Select(r => r.P50)):F1} / {Table.Median(all.Select(r => r.P99)):F0}";
    }
}
