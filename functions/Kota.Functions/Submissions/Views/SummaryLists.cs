using System.Globalization;
using Kota.Functions.Submissions.Storage;
using Kota.Functions.Submissions.UseCases;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Security;

namespace Kota.Functions.Submissions.Views;

/// <summary>The lists as pages show them, so that no page sees a row of storage.</summary>
public sealed class SummaryLists(ListSubmissions list, SubmissionViews views)
{
    public async Task<Outcome<Page<SubmissionSummary>>> InboxAsync(string agency, InboxQuery query, Caller caller, CultureInfo language, CancellationToken ct) =>
        Shown(await list.ForAgencyAsync(agency, query, caller, ct), language);

    public async Task<Outcome<Page<SubmissionSummary>>> MineAsync(InboxQuery query, Caller caller, CultureInfo language, CancellationToken ct) =>
        Shown(await list.MineAsync(query.Cursor, query.Take, caller, ct), language);

    private Outcome<Page<SubmissionSummary>> Shown(Outcome<Page<IndexRow>> rows, CultureInfo language) =>
        rows.Map(page => new Page<SubmissionSummary>([.. page.Items.Select(row => views.Summary(row, language))], page.Next));
}
