using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Kota.Kernel.Tables;

namespace Kota.Functions.Hotspots.Storage;

/// <summary>A day of a point that has ended. Table HotspotDays, partition = <c>{yyyyMM}</c>, row = <c>{id}|{yyyyMMdd}</c>: the same whoever writes it.</summary>
public sealed class DayRow : ITableEntity
{
    public const string Table = "HotspotDays";

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    /// <summary>The <see cref="MinuteMap"/>.</summary>
    public byte[]? Heard { get; set; }

    /// <summary>As in <see cref="PointRow.Totals"/>.</summary>
    public string? Totals { get; set; }

    public static string Partition(DateOnly day) => day.ToString("yyyyMM", CultureInfo.InvariantCulture);

    public static string Key(string id, DateOnly day) => $"{KeyPart.Checked(id)}|{day.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}";

    public static DayRow For(string id, PointDay day) => new()
    {
        PartitionKey = Partition(day.Day),
        RowKey = Key(id, day.Day),
        Heard = day.Heard.ToBytes(),
        Totals = DayTotals.Write(day),
    };

    public string Id() => RowKey[..RowKey.IndexOf(KeyPart.Separator)];

    public PointDay Day() => DayTotals.Read(
        DateOnly.ParseExact(RowKey.AsSpan(RowKey.Length - 8), "yyyyMMdd", CultureInfo.InvariantCulture), MinuteMap.Of(Heard), Totals);
}

/// <summary>Days as numbers in rows.</summary>
internal static class DayKey
{
    public static int Number(DateOnly day) => (day.Year * 10_000) + (day.Month * 100) + day.Day;

    public static DateOnly Day(int number) => new(number / 10_000, number / 100 % 100, number % 100);
}

/// <summary>The use of a day in one short text: a property for each would double what a row weighs.</summary>
internal static class DayTotals
{
    public static string Write(PointDay d) =>
        string.Create(CultureInfo.InvariantCulture, $"{d.Sessions} {d.MostDevices} {d.BytesUp} {d.BytesDown} {d.LatencySum} {d.LatencyCount}");

    public static PointDay Read(DateOnly day, MinuteMap heard, string? text)
    {
        var n = (text ?? "0 0 0 0 0 0").Split(' ').Select(t => long.Parse(t, CultureInfo.InvariantCulture)).ToArray();
        return new PointDay(day, heard, (int)n[0], (int)n[1], n[2], n[3], n[4], (int)n[5]);
    }
}
