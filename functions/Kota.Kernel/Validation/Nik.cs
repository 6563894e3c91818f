using System.Globalization;
using System.Text.RegularExpressions;

namespace Kota.Kernel.Validation;

/// <summary>
/// NIK, the number of a resident: <c>PPKKCC DDMMYY SSSS</c>. The first six digits name the place of first registration, women add 40 to
/// the day. A number stays for life, even where its date of birth is wrong, so what it says about a person is never more than a hint.
/// </summary>
/// <param name="Value">16 digits.</param>
public readonly partial record struct Nik(string Value)
{
    /// <summary>What the form of a NIK is, for a JSON Schema.</summary>
    public const string Pattern = "^[0-9]{16}$";

    // Kemendagri codes in use, with the four provinces of Papua made in 2022.
    private static readonly HashSet<string> Provinces = new(
        ("11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 51 52 53 61 62 63 64 65 71 72 73 74 75 76 81 82 91 92 93 94 95 96").Split(' '),
        StringComparer.Ordinal);

    /// <summary>Checks the hard rules: digits, province, a day that exists in 19YY or 20YY, a serial that is not zero.</summary>
    /// <returns>Null when they hold, or the code of the rule that is broken.</returns>
    public static string? Check(string text)
    {
        if (!Form().IsMatch(text))
            return "nik-form";
        if (!Provinces.Contains(text[..2]))
            return "nik-province";
        var (day, month, year) = Birth(text);
        if (!Exists(1900 + year, month, day) && !Exists(2000 + year, month, day))
            return "nik-date";
        return text.EndsWith("0000", StringComparison.Ordinal) ? "nik-serial" : null;
    }

    /// <summary>A number that keeps the hard rules.</summary>
    public static bool TryParse(string text, out Nik nik)
    {
        nik = new Nik(text);
        return Check(text) is null;
    }

    /// <summary>Kemendagri code of the kecamatan of first registration, such as <c>357301</c>.</summary>
    public string District => Value[..6];

    /// <summary>Whether the number was given to a woman.</summary>
    public bool IsFemale => Number(Value, 6) > 40;

    /// <summary>The date that the number holds, in the later century that is not in the future.</summary>
    public DateOnly BirthDate(DateOnly today)
    {
        var (day, month, year) = Birth(Value);
        return Exists(2000 + year, month, day) && new DateOnly(2000 + year, month, day) <= today || !Exists(1900 + year, month, day)
            ? new DateOnly(2000 + year, month, day)
            : new DateOnly(1900 + year, month, day);
    }

    /// <summary>What does not fit to a person. Hints for the officer who checks papers, never a reason to refuse.</summary>
    /// <param name="today">Today in Malang.</param>
    /// <param name="born">Date of birth that the person gave; null when not asked.</param>
    /// <param name="female">Sex that the person gave; null when not asked.</param>
    /// <param name="district">Six-digit code of the kecamatan where the person lives now; null when not asked.</param>
    /// <returns>Codes <c>nik-birth-differs</c>, <c>nik-sex-differs</c>, <c>nik-district-differs</c>, <c>nik-district-unknown</c>.</returns>
    public IReadOnlyList<string> Hints(DateOnly today, DateOnly? born = null, bool? female = null, string? district = null)
    {
        var hints = new List<string>();
        if (born is { } date && BirthDate(today) != date)
            hints.Add("nik-birth-differs");
        if (female is { } f && IsFemale != f)
            hints.Add("nik-sex-differs");
        if (district is not null && District != district)
            hints.Add("nik-district-differs");

        // Kota Malang has five kecamatan, 01 to 05.
        if (District.StartsWith("3573", StringComparison.Ordinal) && Number(Value, 4) is < 1 or > 5)
            hints.Add("nik-district-unknown");
        return hints;
    }

    /// <summary>Masked, for a page that shows whose number it is without showing it: the last four digits.</summary>
    public override string ToString() => Value is { Length: 16 } ? $"************{Value[12..]}" : "***";

    private static (int Day, int Month, int Year) Birth(string text)
    {
        var day = Number(text, 6);
        return (day > 40 ? day - 40 : day, Number(text, 8), Number(text, 10));
    }

    private static int Number(string text, int at) => int.Parse(text.AsSpan(at, 2), NumberStyles.None, CultureInfo.InvariantCulture);

    private static bool Exists(int year, int month, int day) => month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    [GeneratedRegex(@"\A[0-9]{16}\z")]
    private static partial Regex Form();
}
