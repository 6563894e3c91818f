namespace Kota.Kernel.Geo;

/// <summary>Names of cells of the earth, each longer name a cell within the shorter one. No library that encodes them can be restored.</summary>
public static class Geohash
{
    // The alphabet leaves out a, i, l and o.
    private const string Alphabet = "0123456789bcdefghjkmnpqrstuvwxyz";

    /// <summary>The cell of this length that holds a point. Six characters at Malang: 1.2 km from west to east, 0.6 km from south to north.</summary>
    /// <param name="lat">Degrees north, -90 to 90.</param>
    /// <param name="lon">Degrees east, -180 to 180.</param>
    /// <param name="length">Characters, 1 to 12.</param>
    public static string Of(double lat, double lon, int length)
    {
        if (lat is not (>= -90 and <= 90) || lon is not (>= -180 and <= 180))
            throw new ArgumentException("No such point on earth.", nameof(lat));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, 12);
        var (south, north, west, east) = (-90.0, 90.0, -180.0, 180.0);
        var name = new char[length];
        for (int bit = 0, value = 0; bit < length * 5; bit++)
        {
            value = (value << 1) | (bit % 2 == 0 ? Half(lon, ref west, ref east) : Half(lat, ref south, ref north));
            if (bit % 5 == 4)
            {
                name[bit / 5] = Alphabet[value];
                value = 0;
            }
        }

        return new string(name);
    }

    /// <summary>The cells that a circle can touch, when it is smaller than a cell: those of the corners of the square around it.</summary>
    public static IReadOnlyList<string> Around(double lat, double lon, double meters, int length)
    {
        var (north, east) = Earth.Degrees(meters, lat);
        double[] lats = [Math.Clamp(lat - north, -90, 90), Math.Clamp(lat + north, -90, 90)];
        double[] lons = [Earth.Wrapped(lon - east), Earth.Wrapped(lon + east)];
        return [.. lats.SelectMany(y => lons.Select(x => Of(y, x, length))).Distinct()];
    }

    private static int Half(double value, ref double low, ref double high)
    {
        var middle = (low + high) / 2;
        if (value >= middle)
        {
            low = middle;
            return 1;
        }

        high = middle;
        return 0;
    }
}
