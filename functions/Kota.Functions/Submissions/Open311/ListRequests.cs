using System.Globalization;
using Azure.Data.Tables;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Intake;
using Kota.Functions.Submissions.Storage;
using Kota.Functions.Submissions.UseCases;
using Kota.Kernel.Ids;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Time;
using Microsoft.AspNetCore.Http;

namespace Kota.Functions.Submissions.Open311;

/// <summary>Lists service requests by the parameters of GeoReport v2, and finds one.</summary>
public sealed class ListRequests(Open311Services services, ListPublic list, SubmissionStore store, Open311Views views, CityClock clock)
{
    private const int MaxDays = 90, MaxRows = 1000, MaxReach = 10_000, MaxIds = 100;

    // Table storage takes 15 comparisons in a filter, and the others need six.
    private const int MaxCodes = 8;

    internal async Task<Outcome<Open311Document>> RunAsync(HttpRequest request, CancellationToken ct)
    {
        var read = new QueryReader(request.Query);
        var errors = read.Errors;
        var ids = read.Words("service_request_id");
        var codes = read.Words("service_code").Distinct().ToArray();
        if (codes.Length > MaxCodes)
            errors.Add(new FieldError("/service_code", "too-many-items", MaxCodes));
        if (ids.Length > MaxIds)
            errors.Add(new FieldError("/service_request_id", "too-many-items", MaxIds));
        var (page, size) = (read.Whole("page", otherwise: 1, MaxReach), read.Whole("page_size", otherwise: MaxRows, MaxRows));
        if ((long)page * size > MaxReach)
            errors.Add(new FieldError("/page", "page-too-far", MaxReach));
        var to = Time("end_date") ?? clock.Now;
        var from = Time("start_date") ?? to.AddDays(-MaxDays);
        if (from > to)
            errors.Add(new FieldError("/end_date", "ends-before-start"));
        else if (to - from > TimeSpan.FromDays(MaxDays + 1))
            errors.Add(new FieldError("/start_date", "span-too-long", MaxDays));
        var states = read.Words("status");
        if (states.Any(s => s is not ("open" or "closed")))
            errors.Add(new FieldError("/status", "status-unknown"));
        if (codes.FirstOrDefault(c => services.Definition.Category(c) is null) is not null)
            return Failure.NotFound("category-unknown");
        if (errors.Count > 0)
            return Failure.Invalid(errors);
        if (ids.Length > 0)
            return views.Document(await FindAllAsync(ids, ct), request);

        var filters = new List<string> { TableClient.CreateQueryFilter($"Service eq {Open311Services.Service}") };
        if (codes.Length > 0)
            filters.Add("(" + string.Join(" or ", codes.Select(c => TableClient.CreateQueryFilter($"Category eq {c}"))) + ")");
        if (states.Distinct().Count() == 1)
            filters.Add(ListPublic.StatusFilter(states[0] == "open" ? StateStatus.Open : StateStatus.Closed));
        var rows = await list.BetweenAsync(from, to, string.Join(" and ", filters), page * size, ct);
        return rows.Map(found => views.Document([.. found.Items.Skip((page - 1) * size)], request));

        // W3C date and time; without an offset it is Malang's.
        DateTimeOffset? Time(string name)
        {
            if (read.Text(name) is not { } text)
                return null;
            if (text.Length >= 8 && DateTimeOffset.TryParse(text.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at.Year is >= 2000 and < 2200)
                return HasOffset(text) ? at.ToUniversalTime() : at.AddHours(-CityClock.Offset.TotalHours);
            errors.Add(new FieldError("/" + name, "date-time-form"));
            return null;
        }
    }

    /// <summary>One public request.</summary>
    internal async Task<Outcome<Open311Document>> FindAsync(HttpRequest request, string id, CancellationToken ct) =>
        await FindAllAsync([id], ct) is { Count: > 0 } rows ? views.Document(rows, request) : Failure.NotFound("unknown-submission");

    /// <summary>The request of a token: ids are given at once, so that a token is the id itself.</summary>
    internal async Task<Outcome<Open311Document>> TokenAsync(string token, CancellationToken ct) =>
        TrackingId.TryParse(token, out var id) && await store.FindAsync(id, ct) is { Submission: { IsPublic: true, Service: Open311Services.Service } }
            ? new Open311Document("service_requests", [new Open311Item("request", ("service_request_id", id), ("token", id))])
            : Failure.NotFound("unknown-submission");

    private async Task<IReadOnlyList<IndexRow>> FindAllAsync(IEnumerable<string> ids, CancellationToken ct)
    {
        var known = ids.Select(text => TrackingId.TryParse(text, out var id) ? id : null).OfType<string>().Distinct();
        var found = await Task.WhenAll(known.Select(id => store.FindAsync(id, ct)));
        return [.. found.OfType<Stored>().Where(s => s.Submission.Service == Open311Services.Service && s.Submission.IsPublic)
            .Select(s => IndexRow.Of(services.Definition, s, clock.Now)[^1])];
    }

    private static bool HasOffset(string text) => text.EndsWith('Z') || text.EndsWith('z') || (text.Length > 10 && text.AsSpan(10).IndexOfAny("+- ") >= 0);
}
