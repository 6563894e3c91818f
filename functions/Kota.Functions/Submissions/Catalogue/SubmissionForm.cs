using System.Text.Json;
using Kota.Kernel.Outcomes;

namespace Kota.Functions.Submissions.Catalogue;

/// <summary>Body of a new submission; <see cref="FormSchema"/> describes it for one service.</summary>
public sealed record SubmissionBody
{
    /// <summary>Code of a category of the service, where it has categories.</summary>
    public string? Category { get; init; }

    /// <summary>Values of the form's fields, by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> Fields { get; init; } = new Dictionary<string, JsonElement>();

    public PlaceBody? Place { get; init; }

    /// <summary>Hide the name from the public and the agency.</summary>
    public bool Anonymous { get; init; }

    /// <summary>Hide the report from the public.</summary>
    public bool Secret { get; init; }

    /// <summary>How it came: <c>web</c> when left out, <c>sticker</c>; from who works for the city, for a citizen: <c>counter</c>, <c>phone</c>, <c>social</c>, <c>letter</c>.</summary>
    public string? Channel { get; init; }
}

/// <summary>A kelurahan with or without an RW, a position, or both.</summary>
/// <param name="Kelurahan">Kemendagri code, <c>35.73.KK.NNNN</c>.</param>
/// <param name="Rw">Number of the RW within the kelurahan.</param>
/// <param name="Lat">Degrees north, WGS 84.</param>
/// <param name="Lon">Degrees east, WGS 84.</param>
public sealed record PlaceBody(string? Kelurahan = null, int? Rw = null, double? Lat = null, double? Lon = null);

/// <summary>Holds a whole submission against its service. Whether the place lies in the city is for who knows the map.</summary>
public static class SubmissionForm
{
    /// <summary>The normalised fields, or every rule that the submission breaks; the kind of the context is found from the category.</summary>
    public static FormResult Check(ServiceDefinition service, SubmissionBody body, FormContext context)
    {
        var errors = new List<FieldError>();
        var category = service.Category(body.Category);
        if (category is null && body.Category is not null)
            errors.Add(new FieldError("/category", "category-unknown"));
        else if (category is null && service.Categories.Count > 0)
            errors.Add(new FieldError("/category", "category-required"));
        var form = FormValidator.Validate(service.Fields, body.Fields, context with { Kind = category?.Kind }, "/fields");
        errors.AddRange(form.Errors);
        errors.AddRange(Place(service.Place, body.Place, category?.Kind, context.Placeless));
        if (body.Anonymous && !service.AllowAnonymous)
            errors.Add(new FieldError("/anonymous", "anonymous-not-offered"));
        if (body.Secret && !service.AllowSecret)
            errors.Add(new FieldError("/secret", "secret-not-offered"));
        if (body.Channel is not null && !Channels.Named.Contains(body.Channel))
            errors.Add(new FieldError("/channel", "channel-unknown"));
        return form with { Errors = errors };
    }

    private static IEnumerable<FieldError> Place(PlaceRules? rules, PlaceBody? place, string? kind, bool placeless)
    {
        if (place is null || place == new PlaceBody())
        {
            if (rules?.IsRequired(kind) == true && !placeless)
                yield return new FieldError("/place", "place-required");
            yield break;
        }

        if (rules is null)
        {
            yield return new FieldError("/place", "place-not-offered");
            yield break;
        }

        if (place.Lat is null != place.Lon is null)
            yield return new FieldError(place.Lat is null ? "/place/lat" : "/place/lon", "place-half-point");
        else if (place.Kelurahan is null && place.Lat is null)
            yield return new FieldError("/place/kelurahan", "place-rw-kelurahan");
        if (place.Lat is not (null or >= -90 and <= 90))
            yield return new FieldError("/place/lat", "place-latitude");
        if (place.Lon is not (null or >= -180 and <= 180))
            yield return new FieldError("/place/lon", "place-longitude");
    }
}
