using Kota.TestKit;

namespace Kota.BrowserTests;

/// <summary>A report as somebody fills it in.</summary>
internal static class Reports
{
    public const string FormPath = "/layanan/sambat/lapor";

    /// <summary>The large button of the screen that is seen: to the next one, or to send.</summary>
    public const string Send = "form[enctype] button.big:visible";

    /// <summary>The button that sends the form.</summary>
    public const string SendButton = "form[enctype] button.big:not([type])";

    public const string Title = "Lubang di depan pasar Dinoyo";

    public const string Description = "Lubang sedalam tiga puluh sentimeter, sudah dua motor terjatuh.";

    public static byte[] Photo { get; } = SamplePhotos.Jpeg(400, 300);
}
