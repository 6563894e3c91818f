using System.Globalization;
using System.Text.Json;
using Kota.Kernel.Reference;
using Kota.Kernel.Time;

namespace Kota.Functions.Reports.Output;

/// <summary>The sheets and files of each kind of report.</summary>
public sealed class ReportBook(Agencies agencies)
{
    private static readonly string[] LateColumns =
        ["agency", "agency_name", "handler", "service", "id", "category", "kelurahan", "state", "clock", "due", "status", "days_late"];

    private static readonly string[] TotalColumns = ["agency", "agency_name", "handler", "late", "soon_late"];

    private static readonly string[] FigureColumns =
        ["by", "key", "opened", "answered", "median_days", "p90_days", "late_share", "reopened", "ratings", "mean_rating", "bounces", "merged"];

    /// <summary>Files of a daily report.</summary>
    public IReadOnlyList<ReportFile> Daily(LateCases late, DateTimeOffset cutOff)
    {
        Sheet[] sheets =
        [
            new("late", "Laporan yang terlambat atau segera terlambat", LateColumns, [.. late.Listed.Select(l => Row(l, cutOff))]),
            new("agencies", "Jumlah menurut dinas", TotalColumns, [.. late.ByAgency.Select(Row)]),
            new("people", "Jumlah menurut petugas", TotalColumns, [.. late.ByPerson.Select(Row)]),
        ];
        return
        [
            SheetFiles.ToCsv("late.csv", sheets[0]),
            SheetFiles.ToCsv("agencies.csv", sheets[1]),
            SheetFiles.ToCsv("people.csv", sheets[2]),
            SheetFiles.ToXlsx("late.xlsx", sheets),
            SheetFiles.ToHtml("late.html", $"Keterlambatan per {Local(cutOff)}", sheets),
        ];
    }

    /// <summary>Files of a weekly report.</summary>
    public static IReadOnlyList<ReportFile> Weekly(IReadOnlyDictionary<FigureKey, IReadOnlyList<FigureRow>> figures, DateOnly monday)
    {
        var rows = figures.OrderBy(f => f.Key).SelectMany(f => f.Value.Select(r => Row(f.Key, r))).ToList();
        var sheet = new Sheet("figures", "Angka seminggu", FigureColumns, rows);
        var title = string.Create(CultureInfo.InvariantCulture, $"Pelayanan {monday.AddDays(-7):yyyy-MM-dd} sampai {monday.AddDays(-1):yyyy-MM-dd}");
        return [SheetFiles.ToCsv("figures.csv", sheet), SheetFiles.ToXlsx("figures.xlsx", [sheet]), SheetFiles.ToHtml("figures.html", title, [sheet])];
    }

    private object?[] Row(LateCase l, DateTimeOffset cutOff) =>
    [
        l.State.Agency, NameOf(l.State.Agency), l.State.After.Handler, l.Case.Service, l.Case.Id, l.Case.Category, l.Case.Kelurahan, l.State.State,
        l.Clock.Code, Local(l.Clock.Due!.Value), l.Late ? "late" : "soon_late", l.Late ? Math.Round((cutOff - l.Clock.Due.Value).TotalDays, 2) : null,
    ];

    private object?[] Row(LateTotal t) => [t.Agency, NameOf(t.Agency), t.Handler, t.Late, t.Soon];

    private static object?[] Row(FigureKey by, FigureRow r) =>
    [
        JsonNamingPolicy.CamelCase.ConvertName(by.ToString()), r.Key, r.Opened, r.Answered, r.MedianDays, r.P90Days, r.LateShare, r.Reopened, r.Ratings, r.MeanRating, r.Bounces, r.Merged,
    ];

    private string? NameOf(string? agency) => agencies.Find(agency)?.ShortName;

    private static string Local(DateTimeOffset at) => CityClock.Local(at).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
