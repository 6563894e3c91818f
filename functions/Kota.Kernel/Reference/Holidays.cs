using System.Text.Json;
using Kota.Kernel.Time;

namespace Kota.Kernel.Reference;

/// <summary>Which calendar of holidays to use.</summary>
public sealed class CalendarOptions
{
    /// <summary>Section of the settings.</summary>
    public const string Section = "Kota:Calendar";

    /// <summary>
    /// Path of a file in the form of Reference/holidays.json that is used in its stead, such as for a new decree; null for the built-in
    /// one.
    /// </summary>
    public string? File { get; set; }
}

/// <summary>Why a day is off.</summary>
public enum HolidayKind
{
    /// <summary>A national holiday.</summary>
    National,

    /// <summary>Collective leave (cuti bersama).</summary>
    Collective,
}

/// <summary>How certain a day off is.</summary>
public enum HolidayStatus
{
    /// <summary>Named in the ministers' yearly decree.</summary>
    Decreed,

    /// <summary>Computed beforehand; the decree may say otherwise.</summary>
    Provisional,
}

/// <summary>A day off.</summary>
/// <param name="Date">Day in WIB.</param>
/// <param name="Kind">Why it is off.</param>
/// <param name="Status">How certain it is.</param>
/// <param name="Source">Where it is from: key of the source in a file, the words themselves elsewhere.</param>
/// <param name="Id">Name in Indonesian.</param>
/// <param name="En">Name in English.</param>
public sealed record Holiday(DateOnly Date, HolidayKind Kind, HolidayStatus Status, string Source, string Id, string En);

/// <summary>A calendar of days off with its sources.</summary>
/// <param name="Sources">Decrees and ways of computing, by key.</param>
/// <param name="Days">The days off of whole years, in order.</param>
public sealed record Holidays(IReadOnlyDictionary<string, string> Sources, IReadOnlyList<Holiday> Days)
{
    /// <summary>The built-in calendar, or that of the given file.</summary>
    /// <exception cref="InvalidDataException">The file is missing, malformed, or inconsistent; the message says where.</exception>
    public static Holidays Load(string? file)
    {
        var name = file ?? "holidays.json";
        try
        {
            using var stream = file is null ? ReferenceFiles.Open(name) : File.OpenRead(file);
            var holidays = JsonSerializer.Deserialize<Holidays>(stream, ReferenceFiles.Json)!;
            return holidays.Problem() is { } problem ? throw new InvalidDataException($"Calendar {name}: {problem}") : holidays;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException && e is not InvalidDataException)
        {
            throw new InvalidDataException($"Calendar {name}: {e.Message}", e);
        }
    }

    /// <summary>The working days that follow from it. Known until the end of the last year in it.</summary>
    public WorkingCalendar ToCalendar() => CalendarOf(Days);

    /// <summary>The same days, each with its source in words.</summary>
    public IReadOnlyList<Holiday> WithSources() => [.. Days.Select(d => d with { Source = Sources[d.Source] })];

    /// <summary>The working days that follow from days off, given in order.</summary>
    public static WorkingCalendar CalendarOf(IReadOnlyList<Holiday> days) => new(days.Select(d => d.Date), new DateOnly(days[^1].Date.Year, 12, 31));

    private string? Problem()
    {
        if (Days.Count == 0)
            return "it has no days.";
        if (Days.FirstOrDefault(d => !Sources.ContainsKey(d.Source)) is { } unsourced)
            return $"the source \"{unsourced.Source}\" of {unsourced.Date:yyyy-MM-dd} is not among its sources.";
        var disorder = Days.Zip(Days.Skip(1)).FirstOrDefault(pair => pair.First.Date >= pair.Second.Date);
        return disorder.Second is null ? null : $"{disorder.Second.Date:yyyy-MM-dd} stands twice or out of order.";
    }
}
