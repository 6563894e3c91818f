using NetVips;

namespace Kota.TestKit;

/// <summary>Small photos made for tests.</summary>
public static class SamplePhotos
{
    /// <summary>A JPEG of noise that differs with the seed.</summary>
    public static byte[] Jpeg(int width = 800, int height = 600, int seed = 1, Action<MutableImage>? change = null)
    {
        using var grey = Image.Gaussnoise(width, height, sigma: 40, mean: 128, seed: seed).Cast(Enums.BandFormat.Uchar);
        using var picture = grey.Bandjoin(grey, grey).Copy(interpretation: Enums.Interpretation.Srgb);
        using var changed = change is null ? picture.Copy() : picture.Mutate(change);
        return changed.JpegsaveBuffer(q: 80);
    }

    /// <summary>A photo taken with the phone on its side: 600 × 300 in the file, to be shown as 300 × 600; with a position in its metadata.</summary>
    public static byte[] SidewaysWithPosition() => Jpeg(600, 300, change: image =>
    {
        image.Set(GValue.GIntType, "orientation", 6);
        image.Set(GValue.GStrType, "exif-ifd3-GPSLatitude", "7/1 57/1 0/1 (7, 57, 0, Rational, 3 components, 24 bytes)");
        image.Set(GValue.GStrType, "exif-ifd0-Make", "SecretPhone (SecretPhone, ASCII, 12 components, 12 bytes)");
    });

    /// <summary>A PNG of a few kilobytes that unpacks to this many pixels.</summary>
    public static byte[] Bomb(int side)
    {
        using var black = Image.Black(side, side);
        return black.PngsaveBuffer(compression: 9);
    }
}
