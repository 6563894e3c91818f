using System.Globalization;
using Kota.Kernel.Time;

namespace Kota.Kernel.Text;

/// <summary>How moments, days, numbers and money are written, in both languages: the one place for pages and letters.</summary>
public static class LocalForms
{
    /// <summary>A moment in Malang: "24 November 2026 pukul 13.05 WIB", "24 November 2026 at 13:05 WIB".</summary>
    public static string Moment(DateTimeOffset at, CultureInfo language) =>
        CityClock.Local(at).ToString(IsEnglish(language) ? "d MMMM yyyy 'at' HH:mm 'WIB'" : "d MMMM yyyy 'pukul' HH.mm 'WIB'", language);

    /// <summary>A day: "24 November 2026".</summary>
    public static string Day(DateOnly day, CultureInfo language) => day.ToString("d MMMM yyyy", language);

    /// <summary>The name of a day: "Selasa", "Tuesday".</summary>
    public static string Weekday(DateOnly day, CultureInfo language) => day.ToString("dddd", language);

    /// <summary>A month: "November 2026".</summary>
    public static string Month(DateOnly day, CultureInfo language) => day.ToString("MMMM yyyy", language);

    /// <summary>A moment as machines read it, with Malang's offset.</summary>
    public static string Iso(DateTimeOffset at) => CityClock.Local(at).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>A number with as many decimals as asked: 12.500 or 2,4 in Indonesian.</summary>
    public static string Number(double number, int decimals, CultureInfo language) => number.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), language);

    /// <summary>Whole rupiah: Rp12.500, in English Rp12,500.</summary>
    public static string Money(long rupiah, CultureInfo language) => (rupiah < 0 ? "-Rp" : "Rp") + Math.Abs((decimal)rupiah).ToString("N0", language);

    private static bool IsEnglish(CultureInfo language) => Languages.Code(language) == "en";
}
