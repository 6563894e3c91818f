using Kota.Kernel.Reference;

namespace Kota.UnitTests.Reference;

public sealed class RegionsTests
{
    private static readonly Regions Regions = new();

    [Fact]
    public void Five_kecamatan_57_kelurahan_551_rw()
    {
        Assert.Equal(5, Regions.Kecamatan.Count);
        Assert.Equal(57, Regions.All.Count);
        Assert.Equal(551, Regions.All.SelectMany(k => Regions.Rw(k.Code)).Distinct().Count());
    }

    [Theory]
    [InlineData("Blimbing", 11, 127)]
    [InlineData("Klojen", 11, 90)]
    [InlineData("Kedungkandang", 12, 117)]
    [InlineData("Sukun", 11, 96)]
    [InlineData("Lowokwaru", 12, 121)]
    public void Each_kecamatan_has_its_share(string name, int kelurahan, int rw)
    {
        var kecamatan = Assert.Single(Regions.Kecamatan, k => k.Name == name);
        var within = Regions.All.Where(k => k.KecamatanCode == kecamatan.Code).ToList();
        Assert.Equal(kelurahan, within.Count);
        Assert.Equal(rw, within.Sum(k => k.RwCount));
    }

    [Fact]
    public void Codes_are_well_formed_and_lie_within_their_kecamatan() => Assert.All(Regions.All, k =>
    {
        var kecamatan = Regions.Kecamatan.Single(c => c.Code == k.KecamatanCode);
        Assert.Matches(@"^35\.73\.0[1-5]\.1\d{3}$", k.Code);
        Assert.StartsWith(kecamatan.Code + ".", k.Code, StringComparison.Ordinal);
        Assert.Matches(@"^35730[1-5]00\d\d$", k.BpsCode);
        Assert.StartsWith(kecamatan.BpsCode, k.BpsCode, StringComparison.Ordinal);
        Assert.Matches(@"^651\d\d$", k.PostalCode);
    });

    [Fact]
    public void Neither_code_follows_from_the_other()
    {
        Assert.Equal(57, Regions.All.DistinctBy(k => k.BpsCode).Count());
        Assert.Equal(4, Regions.Kecamatan.Count(k => k.Code[^1] != k.BpsCode[^2]));
        Assert.True(Regions.All.Count(k => k.Code[^2..] != k.BpsCode[^2..]) > 40);
    }

    [Fact]
    public void Both_codes_find_the_same_kelurahan()
    {
        Assert.All(Regions.All, k => Assert.Same(Regions.Find(k.Code), Regions.FindByBpsCode(k.BpsCode)));
        Assert.Equal("Sukun", Regions.FindByBpsCode("3573020004")?.Name);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("35.73.06.1001")]
    [InlineData("3573040011")]
    public void Finds_nothing_for_other_codes(string? code) => Assert.Null(Regions.Find(code));

    [Fact]
    public void Rw_are_numbered_from_one()
    {
        Assert.Equal(["35.73.03.1004-RW01", "35.73.03.1004-RW02"], Regions.Rw("35.73.03.1004").Take(2));
        Assert.Equal(5, Regions.Rw("35.73.03.1004").Count);
        Assert.Equal("35.73.01.1007-RW24", Regions.Rw("35.73.01.1007")[^1]);
        Assert.Empty(Regions.Rw("35.73.06.1001"));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public void Knows_which_rw_exist(int number, bool exists) => Assert.Equal(exists, Regions.HasRw("35.73.01.1002", number));

    [Theory]
    [InlineData("City hall at Tugu", -7.97765, 112.63400, "Kiduldalem")]
    [InlineData("University of Brawijaya", -7.95250, 112.61360, "Ketawanggede")]
    [InlineData("Buring stadium", -8.01200, 112.65500, "Buring")]
    public void Finds_the_kelurahan_of_known_places(string place, double lat, double lon, string expected)
    {
        var nearest = Regions.Nearest(lat, lon);
        Assert.True(nearest?.Kelurahan.Name == expected, $"{place}: {nearest?.Kelurahan.Name}");
        Assert.InRange(nearest!.Meters, 0, 1_500);
    }

    [Fact]
    public void Each_centre_is_nearest_to_itself() => Assert.All(Regions.All, k =>
    {
        var nearest = Regions.Nearest(k.Lat, k.Lon)!;
        Assert.Same(k, nearest.Kelurahan);
        Assert.Equal(0, nearest.Meters, 0.001);
    });

    [Fact]
    public void Measures_in_metres()
    {
        // A thousandth of a degree of latitude is 111.2 m everywhere on the sphere.
        var northernmost = Regions.All.MaxBy(k => k.Lat)!;
        Assert.Equal(1112, Regions.Nearest(northernmost.Lat + 0.01, northernmost.Lon)!.Meters, 1.0);
    }

    [Theory]
    [InlineData("Surabaya", -7.2575, 112.7521)]
    [InlineData("Batu", -7.8710, 112.5270)]
    [InlineData("Null Island", 0, 0)]
    [InlineData("The other hemisphere", 7.98, 112.63)]
    public void Places_outside_the_city_are_refused(string place, double lat, double lon) =>
        Assert.True(Regions.Nearest(lat, lon) is null, place);

    [Fact]
    public void The_border_is_at_four_kilometres()
    {
        var northernmost = Regions.All.MaxBy(k => k.Lat)!;
        Assert.NotNull(Regions.Nearest(northernmost.Lat + 0.0359, northernmost.Lon));
        Assert.Null(Regions.Nearest(northernmost.Lat + 0.0361, northernmost.Lon));
    }
}
