using Azure.Data.Tables;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Intake;
using Kota.Functions.Submissions.Storage;
using Kota.Functions.Submissions.Views;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Reference;
using Kota.Kernel.Time;
using Microsoft.AspNetCore.Http;

namespace Kota.Functions.Submissions.UseCases;

/// <summary>What of the public submissions somebody wants to see. Every part is optional.</summary>
/// <param name="Service">Code of a service.</param>
/// <param name="Category">Code of a category.</param>
/// <param name="Kelurahan">Kemendagri code.</param>
/// <param name="State">Code of a state.</param>
/// <param name="Status"><c>open</c> or <c>closed</c>.</param>
/// <param name="From">First day of arrival in Malang.</param>
/// <param name="To">Last day of arrival in Malang.</param>
/// <param name="Cursor">Where the last page ended.</param>
/// <param name="Take">Rows on a page, 1 to 100.</param>
public sealed record PublicQuery(
    string? Service = null, string? Category = null, string? Kelurahan = null, string? State = null, string? Status = null,
    DateOnly? From = null, DateOnly? To = null, string? Cursor = null, int Take = 20)
{
    /// <summary>The query of a URL, or what is wrong with its form.</summary>
    public static Outcome<PublicQuery> Of(IQueryCollection query)
    {
        var read = new QueryReader(query);
        var asked = new PublicQuery(
            read.Text("service"), read.Text("category"), read.Text("kelurahan"), read.Text("state"), read.Text("status"),
            read.Day("from"), read.Day("to"), read.Text("cursor"), read.Whole("take", otherwise: 20, most: 100));
        if (asked.To < asked.From)
            read.Errors.Add(new FieldError("/to", "ends-before-start"));
        return read.Errors.Count > 0 ? Failure.Invalid(read.Errors) : asked;
    }
}

/// <summary>Lists what everybody may see, newest first.</summary>
public sealed class ListPublic(ServiceCatalogue catalogue, Regions regions, SubmissionLists lists, CityClock clock)
{
    // Without a first day a list walks back month by month, one small query each.
    private const int Months = 36;

    public async Task<Outcome<Page<IndexRow>>> RunAsync(PublicQuery query, CancellationToken ct) =>
        Check(query) is { Count: > 0 } errors ? Failure.Invalid(errors)
        : !Cursor.Read(query.Cursor).Succeeded(out var cursor, out var failure) ? failure
        : await lists.PageAsync(PartitionsOf(query), Filter(query), null, cursor, query.Take, ct);

    /// <summary>The same without a URL, for other faces of the same list.</summary>
    internal Task<Outcome<Page<IndexRow>>> BetweenAsync(DateTimeOffset from, DateTimeOffset to, string filter, int take, CancellationToken ct) =>
        lists.PageAsync(
            Partitions(CityClock.LocalDate(from), CityClock.LocalDate(to)),
            string.Join(" and ", new[] { TableClient.CreateQueryFilter($"CreatedAt ge {from} and CreatedAt le {to}"), filter }.Where(f => f.Length > 0)), null, null, take, ct);

    /// <summary>An OData condition that holds for submissions that are open, or for those that have ended.</summary>
    internal static string StatusFilter(StateStatus status) =>
        TableClient.CreateQueryFilter($"Closed eq {status == StateStatus.Closed}");

    private List<FieldError> Check(PublicQuery query)
    {
        var errors = new List<FieldError>();
        var services = catalogue.All.Where(s => query.Service is null || s.Code == query.Service).ToList();
        if (services.Count == 0)
            errors.Add(new FieldError("/service", "unknown-service"));
        if (query.Category is not null && services.TrueForAll(s => s.Category(query.Category) is null))
            errors.Add(new FieldError("/category", "category-unknown"));
        if (query.State is not null && !services.Exists(s => s.States.Any(x => x.Code == query.State)))
            errors.Add(new FieldError("/state", "state-unknown"));
        if (query.Kelurahan is not null && regions.Find(query.Kelurahan) is null)
            errors.Add(new FieldError("/kelurahan", "kelurahan-unknown"));
        if (query.Status is not (null or "open" or "closed"))
            errors.Add(new FieldError("/status", "status-unknown"));
        return errors;
    }

    private string Filter(PublicQuery query)
    {
        var conditions = new List<string>();
        if (query.Service is not null)
            conditions.Add(TableClient.CreateQueryFilter($"Service eq {query.Service}"));
        if (query.Category is not null)
            conditions.Add(TableClient.CreateQueryFilter($"Category eq {query.Category}"));
        if (query.Kelurahan is not null)
            conditions.Add(TableClient.CreateQueryFilter($"Kelurahan eq {query.Kelurahan}"));
        if (query.State is not null)
            conditions.Add(TableClient.CreateQueryFilter($"State eq {query.State}"));
        if (query.Status is not null)
            conditions.Add(StatusFilter(query.Status == "open" ? StateStatus.Open : StateStatus.Closed));
        if (query.From is { } from)
            conditions.Add(TableClient.CreateQueryFilter($"CreatedAt ge {CityClock.StartOf(from)}"));
        if (query.To is { } to)
            conditions.Add(TableClient.CreateQueryFilter($"CreatedAt lt {CityClock.StartOf(to.AddDays(1))}"));
        return string.Join(" and ", conditions);
    }

    private List<string> PartitionsOf(PublicQuery query)
    {
        var last = query.To < clock.Today ? query.To.Value : clock.Today;
        return Partitions(query.From ?? last.AddMonths(1 - Months), last);
    }

    private static List<string> Partitions(DateOnly first, DateOnly last)
    {
        var partitions = new List<string>();
        for (var month = new DateOnly(last.Year, last.Month, 1); month >= new DateOnly(first.Year, first.Month, 1) && partitions.Count < Months; month = month.AddMonths(-1))
            partitions.Add(IndexRow.PublicPartition(CityClock.StartOf(month)));
        return partitions;
    }
}
