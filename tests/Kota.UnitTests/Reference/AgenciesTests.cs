using Kota.Kernel.Reference;
using Kota.Kernel.Text;

namespace Kota.UnitTests.Reference;

public sealed class AgenciesTests
{
    private static readonly Regions Regions = new();
    private static readonly Agencies Agencies = new(Regions);

    [Fact]
    public void City_agencies_and_an_office_for_each_region()
    {
        Assert.Equal(20, Agencies.All.Count(a => a.Kind == AgencyKind.City));
        Assert.Equal(5, Agencies.All.Count(a => a.Kind == AgencyKind.Kecamatan));
        Assert.Equal(57, Agencies.All.Count(a => a.Kind == AgencyKind.Kelurahan));
    }

    [Fact]
    public void Codes_are_unique_and_fit_for_keys()
    {
        Assert.Equal(Agencies.All.Count, Agencies.All.DistinctBy(a => a.Code).Count());
        Assert.All(Agencies.All, a => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", a.Code));
    }

    [Theory]
    [InlineData("dpuprpkp", "Dinas Pekerjaan Umum, Penataan Ruang, Perumahan dan Kawasan Permukiman")]
    [InlineData("kec-klojen", "Kantor Kecamatan Klojen")]
    [InlineData("kel-oro-oro-dowo", "Kantor Kelurahan Oro-oro Dowo")]
    public void Finds_by_code(string code, string name) => Assert.Equal(name, Agencies.Find(code)?.Name);

    [Fact]
    public void Finds_nothing_for_other_codes() => Assert.Null(Agencies.Find("DPUPRPKP"));

    [Fact]
    public void Offices_name_their_region() =>
        Assert.All(Agencies.All.Where(a => a.Kind == AgencyKind.Kelurahan), a =>
            Assert.EndsWith(Regions.Find(a.Region)!.Name, a.Name, StringComparison.Ordinal));

    [Fact]
    public void Speaks_both_languages()
    {
        var office = Agencies.Find("dlh")!;
        Assert.Equal("Dinas Lingkungan Hidup", office.NameIn(Languages.Indonesian));
        Assert.Equal("Environment Office", office.NameIn(Languages.English));
    }
}
