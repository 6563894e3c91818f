using System.Globalization;
using Kota.Functions.Submissions.Storage;
using Kota.Functions.Submissions.UseCases;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Security;
using Kota.Kernel.Time;

namespace Kota.Functions.Submissions.Views;

/// <summary>How much lies before an agency. A clock that has ended counts as late, one that ends by tonight as due today.</summary>
/// <param name="Open">All that is open.</param>
/// <param name="Late">Of these, with a clock past its end.</param>
/// <param name="Today">With a clock that ends later today.</param>
/// <param name="Free">That nobody has taken on.</param>
/// <param name="More">Whether there are more than were counted.</param>
public sealed record InboxNumbers(int Open, int Late, int Today, int Free, bool More);

/// <summary>The lists as pages show them, so that no page sees a row of storage.</summary>
public sealed class SummaryLists(ListSubmissions list, SubmissionViews views, CityClock clock)
{
    public async Task<Outcome<Page<SubmissionSummary>>> InboxAsync(string agency, InboxQuery query, Caller caller, CultureInfo language, CancellationToken ct) =>
        Shown(await list.ForAgencyAsync(agency, query, caller, ct), language);

    /// <summary>One query at most, which those who look at the same inbox share.</summary>
    public async Task<Outcome<InboxNumbers>> NumbersAsync(string agency, Caller caller, CancellationToken ct)
    {
        var (now, tonight) = (clock.Now, CityClock.StartOf(clock.Today.AddDays(1)));
        return (await list.AllOpenAsync(agency, caller, ct)).Map(all => new InboxNumbers(
            all.Items.Count, all.Items.Count(r => r.Due < now), all.Items.Count(r => r.Due >= now && r.Due < tonight), all.Items.Count(r => r.Handler == IndexRow.Nobody), all.Next is not null));
    }

    public async Task<Outcome<Page<SubmissionSummary>>> MineAsync(InboxQuery query, Caller caller, CultureInfo language, CancellationToken ct) =>
        Shown(await list.MineAsync(query.Cursor, query.Take, caller, ct), language);

    private Outcome<Page<SubmissionSummary>> Shown(Outcome<Page<IndexRow>> rows, CultureInfo language) =>
        rows.Map(page => new Page<SubmissionSummary>([.. page.Items.Select(row => views.Summary(row, language))], page.Next));
}
