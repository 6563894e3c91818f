using System.Globalization;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Storage;
using Kota.Functions.Submissions.UseCases;
using Kota.Kernel.Blobs;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Reference;
using Kota.Kernel.Time;

namespace Kota.Functions.Submissions.Views;

/// <summary>A submission in a public list.</summary>
/// <param name="Id">Tracking id.</param>
/// <param name="Service">The service.</param>
/// <param name="Title">Title.</param>
/// <param name="Description">The beginning of the description.</param>
/// <param name="Category">What it is about.</param>
/// <param name="State">The state.</param>
/// <param name="Status">Whether it is open or closed.</param>
/// <param name="Agency">Whose turn it is.</param>
/// <param name="Kelurahan">Where it is.</param>
/// <param name="Due">End of the clock that ends first.</param>
/// <param name="Promised">Date that the agency promised.</param>
/// <param name="Rating">The reporter's rating.</param>
/// <param name="Photo">Address of a small photo.</param>
/// <param name="CreatedAt">When it came.</param>
/// <param name="ChangedAt">When it last changed.</param>
/// <param name="Url">Its page.</param>
public sealed record PublicSummary(
    string Id, Named Service, string? Title, string? Description, Named? Category, Named State, StateStatus Status, Named Agency, Named? Kelurahan,
    DateTimeOffset? Due, DateOnly? Promised, int? Rating, string? Photo, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt, string Url);

/// <summary>GeoJSON, RFC 7946.</summary>
public sealed record FeatureCollection(string Type, IReadOnlyList<Feature> Features);

public sealed record Feature(string Type, string Id, Point Geometry, PublicProperties Properties);

/// <param name="Type">Always <c>Point</c>.</param>
/// <param name="Coordinates">Longitude, latitude, WGS 84.</param>
public sealed record Point(string Type, IReadOnlyList<double> Coordinates);

/// <param name="Exact">Whether the point is the reporter's; else it is the centre of the kelurahan.</param>
public sealed record PublicProperties(
    string Id, string? Title, string? Category, string State, StateStatus Status, string? Kelurahan, DateTimeOffset CreatedAt, bool Exact, string Url);

/// <summary>Shows rows of the public list.</summary>
public sealed class PublicViews(ServiceCatalogue catalogue, ListPublic list, Agencies agencies, Regions regions)
{
    /// <summary>Most features of one map.</summary>
    public const int MaxFeatures = 1000;

    public async Task<Outcome<Page<PublicSummary>>> PageAsync(PublicQuery query, CultureInfo language, CancellationToken ct) =>
        (await list.RunAsync(query, ct)).Map(page => new Page<PublicSummary>(
            [.. page.Items.Select(row => Show(row, language)).OfType<PublicSummary>()], page.Next));

    public async Task<Outcome<FeatureCollection>> MapAsync(PublicQuery query, CultureInfo language, CancellationToken ct) =>
        (await list.RunAsync(query with { Take = MaxFeatures, Cursor = null }, ct)).Map(page => new FeatureCollection(
            "FeatureCollection", [.. page.Items.Select(row => Feature(row, language)).OfType<Feature>()]));

    /// <summary>The address of a public case's own page.</summary>
    public static string UrlOf(string id) => "/laporan/" + id;

    /// <summary>The point of a row and whether it is the reporter's; null where the place is hidden.</summary>
    internal (double Lat, double Lon, bool Exact)? PointOf(IndexRow row) =>
        row is { Lat: { } lat, Lon: { } lon } ? (lat, lon, true)
        : regions.Find(row.Kelurahan) is { } kelurahan ? (kelurahan.Lat, kelurahan.Lon, false)
        : null;

    // A row whose service's file is gone is left out: one of them must not take the whole list with it.
    private PublicSummary? Show(IndexRow row, CultureInfo language) => catalogue.Find(row.Service) is not { } service ? null : new PublicSummary(
        row.Id,
        new Named(service.Code, service.Name.In(language)),
        row.Title,
        row.Description,
        service.Category(row.Category) is { } category ? new Named(category.Code, category.Name.In(language)) : null,
        new Named(row.State, service.State(row.State).Name.In(language)),
        service.State(row.State).Status,
        new Named(row.Agency, agencies.Find(row.Agency)?.NameIn(language) ?? row.Agency),
        regions.Find(row.Kelurahan) is { } kelurahan ? new Named(kelurahan.Code, kelurahan.Name) : null,
        row.Due,
        row.Promised is { } day ? CityClock.LocalDate(day) : null,
        row.Rating,
        row.Photo is { } n ? string.Create(CultureInfo.InvariantCulture, $"/api/v1/submissions/{row.Id}/attachments/{n}?size={PhotoConverter.SmallSide}") : null,
        row.CreatedAt,
        row.ChangedAt,
        UrlOf(row.Id));

    private Feature? Feature(IndexRow row, CultureInfo language) => PointOf(row) is not var (lat, lon, exact) || Show(row, language) is not { } s ? null
        : new Feature("Feature", row.Id, new Point("Point", [lon, lat]), new PublicProperties(
            s.Id, s.Title, s.Category?.Code, s.State.Code, s.Status, row.Kelurahan, s.CreatedAt, exact, s.Url));
}
