namespace Kota.Functions.Hotspots;

/// <summary>How points are watched.</summary>
public sealed class HotspotOptions
{
    public const string Section = "Kota:Hotspots";

    /// <summary>Whether a point for each RW is entered at the first start, with a made-up provider and line.</summary>
    public bool Demo { get; set; }

    /// <summary>What a controller that reports for all points gives as a bearer token, 32 characters and more; null for no controller.</summary>
    public string? ControllerToken { get; set; }

    /// <summary>Pings of one point in a minute, and at once; more are refused.</summary>
    public int PingsPerMinute { get; set; } = 20;

    internal static bool IsValid(HotspotOptions options) => options.PingsPerMinute > 0 && (string.IsNullOrEmpty(options.ControllerToken) || options.ControllerToken.Length >= 32);
}
