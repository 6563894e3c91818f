namespace Kota.Functions.Reports;

/// <summary>Order statistics with linear interpolation between ranks, as spreadsheets do it.</summary>
public static class Statistics
{
    public static double? Median(IReadOnlyCollection<double> values) => Percentile(values, 0.5);

    public static double? Percentile(IReadOnlyCollection<double> values, double share)
    {
        if (values.Count == 0)
            return null;
        var sorted = values.Order().ToArray();
        var rank = share * (sorted.Length - 1);
        var below = (int)Math.Floor(rank);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((rank - below) * (sorted[above] - sorted[below]));
    }
}
