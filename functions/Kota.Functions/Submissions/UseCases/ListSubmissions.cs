using Azure.Data.Tables;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Intake;
using Kota.Functions.Submissions.Storage;
using Kota.Functions.Submissions.Views;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Reference;
using Kota.Kernel.Security;
using Kota.Kernel.Tables;
using Kota.Kernel.Time;

namespace Kota.Functions.Submissions.UseCases;

/// <summary>What an officer wants to see of the agency's submissions. Every part is optional.</summary>
/// <param name="State">Code of a state; all open states when null.</param>
/// <param name="Late">Only those with a clock past its end.</param>
/// <param name="Kelurahan">Kemendagri code.</param>
/// <param name="Order"><c>newest</c> (default) or <c>due</c>: the most late first, only those on which a clock runs.</param>
/// <param name="Cursor">Where the last page ended.</param>
/// <param name="Take">Rows on a page, 1 to 100.</param>
public sealed record InboxQuery(string? State = null, bool Late = false, string? Kelurahan = null, string? Order = null, string? Cursor = null, int Take = 20)
{
    /// <summary>The query of a URL, or what is wrong with it.</summary>
    public static Outcome<InboxQuery> From(Microsoft.AspNetCore.Http.IQueryCollection query)
    {
        var read = new QueryReader(query);
        var late = read.Text("late");
        if (late is not (null or "true" or "false"))
            read.Errors.Add(new FieldError("/late", "field-type-boolean"));
        var asked = new InboxQuery(
            read.Text("state"), late == "true", read.Text("kelurahan"), read.Text("order"), read.Text("cursor"), read.Whole("take", otherwise: 20, most: 100));
        return read.Errors.Count > 0 ? Failure.Invalid(read.Errors) : asked;
    }
}

/// <summary>Lists submissions: an agency's inbox, and a citizen's own.</summary>
public sealed class ListSubmissions(
    ServiceCatalogue catalogue, Agencies agencies, Regions regions, SubmissionLists lists, FirstPages firstPages, CityClock clock)
{
    // A page of closed submissions walks back month by month: one small query each, so three years bound its cost.
    private const int Months = 36;

    /// <summary>An agency's submissions, for its people and the city admin.</summary>
    public async Task<Outcome<Page<IndexRow>>> ForAgencyAsync(string agency, InboxQuery query, Caller caller, CancellationToken ct)
    {
        if (Require.AgencyOrCityAdmin(caller, agency) is { } refused)
            return refused;
        if (agencies.Find(agency) is null)
            return Failure.NotFound("agency-unknown");
        if (!Cursor.Read(query.Cursor).Succeeded(out var cursor, out var failure))
            return failure;
        var states = catalogue.All.SelectMany(s => s.States).Where(s => s.Code == query.State).ToList();
        if (Check(query, states) is { } invalid)
            return invalid;
        var filters = new List<string>();
        if (query.State is not null)
            filters.Add(TableClient.CreateQueryFilter($"State eq {query.State}"));
        if (query.Kelurahan is not null)
            filters.Add(TableClient.CreateQueryFilter($"Kelurahan eq {query.Kelurahan}"));
        var filter = string.Join(" and ", filters);
        var byDue = query.Late || query.Order == "due";
        IReadOnlyList<string> partitions = byDue ? [IndexRow.DuePartition(agency)]
            : states.Any(s => s.Status == StateStatus.Closed) ? [.. ClosedMonths(agency)]
            : [IndexRow.OpenPartition(agency)];
        return await (cursor is null
            ? firstPages.GetAsync(new FirstPage(agency, partitions[0], filter, query.Late, query.Take), ReadAsync, ct)
            : ReadAsync(ct));

        Task<Outcome<Page<IndexRow>>> ReadAsync(CancellationToken stop) =>
            lists.PageAsync(partitions, filter, query.Late ? KeyPart.Ticks(clock.Now) : null, cursor, query.Take, stop);
    }

    /// <summary>The caller's own submissions, newest first.</summary>
    public async Task<Outcome<Page<IndexRow>>> MineAsync(string? cursorText, int take, Caller caller, CancellationToken ct)
    {
        if (Require.SignedIn(caller) is { } refused)
            return refused;
        if (!Cursor.Read(cursorText).Succeeded(out var cursor, out var failure))
            return failure;
        return await lists.PageAsync([IndexRow.CitizenPartition(caller.Subject!)], "", null, cursor, take, ct);
    }

    private Failure? Check(InboxQuery query, List<StateDefinition> states)
    {
        var errors = new List<FieldError>();
        if (query.State is not null && states.Count == 0)
            errors.Add(new FieldError("/state", "state-unknown"));
        if (query.Kelurahan is { } code && regions.Find(code) is null)
            errors.Add(new FieldError("/kelurahan", "kelurahan-unknown"));
        if (query.Order is not (null or "newest" or "due"))
            errors.Add(new FieldError("/order", "order-unknown"));

        // No clock runs on what has ended, so that such a list would always be empty.
        if ((query.Late || query.Order == "due") && states.Count > 0 && states.All(s => s.Status == StateStatus.Closed))
            errors.Add(new FieldError("/state", "state-without-clock"));
        return errors.Count > 0 ? Failure.Invalid(errors) : null;
    }

    private IEnumerable<string> ClosedMonths(string agency) =>
        Enumerable.Range(0, Months).Select(back => IndexRow.ClosedPartition(agency, CityClock.StartOf(clock.Today.AddMonths(-back))));
}
