using System.Globalization;
using Kota.Kernel.Outcomes;

namespace Kota.Functions.Reports;

/// <summary>Reads the parameters of figures; each failure names its field.</summary>
internal static class ReportInput
{
    public static DateOnly? Day(string? text) => Parse(text, "yyyy-MM-dd");

    public static DateOnly? Month(string? text) => Parse(text, "yyyy-MM");

    public static FigureKey? By(string? text) => text switch
    {
        null or "" or "agency" => FigureKey.Agency,
        "category" => FigureKey.Category,
        "kelurahan" => FigureKey.Kelurahan,
        _ => null,
    };

    /// <summary>A span of days, both ends included.</summary>
    public static Outcome<(DateOnly From, DateOnly To)> Span(string? from, string? to, int maxDays)
    {
        var (first, last) = (Day(from), Day(to));
        var errors = new List<FieldError>();
        if (first is null)
            errors.Add(new FieldError("/from", "report-date"));
        if (last is null)
            errors.Add(new FieldError("/to", "report-date"));
        if (errors.Count > 0)
            return Failure.Invalid(errors);
        if (last < first)
            return Failure.Invalid("/to", "report-span-backwards");
        return last!.Value.DayNumber - first!.Value.DayNumber >= maxDays ? Failure.Invalid("/to", "report-span-long", maxDays) : (first.Value, last.Value);
    }

    // Days at either end of the calendar have no instant before or after them to compute with.
    private static DateOnly? Parse(string? text, string format) =>
        DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and < 3000 ? day : null;
}
