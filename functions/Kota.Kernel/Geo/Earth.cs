namespace Kota.Kernel.Geo;

/// <summary>Distances on a sphere, good to half a percent: enough for a city.</summary>
public static class Earth
{
    private const double RadiusInMeters = 6_371_009;

    /// <summary>Meters between two points in degrees (haversine).</summary>
    public static double Distance(double lat1, double lon1, double lat2, double lon2)
    {
        var (a, b) = (double.DegreesToRadians(lat1), double.DegreesToRadians(lat2));
        var half = Haversine(b - a) + (Math.Cos(a) * Math.Cos(b) * Haversine(double.DegreesToRadians(lon2 - lon1)));
        return 2 * RadiusInMeters * Math.Asin(Math.Min(1, Math.Sqrt(half)));
    }

    /// <summary>How many degrees of latitude and of longitude these meters are; at a pole all longitudes.</summary>
    public static (double Lat, double Lon) Degrees(double meters, double atLat)
    {
        var lat = double.RadiansToDegrees(meters / RadiusInMeters);
        var cos = Math.Cos(double.DegreesToRadians(atLat));
        return (lat, cos < 1e-6 ? 180 : Math.Min(180, lat / cos));
    }

    /// <summary>A longitude that went over the date line, as it is written there.</summary>
    public static double Wrapped(double lon) => lon switch { > 180 => lon - 360, < -180 => lon + 360, _ => lon };

    private static double Haversine(double angle) => Math.Pow(Math.Sin(angle / 2), 2);
}
