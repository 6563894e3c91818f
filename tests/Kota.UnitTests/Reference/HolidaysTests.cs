using Kota.Kernel.Reference;
using Kota.Kernel.Time;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Kota.UnitTests.Reference;

public sealed class HolidaysTests
{
    private const string Day =
        """{ "date": "2028-01-03", "kind": "national", "status": "decreed", "source": "x", "id": "a", "en": "b" }""";

    private static readonly Holidays BuiltIn = Holidays.Load(null);

    [Fact]
    public void The_decree_for_2026_has_17_holidays_and_8_days_of_collective_leave()
    {
        var days = BuiltIn.Days.Where(d => d.Date.Year == 2026).ToList();
        Assert.All(days, d => Assert.Equal(HolidayStatus.Decreed, d.Status));
        Assert.Equal(17, days.Count(d => d.Kind == HolidayKind.National));
        Assert.Equal(8, days.Count(d => d.Kind == HolidayKind.Collective));
    }

    [Fact]
    public void Collective_leave_is_never_on_a_weekend() =>
        Assert.All(BuiltIn.Days.Where(d => d.Kind == HolidayKind.Collective), d =>
            Assert.False(d.Date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday, $"{d.Date}"));

    [Fact]
    public void The_year_2027_is_computed_and_says_so() =>
        Assert.All(BuiltIn.Days.Where(d => d.Date.Year == 2027), d => Assert.Equal(HolidayStatus.Provisional, d.Status));

    [Theory]
    [InlineData(2026)]
    [InlineData(2027)]
    public void Feasts_that_hang_on_easter_fall_where_they_should(int year)
    {
        var easter = Easter(year);
        foreach (var (offset, name) in new[] { (-2, "Wafat"), (0, "Kebangkitan"), (39, "Kenaikan") })
        {
            var feast = Assert.Single(BuiltIn.Days, d => d.Kind == HolidayKind.National && d.Date == easter.AddDays(offset));
            Assert.StartsWith(name, feast.Id, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_of_the_operator_replaces_the_built_in_one()
    {
        using var file = new CalendarFile("""
            { "sources": { "new": "A decree" },
              "days": [ { "date": "2028-01-03", "kind": "collective", "status": "decreed", "source": "new", "id": "Cuti", "en": "Leave" } ] }
            """);
        using var services = Services(file.Path);

        var calendar = services.GetRequiredService<WorkingCalendar>();

        Assert.False(calendar.IsWorkingDay(new DateOnly(2028, 1, 3)));
        Assert.True(calendar.IsWorkingDay(new DateOnly(2026, 1, 1)));
        Assert.Equal(new DateOnly(2028, 12, 31), calendar.KnownUntil);
    }

    [Theory]
    [InlineData("{ \"sources\": {}, \"days\": [] }", "has no days")]
    [InlineData("{ \"sources\": {}, \"days\": [ " + Day + " ] }", "the source \"x\" of 2028-01-03")]
    [InlineData("{ \"sources\": {}, \"days\": [], \"note\": \"\" }", "note")]
    [InlineData("{ \"sources\": {}", "JSON")]
    public void A_broken_file_is_refused_with_the_reason(string json, string reason)
    {
        using var file = new CalendarFile(json);

        var error = Assert.Throws<InvalidDataException>(() => Holidays.Load(file.Path));

        Assert.Contains(file.Path, error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_day_twice_is_refused()
    {
        using var file = new CalendarFile($$"""{ "sources": { "x": "y" }, "days": [ {{Day}}, {{Day}} ] }""");

        var error = Assert.Throws<InvalidDataException>(() => Holidays.Load(file.Path));

        Assert.Contains("2028-01-03 stands twice", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.StartsWith(
            "Calendar /no/such/file.json: ",
            Assert.Throws<InvalidDataException>(() => Holidays.Load("/no/such/file.json")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void The_host_does_not_start_with_a_broken_file()
    {
        using var file = new CalendarFile("{ \"sources\": {}, \"days\": [] }");
        using var services = Services(file.Path);

        var error = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate);

        Assert.StartsWith("Kota:Calendar:File: ", error.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Services(string calendarFile)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Kota:Calendar:File", calendarFile)]).Build();
        return new ServiceCollection().AddSingleton<IConfiguration>(settings).AddReferenceData().BuildServiceProvider();
    }

    // The anonymous Gregorian computus.
    private static DateOnly Easter(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var h = ((19 * a) + b - (b / 4) - ((b - ((b + 8) / 25) + 1) / 3) + 15) % 30;
        var l = (32 + (2 * (b % 4)) + (2 * (c / 4)) - h - (c % 4)) % 7;
        var n = h + l - (7 * ((a + (11 * h) + (22 * l)) / 451)) + 114;
        return new DateOnly(year, n / 31, (n % 31) + 1);
    }

    private sealed class CalendarFile : IDisposable
    {
        public CalendarFile(string json) => File.WriteAllText(Path, json);

        public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"kota-calendar-{Guid.NewGuid():N}.json");

        public void Dispose() => File.Delete(Path);
    }
}
