using Kota.Functions.Submissions.Intake;
using Kota.Kernel.Outcomes;
using Microsoft.AspNetCore.Http;

namespace Kota.Functions.Submissions.UseCases;

/// <summary>What an officer wants to see of the agency's submissions. Every part is optional.</summary>
/// <param name="State">Code of a state; all open states when null.</param>
/// <param name="Late">Only those with a clock past its end.</param>
/// <param name="Kelurahan">Kemendagri code.</param>
/// <param name="Order">
/// <c>newest</c> (default); <c>due</c>: the most late first, only those on which a clock runs; <c>late-first</c>: the same, and after them those on which none runs.
/// </param>
/// <param name="Cursor">Where the last page ended.</param>
/// <param name="Take">Rows on a page, 1 to 100.</param>
/// <param name="Today">Only those with a clock that ends later today.</param>
/// <param name="Handler"><c>none</c>: those that nobody has taken on; <c>me</c>: the caller's.</param>
public sealed record InboxQuery(
    string? State = null, bool Late = false, string? Kelurahan = null, string? Order = null, string? Cursor = null, int Take = 20, bool Today = false, string? Handler = null)
{
    public const string LateFirst = "late-first", Mine = "me", Nobody = "none";

    /// <summary>Whether only submissions on which a clock runs are asked for.</summary>
    public bool ByClock => Late || Today || Order == "due";

    /// <summary>The query of a URL, or what is wrong with it.</summary>
    public static Outcome<InboxQuery> From(IQueryCollection query)
    {
        var read = new QueryReader(query);
        var late = read.Text("late");
        if (late is not (null or "true" or "false"))
            read.Errors.Add(new FieldError("/late", "field-type-boolean"));
        var due = read.Text("due");
        if (due is not (null or "late" or "today") || (late == "true" && due == "today"))
            read.Errors.Add(new FieldError("/due", "due-unknown"));
        var handler = read.Text("handler");
        if (handler is not (null or Mine or Nobody))
            read.Errors.Add(new FieldError("/handler", "handler-unknown"));
        var asked = new InboxQuery(
            read.Text("state"), late == "true" || due == "late", read.Text("kelurahan"), read.Text("order"), read.Text("cursor"), read.Whole("take", otherwise: 20, most: 100),
            due == "today", handler);
        return read.Errors.Count > 0 ? Failure.Invalid(read.Errors) : asked;
    }

    /// <summary>The filters as an address of the inbox page has them, where late ones come first; without the place in the list.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Filters()
    {
        if (State is not null)
            yield return new("state", State);
        if (Late || Today)
            yield return new("due", Late ? "late" : "today");
        if (Handler is not null)
            yield return new("handler", Handler);
        if (Kelurahan is not null)
            yield return new("kelurahan", Kelurahan);
        if (Order is not (null or LateFirst))
            yield return new("order", Order);
    }
}
