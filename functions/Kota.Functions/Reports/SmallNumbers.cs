namespace Kota.Functions.Reports;

/// <summary>
/// Hides small counts, and as many others with them as it takes: whoever knows the total must not find a hidden count by
/// subtraction, so at least two are hidden and together they are at least as many as the limit.
/// </summary>
public static class SmallNumbers
{
    /// <summary>The counts with nulls for hidden ones. Zeros say nothing about anybody and are hidden last.</summary>
    public static IReadOnlyList<int?> Hide(IReadOnlyList<int> counts, int limit = Figures.Smallest)
    {
        var hidden = counts.Select((n, i) => (n, i)).Where(c => c.n > 0 && c.n < limit).Select(c => c.i).ToHashSet();
        if (hidden.Count > 0)
        {
            foreach (var (_, i) in counts.Select((n, i) => (n, i)).Where(c => c.n >= limit).OrderBy(c => c.n).ThenBy(c => c.i))
            {
                if (hidden.Count >= 2 && hidden.Sum(h => counts[h]) >= limit)
                    break;
                hidden.Add(i);
            }
        }

        return [.. counts.Select((n, i) => hidden.Contains(i) ? (int?)null : n)];
    }
}
