using NetVips;

namespace Kota.HostTests.Portal;

/// <summary>A report as somebody fills it in.</summary>
internal static class Reports
{
    public const string FormPath = "/layanan/sambat/lapor";

    public static Dictionary<string, string?> Report => new()
    {
        ["category"] = "damaged-road",
        ["fields.title"] = "Lubang di depan pasar Dinoyo",
        ["fields.description"] = "Lubang sedalam tiga puluh sentimeter, sudah dua motor terjatuh.",
        ["fields.name"] = "Siti Aminah",
        ["fields.phone"] = "0812-3456-7890",
        ["place.kelurahan"] = "35.73.05.1004",
        ["place.rw"] = "2",
    };

    public static byte[] Photo() => Image.Black(64, 48).PngsaveBuffer();
}
