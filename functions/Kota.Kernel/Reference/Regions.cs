using CsvHelper;
using Kota.Kernel.Geo;

namespace Kota.Kernel.Reference;

/// <summary>A district of the city.</summary>
/// <param name="Code">Code of the Ministry of Home Affairs (Kemendagri), such as <c>35.73.01</c>.</param>
/// <param name="BpsCode">Code of Statistics Indonesia (BPS). Numbered otherwise: never derived from <paramref name="Code"/>.</param>
/// <param name="Name">Official name.</param>
[CsvRecord]
public sealed partial record Kecamatan(string Code, string BpsCode, string Name);

/// <summary>A ward of the city.</summary>
/// <param name="Code">Kemendagri code, such as <c>35.73.01.1001</c>; the one that Kota uses everywhere.</param>
/// <param name="BpsCode">BPS code. Numbered otherwise: never derived from <paramref name="Code"/>.</param>
/// <param name="KecamatanCode">Kemendagri code of its kecamatan.</param>
/// <param name="Name">Official name.</param>
/// <param name="Alias">Another spelling in use; empty when there is none.</param>
/// <param name="PostalCode">Five digits.</param>
/// <param name="RwCount">Number of its RW, which are numbered from 1.</param>
/// <param name="Lat">Latitude of its centre in degrees.</param>
/// <param name="Lon">Longitude of its centre in degrees.</param>
[CsvRecord]
public sealed partial record Kelurahan(
    string Code,
    string BpsCode,
    string KecamatanCode,
    string Name,
    string Alias,
    string PostalCode,
    int RwCount,
    double Lat,
    double Lon)
{
    /// <summary>Id of one of its RW, such as <c>35.73.01.1001-RW07</c>.</summary>
    public string RwId(int number) => $"{Code}-RW{number:D2}";
}

/// <summary>A kelurahan and the distance to its centre.</summary>
public sealed record NearestKelurahan(Kelurahan Kelurahan, double Meters);

/// <summary>The city's kecamatan, kelurahan and RW.</summary>
public sealed class Regions
{
    /// <summary>A place farther than this from every centre is outside the city. The widest kelurahan reach about 2.5 km.</summary>
    public const double CityReachInMeters = 4_000;

    private readonly Dictionary<string, Kelurahan> byCode;
    private readonly Dictionary<string, Kelurahan> byBpsCode;

    /// <summary>Reads the built-in files.</summary>
    public Regions()
    {
        Kecamatan = ReferenceFiles.ReadCsv<Kecamatan>("kecamatan.csv");
        All = ReferenceFiles.ReadCsv<Kelurahan>("kelurahan.csv");
        byCode = All.ToDictionary(k => k.Code);
        byBpsCode = All.ToDictionary(k => k.BpsCode);
    }

    /// <summary>The kecamatan, by code.</summary>
    public IReadOnlyList<Kecamatan> Kecamatan { get; }

    /// <summary>The kelurahan, by code.</summary>
    public IReadOnlyList<Kelurahan> All { get; }

    /// <summary>The kelurahan with this Kemendagri code; null when the city has none.</summary>
    public Kelurahan? Find(string? code) => code is null ? null : byCode.GetValueOrDefault(code);

    /// <summary>The kecamatan that a kelurahan lies in.</summary>
    public Kecamatan KecamatanOf(Kelurahan kelurahan) => Kecamatan.First(k => k.Code == kelurahan.KecamatanCode);

    /// <summary>The kelurahan with this BPS code; null when the city has none.</summary>
    public Kelurahan? FindByBpsCode(string? code) => code is null ? null : byBpsCode.GetValueOrDefault(code);

    /// <summary>Ids of the RW of a kelurahan; empty when the city has no such kelurahan.</summary>
    public IReadOnlyList<string> Rw(string code) =>
        Find(code) is { } kelurahan ? [.. Enumerable.Range(1, kelurahan.RwCount).Select(kelurahan.RwId)] : [];

    /// <summary>Whether the kelurahan has an RW of this number.</summary>
    public bool HasRw(string code, int number) => Find(code) is { } kelurahan && number >= 1 && number <= kelurahan.RwCount;

    /// <summary>
    /// The kelurahan whose centre is nearest; null outside the city. Near a border it can be the neighbour, so people may correct it.
    /// </summary>
    /// <param name="lat">Latitude in degrees, WGS 84.</param>
    /// <param name="lon">Longitude in degrees, WGS 84.</param>
    public NearestKelurahan? Nearest(double lat, double lon)
    {
        var nearest = All.Select(k => new NearestKelurahan(k, Earth.Distance(lat, lon, k.Lat, k.Lon))).MinBy(n => n.Meters)!;
        return nearest.Meters <= CityReachInMeters ? nearest : null;
    }
}
