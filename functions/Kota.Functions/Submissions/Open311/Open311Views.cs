using System.Globalization;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Storage;
using Kota.Functions.Submissions.Views;
using Kota.Kernel.Blobs;
using Kota.Kernel.Http;
using Kota.Kernel.Reference;
using Kota.Kernel.Time;
using Microsoft.AspNetCore.Http;

namespace Kota.Functions.Submissions.Open311;

/// <summary>Shows public submissions as service requests.</summary>
public sealed class Open311Views(Open311Services services, PublicViews views, Agencies agencies, Regions regions)
{
    internal Open311Document Document(IReadOnlyList<IndexRow> rows, HttpRequest request) =>
        new("service_requests", [.. rows.Select(r => Item(r, $"{request.Scheme}://{request.Host}", request.Language()))]);

    private Open311Item Item(IndexRow row, string home, CultureInfo language)
    {
        var definition = services.Definition;
        var (state, category, kelurahan) = (definition.State(row.State), definition.Category(row.Category), regions.Find(row.Kelurahan));
        var point = views.PointOf(row);
        return new Open311Item(
            "request",
            ("service_request_id", row.Id),
            ("status", state.Status == StateStatus.Open ? "open" : "closed"),
            ("status_notes", Notes(definition, row, state, language)),
            ("service_name", category?.Name.In(language)),
            ("service_code", row.Category),
            ("description", Description(row)),
            ("agency_responsible", agencies.Find(row.Agency)?.NameIn(language)),
            ("service_notice", home + PublicViews.UrlOf(row.Id)),
            ("requested_datetime", row.CreatedAt),
            ("updated_datetime", row.ChangedAt),
            ("expected_datetime", row.Promised ?? row.Due),
            ("address", kelurahan is null ? null : Address(kelurahan, row.Rw)),
            ("address_id", kelurahan is null ? null : row.Rw is { } rw ? kelurahan.RwId(rw) : kelurahan.Code),
            ("zipcode", kelurahan?.PostalCode),
            ("lat", point?.Lat),
            ("long", point?.Lon),
            ("media_url", row.Photo is { } n ? string.Create(CultureInfo.InvariantCulture, $"{home}/api/v1/submissions/{row.Id}/attachments/{n}?size={PhotoConverter.LargeSide}") : null));
    }

    // A title that was made of the first words says nothing that the description does not.
    private static string? Description(IndexRow row) =>
        row.Title is not { } title || row.Description?.StartsWith(title.TrimEnd('…'), StringComparison.Ordinal) == true ? row.Description : $"{title}. {row.Description}";

    private string Address(Kelurahan kelurahan, int? rw) =>
        (rw is { } n ? string.Create(CultureInfo.InvariantCulture, $"RW {n:D2}, ") : "") + $"Kelurahan {kelurahan.Name}, Kecamatan {regions.KecamatanOf(kelurahan).Name}, Malang";

    // The specification has two states only; what the city really says of it stands in the notes.
    private static string Notes(ServiceDefinition definition, IndexRow row, StateDefinition state, CultureInfo language)
    {
        var how = definition.Actions.FirstOrDefault(a => a.Resolution?.Code == row.Resolution)?.Resolution?.Name.In(language);
        var promised = row.Promised is { } day ? CityClock.LocalDate(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
        return string.Join(" · ", new[] { state.Name.In(language), how, promised }.Where(t => t is not null));
    }
}
