using Kota.TestKit;

namespace Kota.BrowserTests;

/// <summary>A report as somebody fills it in.</summary>
internal static class Reports
{
    public const string FormPath = "/layanan/sambat/lapor";

    public const string Title = "Lubang di depan pasar Dinoyo";

    public const string Description = "Lubang sedalam tiga puluh sentimeter, sudah dua motor terjatuh.";

    public static byte[] Photo { get; } = SamplePhotos.Jpeg(400, 300);
}
