using System.Globalization;
using System.Net;
using System.Text;
using QRCoder;

namespace Kota.Portal.Rendering;

/// <summary>A QR code as one SVG path: no style and no image, so that it prints and obeys the content security policy.</summary>
public sealed record QrCode(int Side, string Path)
{
    private const int Quiet = 4;

    /// <summary>The code of an address.</summary>
    /// <param name="url">The address.</param>
    /// <param name="outdoors">Whether it has to be read scratched: a quarter of it may be lost then.</param>
    public static QrCode Of(string url, bool outdoors = false)
    {
        using var data = QRCodeGenerator.GenerateQrCode(url, outdoors ? QRCodeGenerator.ECCLevel.Q : QRCodeGenerator.ECCLevel.M);
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

    /// <summary>A picture to print, 6 cm wide, with two lines of text below the code.</summary>
    public string ToSvg(string title, string address)
    {
        // QRCoder's matrix has its own margin of four modules.
        const double TitleSize = 3.6, AddressSize = 2;
        var (height, middle) = (Side + 8, Side / 2d);
        var small = Math.Min(AddressSize, (Side - Quiet) / (0.62 * address.Length));
        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Side} {height}" width="60mm" height="{60d * height / Side:0.##}mm" role="img"><title>{WebUtility.HtmlEncode(title)}</title><rect width="{Side}" height="{height}" fill="#fff"/><path d="{Path}" fill="#000" shape-rendering="crispEdges"/><g fill="#000" font-family="monospace" text-anchor="middle"><text x="{middle}" y="{Side + 2}" font-size="{TitleSize}" font-weight="bold">{WebUtility.HtmlEncode(title)}</text><text x="{middle}" y="{Side + 6}" font-size="{small:0.##}">{WebUtility.HtmlEncode(address)}</text></g></svg>

            """);
    }
}
