namespace Kota.Kernel.Contracts;

/// <summary>A WiFi point went up or down: the fact that other slices and other systems of the city get.</summary>
/// <param name="Id">Id of the point.</param>
/// <param name="Kelurahan">Kemendagri code.</param>
/// <param name="Rw">Number of the RW; null for a point of the whole kelurahan.</param>
/// <param name="Provider">Name of its provider.</param>
/// <param name="From"><c>new</c>, <c>up</c> or <c>down</c>.</param>
/// <param name="To">The same, now.</param>
/// <param name="At">When: of a point that fell silent, its deadline.</param>
public sealed record HotspotFlipped(string Id, string Kelurahan, int? Rw, string Provider, string From, string To, DateTimeOffset At)
{
    /// <summary>Type of the envelope.</summary>
    public const string Type = "hotspot.flipped.v1";
}
