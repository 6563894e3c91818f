using Kota.Kernel.Text;
using Kota.Portal.Rendering;

namespace Kota.UnitTests.Time;

/// <summary>Moments, days and money as people of the city write them, in both languages.</summary>
public sealed class LocalFormsTests
{
    // Past midnight in Malang, not yet in UTC.
    private static readonly DateTimeOffset Moment = new(2026, 11, 23, 18, 5, 0, TimeSpan.Zero);

    private static readonly DateOnly Day = new(2026, 11, 24);

    [Theory]
    [InlineData("id", "24 November 2026 pukul 01.05 WIB", "24 November 2026", "Selasa", "November 2026")]
    [InlineData("en", "24 November 2026 at 01:05 WIB", "24 November 2026", "Tuesday", "November 2026")]
    public void Moments_and_days_are_those_of_Malang(string code, string moment, string day, string weekday, string month)
    {
        var language = Languages.Find(code)!;

        Assert.Equal(moment, LocalForms.Moment(Moment, language));
        Assert.Equal(day, LocalForms.Day(Day, language));
        Assert.Equal(weekday, LocalForms.Weekday(Day, language));
        Assert.Equal(month, LocalForms.Month(Day, language));
        Assert.Equal("2026-11-24T01:05:00+07:00", LocalForms.Iso(Moment));
    }

    [Theory]
    [InlineData("id", 12_500, "Rp12.500")]
    [InlineData("en", 12_500, "Rp12,500")]
    [InlineData("id", -1_250_000, "-Rp1.250.000")]
    [InlineData("id", 0, "Rp0")]
    [InlineData("id", long.MinValue, "-Rp9.223.372.036.854.775.808")]
    public void Money_is_whole_rupiah(string code, long rupiah, string written) => Assert.Equal(written, LocalForms.Money(rupiah, Languages.Find(code)!));

    [Theory]
    [InlineData("id", 0.1, "hari ini")]
    [InlineData("id", 1, "kemarin")]
    [InlineData("id", 3, "hari Sabtu")]
    [InlineData("id", 7, "7 hari yang lalu")]
    [InlineData("id", 31, "pada 24 Oktober 2026")]
    [InlineData("en", 0.1, "today")]
    [InlineData("en", 1, "yesterday")]
    [InlineData("en", 3, "on Saturday")]
    [InlineData("en", 30, "30 days ago")]
    [InlineData("en", 31, "on 24 October 2026")]
    public void The_day_of_something_past_is_said_as_people_say_it(string code, double days, string said)
    {
        var now = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.FromHours(7));

        Assert.Equal(said, new Words(Languages.Find(code)!).Ago(now.AddDays(-days), now));
    }

    [Fact]
    public void Yesterday_ends_at_midnight_in_Malang()
    {
        var t = new Words(Languages.Indonesian);

        Assert.Equal("kemarin", t.Ago(Moment.AddMinutes(-66), Moment));
        Assert.Equal("hari ini", t.Ago(Moment.AddMinutes(-65), Moment));
    }
}
