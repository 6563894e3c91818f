using System.Diagnostics;
using Azure.Data.Tables;
using Kota.EmbeddedHost;
using Kota.Functions.Reports;
using Kota.Functions.Reports.Storage;
using Kota.Functions.Reports.UseCases;
using Kota.Kernel.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kota.Benchmarks.Commands;

/// <summary>How long the daily report takes over many cases, by the use case that the timer runs, beside its queries by the SDK.</summary>
internal static class ReportCommand
{
    private const int Rounds = 5;
    private const int Cases = 20_000;
    private const int BatchLimit = 100;
    private const int AtOnce = 8;

    public static async Task<Table> RunAsync()
    {
        await using var azurite = await Bench.StartAzuriteAsync();
        var storage = azurite.ConnectionString(Bench.Ours.Name);
        await using var app = EmbeddedHostBuilder.Build(new EmbeddedHostOptions
        {
            StorageConnection = storage,
            Urls = "http://127.0.0.1:0",
            RunTriggers = false,
            Settings = new Dictionary<string, string?> { ["Kota__Mail__Folder"] = "" },
            ConfigureServices = services => services.AddLogging(logging => logging.ClearProviders()),
        });
        await app.StartAsync();
        var cases = new TableClient(storage, ReportCaseRow.Table);
        var today = app.Services.GetRequiredService<CityClock>().Today;
        var partitions = await FillAsync(cases, today);
        var make = app.Services.GetRequiredService<MakeReports>();

        // Each round another day, for a report that stands is not made again. Nothing happened on any of these days.
        var first = await TimeAsync(() => make.MakeAsync(ReportKinds.Daily, today, default));
        var rounds = new List<(double Ours, double Floor)>();
        var found = 0;
        for (var i = 1; i <= Rounds; i++)
        {
            var day = today.AddDays(-i);
            var ours = await TimeAsync(() => make.MakeAsync(ReportKinds.Daily, day, default));
            rounds.Add((ours, await TimeAsync(async () => found = await FloorAsync(cases, partitions, ReportKinds.CutOff(day)))));
            await Console.Error.WriteLineAsync($"round {i}: {ours:F0} ms beside {rounds[^1].Floor:F0} ms");
        }

        await CheckAsync(app.Services.GetRequiredService<ReportShelf>(), today, found);
        await app.StopAsync();
        return new Table(
            $"Daily report over {Cases:N0} cases, median of {Rounds} (min..max)", "open cases", "first in its process ms", "Kota ms", "floor ms", "Kota / floor")
            .Add(
                $"{found:N0}", $"{first:F0}", Table.Spread(rounds.Select(r => r.Ours), "F0"), Table.Spread(rounds.Select(r => r.Floor), "F0"),
                Table.Spread(rounds.Select(r => r.Ours / r.Floor), "F2"));
    }

    private static async Task<double> TimeAsync(Func<Task> act)
    {
        var watch = Stopwatch.StartNew();
        await act();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static async Task<int> FloorAsync(TableClient table, IEnumerable<string> partitions, DateTimeOffset at)
    {
        var found = 0;
        await Parallel.ForEachAsync(partitions, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (partition, ct) =>
        {
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and ClosedAt ge {at}");
            await foreach (var row in table.QueryAsync<ReportCaseRow>(filter, cancellationToken: ct))
                Interlocked.Increment(ref found);
        });
        return found;
    }

    // Straight into the table: what a report costs does not depend on how its cases came there. Gives the partitions of the months.
    private static async Task<IReadOnlyList<string>> FillAsync(TableClient table, DateOnly today)
    {
        await Console.Error.WriteLineAsync($"filling the table with {Cases:N0} cases");
        var rows = SampleCases.Make(Cases, today).Select(ReportCaseRow.For).ToList();
        var months = ReportMonthRow.For(Report.Service, rows.Min(r => CityClock.LocalDate(r.Case().CreatedAt)));
        await table.AddEntityAsync(months);
        foreach (var batch in rows.GroupBy(r => r.PartitionKey).SelectMany(p => p.Chunk(BatchLimit)))
            await table.SubmitTransactionAsync(batch.Select(r => new TableTransactionAction(TableTransactionActionType.Add, r)));
        return [.. rows.Select(r => r.PartitionKey).Distinct()];
    }

    private static async Task CheckAsync(ReportShelf shelf, DateOnly day, int open)
    {
        var file = await shelf.ReadAsync(ReportKinds.Daily, day, "late.csv", default);
        var lines = file is null ? 0 : file.Value.Content.Count(b => b == '\n') - 1;
        await Console.Error.WriteLineAsync($"{lines} of {open} open cases are in the report");
        if (lines <= 0 || open < Cases / 10)
            throw new InvalidOperationException("The report is empty: the figures are of other work.");
    }
}
