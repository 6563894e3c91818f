namespace Kota.Benchmarks;

/// <summary>A Markdown table, as docs/performance.md quotes it.</summary>
internal sealed class Table(string title, params string[] columns)
{
    private readonly List<string[]> rows = [];

    public Table Add(params string[] cells)
    {
        rows.Add(cells);
        return this;
    }

    public void Print(TextWriter to)
    {
        to.WriteLine();
        to.WriteLine($"**{title}**");
        to.WriteLine();
        to.WriteLine($"| {string.Join(" | ", columns)} |");
        to.WriteLine($"|{string.Concat(columns.Select(_ => "---|"))}");
        foreach (var row in rows)
            to.WriteLine($"| {string.Join(" | ", row)} |");
        to.WriteLine();
    }

    /// <summary>Median, and smallest and largest in brackets.</summary>
    public static string Spread(IEnumerable<double> values, string format)
    {
        double[] sorted = [.. values.Order()];
        return $"{Median(sorted).ToString(format, null)} ({sorted[0].ToString(format, null)}..{sorted[^1].ToString(format, null)})";
    }

    /// <summary>The middle one of an odd number of values.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
