using System.Globalization;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Intake;
using Kota.Functions.Submissions.Storage;
using Kota.Functions.Submissions.Views;
using Kota.Kernel.Geo;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Reference;
using Kota.Kernel.Time;
using Microsoft.AspNetCore.Http;

namespace Kota.Functions.Submissions.UseCases;

/// <summary>Where and about what somebody is going to report.</summary>
/// <param name="Category">Code of a category, where the service has categories.</param>
/// <param name="Place">A point, or a kelurahan with an RW, or both.</param>
public sealed record SimilarQuery(string? Category, PlaceBody Place)
{
    /// <summary>The query of a URL, or what is wrong with it.</summary>
    public static Outcome<SimilarQuery> From(IQueryCollection query)
    {
        var read = new QueryReader(query);
        var place = new PlaceBody(read.Text("kelurahan"), (int?)Number("rw", NumberStyles.None), Number("lat", NumberStyles.Float), Number("lon", NumberStyles.Float));
        return read.Errors.Count > 0 ? Failure.Invalid(read.Errors) : new SimilarQuery(read.Text("category"), place);

        double? Number(string name, NumberStyles style)
        {
            if (read.Text(name) is not { } text)
                return null;
            if (text.Length <= 20 && double.TryParse(text, style & ~NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1e6)
                return number;
            read.Errors.Add(new FieldError("/" + name, "field-type-number"));
            return null;
        }
    }
}

/// <summary>A case that may be the same.</summary>
/// <param name="Id">Tracking id.</param>
/// <param name="Title">Its title, where titles are public.</param>
/// <param name="Category">What it is about.</param>
/// <param name="State">Its state.</param>
/// <param name="CreatedAt">When it came.</param>
/// <param name="Distance">Meters from the point that was given; null where either has none, and both name the same RW.</param>
/// <param name="Followers">How many people follow it.</param>
public sealed record SimilarCase(string Id, string? Title, Named? Category, Named State, DateTimeOffset CreatedAt, int? Distance, int Followers);

/// <summary>Finds public cases that may be the same as one that somebody is going to report, so that they follow it instead.</summary>
public sealed class FindSimilar(ServiceCatalogue catalogue, SubmissionLists lists, SubmissionViews views, Regions regions, CityClock clock)
{
    private const int Most = 5;
    private const double Within = 150;

    // Of one category in a square kilometre within 60 days; the newest where there are more.
    private const int MostOfCell = 200;

    private static readonly TimeSpan Recent = TimeSpan.FromDays(60);

    public async Task<Outcome<IReadOnlyList<SimilarCase>>> RunAsync(string service, SimilarQuery query, CultureInfo language, CancellationToken ct)
    {
        if (catalogue.Find(service) is not { } definition)
            return Failure.NotFound("unknown-service");
        var place = query.Place;
        var errors = Check(definition, query).ToList();
        if (errors.Count > 0)
            return Failure.Invalid(errors);
        var cells = new List<string>();
        if (place is { Lat: { } lat, Lon: { } lon })
            cells.AddRange(Geohash.Around(lat, lon, Within, 6).Select(IndexRow.GeoPartition));
        if (place is { Kelurahan: { } kelurahan, Rw: { } rw })
            cells.Add(IndexRow.RwPartition(kelurahan, rw));
        var rows = await lists.NearAsync(cells, definition.Code, query.Category, clock.Now - Recent, MostOfCell, ct);
        return Nearest(rows, place, definition, language).Take(Most).ToList();
    }

    private IEnumerable<SimilarCase> Nearest(IReadOnlyList<IndexRow> rows, PlaceBody place, ServiceDefinition definition, CultureInfo language) =>
        from row in rows
        let distance = Distance(place, row)
        where distance is null or <= Within
        orderby distance ?? double.MaxValue, row.CreatedAt descending
        select Show(row, distance, definition, language);

    private SimilarCase Show(IndexRow row, double? distance, ServiceDefinition definition, CultureInfo language)
    {
        var summary = views.Summary(row, language);
        return new SimilarCase(
            row.Id, definition.PublicFields.Contains("title") ? summary.Title : null, summary.Category, summary.State, row.CreatedAt,
            distance is { } meters ? (int)Math.Round(meters) : null, row.Followers);
    }

    private static double? Distance(PlaceBody place, IndexRow row) =>
        place is { Lat: { } lat, Lon: { } lon } && row is { Lat: { } rowLat, Lon: { } rowLon } ? Earth.Distance(lat, lon, rowLat, rowLon) : null;

    private IEnumerable<FieldError> Check(ServiceDefinition definition, SimilarQuery query)
    {
        var place = query.Place;
        if (definition.Categories.Count > 0 && query.Category is null)
            yield return new FieldError("/category", "category-required");
        else if (query.Category is not null && definition.Category(query.Category) is null)
            yield return new FieldError("/category", "category-unknown");
        if (place.Lat is null != place.Lon is null)
            yield return new FieldError(place.Lat is null ? "/lat" : "/lon", "place-half-point");
        if (place.Lat is not (null or >= -90 and <= 90))
            yield return new FieldError("/lat", "place-latitude");
        if (place.Lon is not (null or >= -180 and <= 180))
            yield return new FieldError("/lon", "place-longitude");
        if (place.Kelurahan is not null && regions.Find(place.Kelurahan) is null)
            yield return new FieldError("/kelurahan", "kelurahan-unknown");
        else if (place is { Rw: { } rw, Kelurahan: { } kelurahan } && !regions.HasRw(kelurahan, rw))
            yield return new FieldError("/rw", "rw-unknown", regions.Find(kelurahan)!.RwCount);
        if (place.Lat is null && place.Lon is null && place is not { Kelurahan: not null, Rw: not null })
            yield return new FieldError(place.Kelurahan is null ? "/kelurahan" : "/rw", "required");
    }
}
