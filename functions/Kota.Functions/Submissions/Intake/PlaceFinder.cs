using Kota.Kernel.Outcomes;
using Kota.Kernel.Reference;

namespace Kota.Functions.Submissions.Intake;

/// <summary>Makes a place of what the reporter gave: a kelurahan and RW, or a position.</summary>
public sealed class PlaceFinder(Regions regions)
{
    /// <summary>The place; null when none was given and none is needed.</summary>
    public Outcome<Place?> Find(PlaceInput? input, bool required)
    {
        if (input is null || input == new PlaceInput())
            return required ? Failure.Invalid("/place", "required") : default(Outcome<Place?>);
        if (input.Lat is null != input.Lon is null)
            return Failure.Invalid(input.Lat is null ? "/place/lat" : "/place/lon", "place-half");
        if (input.Lat is < -90 or > 90 or double.NaN || input.Lon is < -180 or > 180 or double.NaN)
            return Failure.Invalid(input.Lat is < -90 or > 90 or double.NaN ? "/place/lat" : "/place/lon", "place-range");
        var nearest = input is { Lat: { } lat, Lon: { } lon } ? regions.Nearest(lat, lon) : null;
        if (input.Lat is not null && nearest is null)
            return Failure.Invalid("/place", "outside-city");
        var kelurahan = input.Kelurahan is { } code ? regions.Find(code) : nearest?.Kelurahan;
        if (kelurahan is null)
            return Failure.Invalid("/place/kelurahan", input.Kelurahan is null ? "required" : "unknown-kelurahan");
        if (input.Rw is { } rw && (rw < 1 || rw > kelurahan.RwCount))
            return Failure.Invalid("/place/rw", "unknown-rw", kelurahan.RwCount);
        return new Place(kelurahan.Code, input.Rw, input.Lat, input.Lon);
    }
}
