using Kota.Functions.Submissions.Catalogue;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Reference;

namespace Kota.Functions.Submissions.Intake;

/// <summary>Finds the place in the city of what the reporter gave: a kelurahan and RW, or a position, or both.</summary>
public sealed class PlaceFinder(Regions regions)
{
    /// <summary>The place; null when none was given. The body's form is already checked.</summary>
    public Outcome<Place?> Find(PlaceBody? body)
    {
        if (body is null || body == new PlaceBody())
            return default(Outcome<Place?>);
        var nearest = body is { Lat: { } lat, Lon: { } lon } ? regions.Nearest(lat, lon) : null;
        if (body.Lat is not null && nearest is null)
            return Failure.Invalid("/place", "outside-city");

        // A reporter knows in which kelurahan the place is; a centre that happens to be nearer does not overrule that.
        if ((body.Kelurahan is { } code ? regions.Find(code) : nearest?.Kelurahan) is not { } kelurahan)
            return Failure.Invalid("/place/kelurahan", "kelurahan-unknown");
        if (body.Rw is { } rw && !regions.HasRw(kelurahan.Code, rw))
            return Failure.Invalid("/place/rw", "rw-unknown", kelurahan.RwCount);
        return new Place(kelurahan.Code, body.Rw, body.Lat, body.Lon);
    }
}
