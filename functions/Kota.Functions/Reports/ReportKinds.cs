using System.Globalization;
using Kota.Kernel.Time;

namespace Kota.Functions.Reports;

/// <summary>When each kind of report is due.</summary>
public static class ReportKinds
{
    public const string Daily = "daily";
    public const string Weekly = "weekly";

    private static readonly TimeSpan Hour = TimeSpan.FromHours(7);

    public static IReadOnlyList<string> All { get; } = [Daily, Weekly];

    /// <summary>07:00 WIB of that day: what happened later is not in the report, whenever it is made.</summary>
    public static DateTimeOffset CutOff(DateOnly day) => CityClock.StartOf(day) + Hour;

    public static bool IsDue(string kind, DateOnly day, WorkingCalendar calendar) =>
        kind == Daily ? calendar.IsWorkingDay(day) : day.DayOfWeek == DayOfWeek.Monday;

    /// <summary>The last day whose cut-off has passed.</summary>
    public static DateOnly LastDay(DateTimeOffset now) => CityClock.LocalDate(now - Hour);

    public static string Blob(string kind, DateOnly day, string file) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}/{day:yyyy-MM-dd}/{file}");
}
