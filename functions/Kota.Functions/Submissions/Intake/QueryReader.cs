using System.Globalization;
using Kota.Functions.Submissions.Catalogue;
using Kota.Kernel.Outcomes;
using Microsoft.AspNetCore.Http;

namespace Kota.Functions.Submissions.Intake;

/// <summary>Takes parameters out of an address and remembers what was wrong with them. An empty one is one that is not there.</summary>
internal sealed class QueryReader(IQueryCollection query)
{
    public List<FieldError> Errors { get; } = [];

    public string? Text(string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>The parts between commas.</summary>
    public string[] Words(string name) => query[name].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>A number from 1 on.</summary>
    public int Whole(string name, int otherwise, int most)
    {
        if (Text(name) is not { } text)
            return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most)
            return number;
        Errors.Add(new FieldError("/" + name, "take-range", 1, most));
        return 1;
    }

    /// <summary>A day. Those at either end of the calendar have no instant before or after them to compute with.</summary>
    public DateOnly? Day(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (DateOnly.TryParseExact(text, FormValidator.DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and < 2200)
            return day;
        Errors.Add(new FieldError("/" + name, "field-date"));
        return null;
    }
}
