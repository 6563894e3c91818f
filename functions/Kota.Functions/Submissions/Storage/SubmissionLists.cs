using Azure.Data.Tables;
using Kota.Functions.Submissions.Views;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Tables;

namespace Kota.Functions.Submissions.Storage;

/// <summary>Reads the lists of the index: each page is one range query in one partition, or a few where months are walked.</summary>
public sealed class SubmissionLists(KotaStorage storage)
{
    // Azure refuses to give more rows than this in one answer; Azurite does not.
    internal const int MostAtOnce = 1000;

    private readonly TableClient index = storage.Table(IndexRow.Table);

    /// <summary>A page over partitions in order, beginning after a cursor; a cursor of another list is refused.</summary>
    /// <param name="partitions">Partitions in the order of the list; read one after the other until the page is full.</param>
    /// <param name="filter">OData conditions beside the keys, made by <see cref="TableClient.CreateQueryFilter(FormattableString)"/>; or empty.</param>
    /// <param name="beforeRow">Rows from this key on are left out; null for none.</param>
    /// <param name="cursor">Where the last page ended.</param>
    /// <param name="take">Rows on a page.</param>
    /// <param name="ct">Stops between queries.</param>
    /// <param name="fromRow">Rows before this key are left out; empty for none.</param>
    internal async Task<Outcome<Page<IndexRow>>> PageAsync(
        IReadOnlyList<string> partitions, string filter, string? beforeRow, Cursor? cursor, int take, CancellationToken ct, string fromRow = "")
    {
        if (cursor is not null && !partitions.Contains(cursor.Partition))
            return Failure.Invalid("/cursor", "cursor-malformed");
        var items = new List<IndexRow>(take);
        var left = cursor is null ? partitions : partitions.SkipWhile(p => p != cursor.Partition);
        var last = "";
        foreach (var partition in left)
        {
            var after = cursor?.Partition == partition ? cursor.After : fromRow;
            var query = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {after}");
            if (beforeRow is not null)
                query += TableClient.CreateQueryFilter($" and RowKey lt {beforeRow}");
            if (filter.Length > 0)
                query += " and " + filter;
            await foreach (var row in index.QueryAsync<IndexRow>(query, Math.Min(MostAtOnce, take + 1 - items.Count), cancellationToken: ct))
            {
                if (items.Count == take)
                    return new Page<IndexRow>(items, last);
                items.Add(row);
                last = Cursor.Write(partition, row.RowKey);
            }
        }

        return new Page<IndexRow>(items, null);
    }

    /// <summary>The first 1,000 open submissions of an agency, without what they are about: one query.</summary>
    internal async Task<Outcome<Page<IndexRow>>> OpenAsync(string agency, CancellationToken ct)
    {
        var query = TableClient.CreateQueryFilter($"PartitionKey eq {IndexRow.OpenPartition(agency)}");
        await foreach (var page in index.QueryAsync<IndexRow>(query, MostAtOnce, [nameof(IndexRow.Due), nameof(IndexRow.Handler)], ct).AsPages())
            return new Page<IndexRow>(page.Values, page.ContinuationToken);
        return new Page<IndexRow>([], null);
    }

    /// <summary>Submissions of a category near a place, made after a time: the newest rows of each cell.</summary>
    /// <param name="partitions">Cells, read side by side.</param>
    /// <param name="category">Category that they share; null for a service without categories.</param>
    /// <param name="service">Code of the service.</param>
    /// <param name="since">Older ones are left out.</param>
    /// <param name="take">Most rows of a cell.</param>
    /// <param name="ct">Stops between pages.</param>
    internal async Task<IReadOnlyList<IndexRow>> NearAsync(
        IEnumerable<string> partitions, string service, string? category, DateTimeOffset since, int take, CancellationToken ct)
    {
        var cells = await Task.WhenAll(partitions.Select(async partition =>
        {
            var until = KeyPart.InverseTicks(since);
            var query = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey lt {until} and Service eq {service}");
            if (category is not null)
                query += TableClient.CreateQueryFilter($" and Category eq {category}");
            var rows = new List<IndexRow>();
            await foreach (var row in index.QueryAsync<IndexRow>(query, take, cancellationToken: ct))
            {
                rows.Add(row);
                if (rows.Count == take)
                    break;
            }

            return rows;
        }));
        return [.. cells.SelectMany(rows => rows).DistinctBy(row => row.Id)];
    }
}
