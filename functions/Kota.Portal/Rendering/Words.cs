using System.Globalization;
using System.Resources;
using Kota.Kernel.Text;
using Kota.Kernel.Time;

namespace Kota.Portal.Rendering;

/// <summary>The portal's own texts and dates in one language (Texts/Portal.resx, Texts/Portal.en.resx).</summary>
public sealed class Words(CultureInfo language)
{
    private static readonly ResourceManager Resources = new("Kota.Portal.Texts.Portal", typeof(Words).Assembly);

    public CultureInfo Language => language;

    /// <summary>Two-letter code for the lang attribute.</summary>
    public string Code => Languages.Code(language);

    /// <summary>A text. One that is missing is a bug, not a gap to show to readers.</summary>
    public string this[string key] =>
        Resources.GetString(key, language) ?? throw new InvalidOperationException($"Portal.resx has no text '{key}'.");

    public string Of(string key, params object[] args) => string.Format(language, this[key], args);

    /// <summary>A moment, such as "24 November 2026 pukul 12.10 WIB".</summary>
    public string When(DateTimeOffset at) => LocalForms.Moment(at, language);

    /// <summary>A moment as machines read it.</summary>
    public static string Iso(DateTimeOffset at) => LocalForms.Iso(at);

    /// <summary>A number with as many decimals as asked: 12.500 or 2,4 in Indonesian.</summary>
    public string Number(double number, int decimals = 0) => LocalForms.Number(number, decimals, language);

    /// <summary>Whole rupiah, such as Rp12.500.</summary>
    public string Money(long rupiah) => LocalForms.Money(rupiah, language);

    /// <summary>A share in whole percent, such as 12%.</summary>
    public string Percent(double share) => Number(100 * share) + "%";

    public string Day(DateOnly day) => LocalForms.Day(day, language);

    /// <summary>The day of something past, as people say it: "kemarin", "hari Selasa", "12 hari yang lalu", "pada 3 Oktober 2026".</summary>
    public string Ago(DateTimeOffset at, DateTimeOffset now)
    {
        var day = CityClock.LocalDate(at);
        return (CityClock.LocalDate(now).DayNumber - day.DayNumber) switch
        {
            <= 0 => this["ago-today"],
            1 => this["ago-yesterday"],
            < 7 => Of("ago-weekday", LocalForms.Weekday(day, language)),
            <= 30 and var days => Of("ago-days", days),
            _ => Of("ago-date", Day(day)),
        };
    }

    /// <summary>How far an end is away, such as "2 days left" or "3 hours late".</summary>
    public string Left(DateTimeOffset due, DateTimeOffset now) =>
        due >= now ? Of("time-left", Span(due - now)) : Of("time-late", Span(now - due));

    /// <summary>The same as the first words of a cell.</summary>
    public string Due(DateTimeOffset due, DateTimeOffset now) =>
        due >= now ? Of("due-left", Span(due - now)) : Of("due-late", Span(now - due));

    private string Span(TimeSpan span) => span.TotalMinutes < 1 ? this["span-moment"]
        : span.TotalHours < 1 ? Count("span-minute", span.TotalMinutes)
        : span.TotalHours < 48 ? Count("span-hour", span.TotalHours)
        : Count("span-day", span.TotalDays);

    private string Count(string key, double number) => (int)number == 1 ? Of(key + "-one", 1) : Of(key, (int)number);
}
