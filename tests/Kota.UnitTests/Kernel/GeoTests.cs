using CsCheck;
using Kota.Kernel.Geo;

namespace Kota.UnitTests.Kernel;

public sealed class GeoTests
{
    private const double Reach = 150;

    private static readonly Gen<(double Lat, double Lon)> InMalang = Gen.Select(Gen.Double[-8.06, -7.89], Gen.Double[112.55, 112.70]);

    [Theory]
    [InlineData(57.64911, 10.40744, 11, "u4pruydqqvj")]
    [InlineData(42.6, -5.6, 5, "ezs42")]
    [InlineData(-25.382708, -49.265506, 6, "6gkzwg")]
    [InlineData(0, 0, 1, "s")]
    public void A_point_has_the_published_name_of_its_cell(double lat, double lon, int length, string cell) =>
        Assert.Equal(cell, Geohash.Of(lat, lon, length));

    [Fact]
    public void A_longer_name_is_a_cell_within_the_shorter_one() => InMalang.Sample(p =>
        Geohash.Of(p.Lat, p.Lon, 9).StartsWith(Geohash.Of(p.Lat, p.Lon, 6), StringComparison.Ordinal));

    [Theory]
    [InlineData(double.NaN, 0)]
    [InlineData(90.1, 0)]
    [InlineData(0, -180.1)]
    public void What_is_no_point_on_earth_has_no_cell(double lat, double lon) => Assert.Throws<ArgumentException>(() => Geohash.Of(lat, lon, 6));

    [Fact]
    public void Every_point_within_reach_lies_in_one_of_at_most_four_cells() =>
        Gen.Select(InMalang, Gen.Double[0, 2 * Math.PI], Gen.Double[0, Reach]).Sample((p, angle, meters) =>
        {
            var (north, east) = Earth.Degrees(meters, p.Lat);
            var cells = Geohash.Around(p.Lat, p.Lon, Reach, 6);
            return cells.Count is >= 1 and <= 4 && cells.Contains(Geohash.Of(p.Lat + (north * Math.Sin(angle)), p.Lon + (east * Math.Cos(angle)), 6));
        });

    [Fact]
    public void A_degree_of_latitude_is_111_kilometres_and_distance_has_no_direction() => Gen.Select(InMalang, InMalang).Sample((a, b) =>
    {
        Assert.Equal(111_195, Earth.Distance(a.Lat, a.Lon, a.Lat + 1, a.Lon), 10.0);
        Assert.Equal(Earth.Distance(a.Lat, a.Lon, b.Lat, b.Lon), Earth.Distance(b.Lat, b.Lon, a.Lat, a.Lon), 1e-6);
        Assert.Equal(0, Earth.Distance(a.Lat, a.Lon, a.Lat, a.Lon), 1e-6);
    });

    [Fact]
    public void Circles_at_the_date_line_reach_over_it() =>
        Assert.Contains(Geohash.Of(0, -179.9999, 6), Geohash.Around(0, 179.9999, Reach, 6));
}
