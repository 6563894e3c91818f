using System.Collections.Concurrent;
using Azure.Data.Tables;
using Kota.Kernel.Contracts;
using Kota.Kernel.Tables;
using Kota.Kernel.Time;

namespace Kota.Functions.Reports.Storage;

/// <summary>Notes facts and reads the cases that a report needs.</summary>
public sealed class ReportCases(KotaStorage storage)
{
    private const int AtOnce = 8;

    private readonly TableClient table = storage.Table(ReportCaseRow.Table);
    private readonly ConcurrentDictionary<string, string> firstMonths = new();

    /// <summary>Adds what a fact says to its case. Any number of times and in any order: steps are told apart by their numbers.</summary>
    public async Task NoteAsync(SubmissionChanged fact, CancellationToken ct)
    {
        var seen = ReportCase.Of(fact);
        await RememberMonthAsync(seen, ct);
        var row = ReportCaseRow.For(seen);
        // Facts come in order but for accidents, so only the first of a case expects no row: a refused insert is dear.
        if (fact.Version == 1 && await table.TryInsertAsync(row, ct))
            return;
        for (var tries = 0; await table.ChangeAsync<ReportCaseRow>(row.PartitionKey, row.RowKey, there => Add(there, fact), ct) is null; tries++)
        {
            if (await table.TryInsertAsync(row, ct))
                return;
            if (tries == TableRows.MaxTries)
                throw new ContentionException($"A row of {ReportCaseRow.Table} comes and goes.");
        }
    }

    /// <summary>Cases that were open just before an instant.</summary>
    public Task<IReadOnlyList<ReportCase>> OpenAsync(DateTimeOffset at, CancellationToken ct) =>
        ReadAsync(null, at, p => TableClient.CreateQueryFilter($"PartitionKey eq {p} and ClosedAt ge {at}"), ct);

    /// <summary>Cases on which something happened from one instant to another.</summary>
    public Task<IReadOnlyList<ReportCase>> ActiveAsync(string? service, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        ReadAsync(service, to, p => TableClient.CreateQueryFilter($"PartitionKey eq {p} and LastAt ge {from}"), ct);

    private static bool Add(ReportCaseRow row, SubmissionChanged fact)
    {
        var before = row.Case();
        var after = before.With(fact);
        if (ReferenceEquals(before, after))
            return false;
        row.Set(after);
        return true;
    }

    // In the order of their ids, so that the same cases always make the same report.
    private async Task<IReadOnlyList<ReportCase>> ReadAsync(string? service, DateTimeOffset until, Func<string, string> filter, CancellationToken ct)
    {
        var found = new ConcurrentBag<ReportCase>();
        var partitions = await PartitionsAsync(service, CityClock.LocalDate(until), ct);
        await Parallel.ForEachAsync(partitions, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (partition, token) =>
        {
            await foreach (var row in table.QueryAsync<ReportCaseRow>(filter(partition), cancellationToken: token))
                found.Add(row.Case());
        });
        return [.. found.OrderBy(c => c.Id, StringComparer.Ordinal)];
    }

    private async Task<List<string>> PartitionsAsync(string? service, DateOnly until, CancellationToken ct)
    {
        var partitions = new List<string>();
        await foreach (var row in table.QueryAsync<ReportMonthRow>(TableClient.CreateQueryFilter($"PartitionKey eq {ReportMonthRow.Partition}"), cancellationToken: ct))
        {
            if (service is not null && row.RowKey != service)
                continue;
            for (var month = row.Month(); month <= until; month = month.AddMonths(1))
                partitions.AddRange(Enumerable.Range(0, ReportCaseRow.Spread).Select(s => ReportCaseRow.Partition(row.RowKey, month, s)));
        }

        return partitions;
    }

    // Before the case itself: a month that is remembered in vain costs four empty queries, a case in a forgotten month is lost.
    private async Task RememberMonthAsync(ReportCase @case, CancellationToken ct)
    {
        var month = CityClock.LocalDate(@case.CreatedAt);
        var text = ReportMonthRow.Text(month);
        if (firstMonths.TryGetValue(@case.Service, out var known) && string.CompareOrdinal(known, text) <= 0)
            return;
        var row = ReportMonthRow.For(@case.Service, month);
        if (!await table.TryInsertAsync(row, ct))
        {
            row = await table.ChangeAsync<ReportMonthRow>(ReportMonthRow.Partition, row.RowKey, there =>
            {
                var earlier = string.CompareOrdinal(text, there.First) < 0;
                there.First = earlier ? text : there.First;
                return earlier;
            }, ct) ?? row;
        }

        firstMonths[@case.Service] = row.First;
    }
}
