using Kota.Functions.Hotspots.Storage;

namespace Kota.Functions.Hotspots.Pings;

/// <summary>The rows of deadlines that this instance writes in one partition: nobody else writes them, and only the sweep takes them away.</summary>
internal sealed class DeadlineBook(string partition, string writer)
{
    // Rows by their minute, as they stand in the table.
    private readonly Dictionary<DateTimeOffset, (DeadlineRow Row, HashSet<string> Ids)> open = [];
    private int parts;

    /// <summary>The rows to write so that these points are found at their deadlines; without those that stand already. At most one for each minute.</summary>
    public IReadOnlyList<DeadlineRow> RowsFor(IEnumerable<(string Id, DateTimeOffset Due)> points)
    {
        var rows = new List<DeadlineRow>();
        foreach (var minute in points.GroupBy(p => DeadlineRow.MinuteOf(p.Due)))
        {
            var there = open.GetValueOrDefault(minute.Key);
            var fresh = minute.Select(p => p.Id).Where(id => there.Ids is null || !there.Ids.Contains(id)).ToList();
            if (fresh.Count == 0)
                continue;
            rows.Add(there.Row is not null && there.Ids.Count + fresh.Count <= DeadlineRow.MaxIds
                ? there.Row.With(fresh)
                : DeadlineRow.For(partition, minute.Key, $"{writer}-{++parts}", fresh));
        }

        return rows;
    }

    /// <summary>They stand in the table now. Rows of minutes that lie behind are forgotten.</summary>
    public void Written(IReadOnlyList<DeadlineRow> rows)
    {
        foreach (var row in rows)
            open[row.Minute()] = (row, row.Ids.Split(' ').ToHashSet(StringComparer.Ordinal));
        if (rows.Count == 0 || open.Count < 64)
            return;
        var oldest = rows.Min(r => r.Minute()).AddDays(-1);
        foreach (var minute in open.Keys.Where(m => m < oldest).ToList())
            open.Remove(minute);
    }

    /// <summary>What stands in the table is not known any more; new rows are written beside it.</summary>
    public void Forget() => open.Clear();
}
