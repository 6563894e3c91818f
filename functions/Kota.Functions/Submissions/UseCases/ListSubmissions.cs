using Azure.Data.Tables;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Storage;
using Kota.Functions.Submissions.Views;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Reference;
using Kota.Kernel.Security;
using Kota.Kernel.Tables;
using Kota.Kernel.Time;

namespace Kota.Functions.Submissions.UseCases;

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
        IReadOnlyList<string> partitions = query.ByClock ? [IndexRow.DuePartition(agency)]
            : states.Any(s => s.Status == StateStatus.Closed) ? [.. ClosedMonths(agency)]
            : query.Order == InboxQuery.LateFirst ? [IndexRow.DuePartition(agency), IndexRow.OpenPartition(agency)]
            : [IndexRow.OpenPartition(agency)];
        var filter = Filter(agency, query, partitions.Count == 2, caller);
        return await (cursor is null
            ? firstPages.GetAsync(new FirstPage(agency, partitions[0], filter, query.Late, query.Take, query.Today), ReadAsync, ct)
            : ReadAsync(ct));

        Task<Outcome<Page<IndexRow>>> ReadAsync(CancellationToken stop) => lists.PageAsync(
            partitions, filter, query.Late ? KeyPart.Ticks(clock.Now) : query.Today ? KeyPart.Ticks(CityClock.StartOf(clock.Today.AddDays(1))) : null, cursor, query.Take, stop,
            query.Today ? KeyPart.Ticks(clock.Now) : "");
    }

    /// <summary>The open submissions of an agency, at most 1,000 of them: only who has them and when they are due.</summary>
    public async Task<Outcome<Page<IndexRow>>> AllOpenAsync(string agency, Caller caller, CancellationToken ct) =>
        Require.AgencyOrCityAdmin(caller, agency) is { } refused ? refused
        : agencies.Find(agency) is null ? Failure.NotFound("agency-unknown")
        : await firstPages.GetAsync(new FirstPage(agency, IndexRow.OpenPartition(agency), "numbers", Late: false, SubmissionLists.MostAtOnce), stop => lists.OpenAsync(agency, stop), ct);

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
        if (query.Order is not (null or "newest" or "due" or InboxQuery.LateFirst))
            errors.Add(new FieldError("/order", "order-unknown"));

        // No clock runs on what has ended, so that such a list would always be empty.
        if (query.ByClock && states.Count > 0 && states.All(s => s.Status == StateStatus.Closed))
            errors.Add(new FieldError("/state", "state-without-clock"));
        return errors.Count > 0 ? Failure.Invalid(errors) : null;
    }

    // After those on which a clock runs come those on which none does, from the list of all.
    private static string Filter(string agency, InboxQuery query, bool both, Caller caller)
    {
        var filters = new List<string>();
        if (query.State is not null)
            filters.Add(TableClient.CreateQueryFilter($"State eq {query.State}"));
        if (query.Kelurahan is not null)
            filters.Add(TableClient.CreateQueryFilter($"Kelurahan eq {query.Kelurahan}"));
        if (query.Handler is not null)
            filters.Add(TableClient.CreateQueryFilter($"Handler eq {(query.Handler == InboxQuery.Mine ? caller.Subject : IndexRow.Nobody)}"));
        if (both)
            filters.Add(TableClient.CreateQueryFilter($"(PartitionKey eq {IndexRow.DuePartition(agency)} or Waits eq {true})"));
        return string.Join(" and ", filters);
    }

    private IEnumerable<string> ClosedMonths(string agency) =>
        Enumerable.Range(0, Months).Select(back => IndexRow.ClosedPartition(agency, CityClock.StartOf(clock.Today.AddMonths(-back))));
}
