using System.Text.RegularExpressions;
using Kota.Functions.Submissions.Catalogue;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Reference;

namespace Kota.Functions.Submissions.Stickers;

/// <summary>Where a sticker hangs, and which form its QR code opens.</summary>
/// <param name="Name">What people call the place; everybody may read it.</param>
/// <param name="Service">Code of the service.</param>
/// <param name="Kelurahan">Kemendagri code.</param>
/// <param name="Rw">Number of the RW within the kelurahan.</param>
/// <param name="Lat">Degrees north, WGS 84.</param>
/// <param name="Lon">Degrees east, WGS 84.</param>
/// <param name="Category">Code of a category that is filled in; null where any may be meant.</param>
/// <param name="Active">Whether its code opens the form.</param>
public sealed record Sticker(
    string Name, string Service, string Kelurahan, int? Rw = null, double? Lat = null, double? Lon = null, string? Category = null, bool Active = true);

/// <summary>The code that is printed on a sticker.</summary>
public static partial class StickerCode
{
    /// <summary>4 to 12 capital letters or digits.</summary>
    public static bool IsValid(string code) => Form().IsMatch(code);

    [GeneratedRegex(@"\A[A-Z0-9]{4,12}\z")]
    private static partial Regex Form();
}

/// <summary>Holds a sticker against its service and the city.</summary>
public sealed class StickerChecks(ServiceCatalogue catalogue, Regions regions)
{
    private const int MaxName = 100;

    /// <summary>Every error; none when the sticker may hang.</summary>
    public IReadOnlyList<FieldError> Check(string code, Sticker sticker)
    {
        var errors = new List<FieldError>();
        if (!StickerCode.IsValid(code))
            errors.Add(new FieldError("/code", "sticker-code"));
        if (string.IsNullOrWhiteSpace(sticker.Name))
            errors.Add(new FieldError("/name", "required"));
        else if (sticker.Name.Length > MaxName)
            errors.Add(new FieldError("/name", "too-long", MaxName));
        else if (sticker.Name.Any(char.IsControl))
            errors.Add(new FieldError("/name", "field-characters"));
        var service = catalogue.Find(sticker.Service);
        if (service is null)
            errors.Add(new FieldError("/service", "unknown-service"));
        else if (service.Place is null)
            errors.Add(new FieldError("/service", "place-not-offered"));
        if (service is not null && sticker.Category is not null && service.Category(sticker.Category) is null)
            errors.Add(new FieldError("/category", "category-unknown"));
        errors.AddRange(CheckPlace(sticker));
        return errors;
    }

    private IEnumerable<FieldError> CheckPlace(Sticker sticker)
    {
        if (regions.Find(sticker.Kelurahan) is not { } kelurahan)
            yield return new FieldError("/kelurahan", "kelurahan-unknown");
        else if (sticker.Rw is { } rw && !regions.HasRw(kelurahan.Code, rw))
            yield return new FieldError("/rw", "rw-unknown", kelurahan.RwCount);
        if (sticker.Lat is null != sticker.Lon is null)
            yield return new FieldError(sticker.Lat is null ? "/lat" : "/lon", "place-half-point");
        else if (sticker.Lat is not (null or >= -90 and <= 90))
            yield return new FieldError("/lat", "place-latitude");
        else if (sticker.Lon is not (null or >= -180 and <= 180))
            yield return new FieldError("/lon", "place-longitude");
        else if (sticker is { Lat: { } lat, Lon: { } lon } && regions.Nearest(lat, lon) is null)
            yield return new FieldError("/lat", "outside-city");
    }
}
