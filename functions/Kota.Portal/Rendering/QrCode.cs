using System.Globalization;
using System.Text;
using QRCoder;

namespace Kota.Portal.Rendering;

/// <summary>A QR code as one SVG path: no style and no image, so that it prints and obeys the content security policy.</summary>
public sealed record QrCode(int Side, string Path)
{
    public static QrCode Of(string url)
    {
        using var data = QRCodeGenerator.GenerateQrCode(url, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < data.ModuleMatrix.Count; y++)
        {
            for (var x = 0; x < data.ModuleMatrix[y].Length; x++)
            {
                if (data.ModuleMatrix[y][x])
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }

        return new QrCode(data.ModuleMatrix.Count, path.ToString());
    }
}
