using Kota.Functions.Hotspots.UseCases;
using Microsoft.AspNetCore.Http;

namespace Kota.Functions.Hotspots;

/// <summary>Points as GeoJSON (RFC 7946).</summary>
public sealed record HotspotMap(string Type, IReadOnlyList<HotspotFeature> Features)
{
    internal static IResult Answer(HotspotList list) => TypedResults.Json(
        new HotspotMap("FeatureCollection", [.. list.Items.Select(p => new HotspotFeature("Feature", p.Id, new PointGeometry("Point", [p.Lon, p.Lat]), p))]),
        contentType: "application/geo+json");
}

/// <summary>A point on the map.</summary>
public sealed record HotspotFeature(string Type, string Id, PointGeometry Geometry, HotspotView Properties);

/// <summary>Longitude before latitude, degrees of WGS 84.</summary>
public sealed record PointGeometry(string Type, IReadOnlyList<double> Coordinates);
