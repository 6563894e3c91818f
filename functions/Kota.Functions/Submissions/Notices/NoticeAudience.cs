using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Storage;
using Kota.Functions.Submissions.Webhooks;
using Kota.Kernel.Time;

namespace Kota.Functions.Submissions.Notices;

/// <summary>Finds the readers of an event's notices.</summary>
public sealed class NoticeAudience(ServiceCatalogue catalogue, ContactBook contacts, FollowerStore followers, HookBook hooks, CityClock clock)
{
    /// <summary>One pointer for each reader. Whether they can be reached is asked when the notice is sent.</summary>
    public async Task<IEnumerable<NoticePointer>> OfAsync(Stored stored, SubmissionEvent happened, Hearing hearing, CancellationToken ct)
    {
        var submission = stored.Submission;
        var notice = new NoticePointer(submission.Id, happened.Seq, hearing.Why);
        return hearing.Who switch
        {
            Hearer.Reporter => [notice],
            Hearer.Follower => stored.Row.Followers == 0 ? [] : (await followers.ReachableAsync(submission.Id, happened.At, ct)).Select(hash => notice with { Subject = hash }),
            Hearer.Everybody => (await hooks.ForAsync(catalogue.Get(submission.Service), submission, ct)).Select(hook => notice with { Hook = hook.RowKey }),
            Hearer.CityAdmin => await OfficialsAsync(catalogue.Get(submission.Service).Agency, hearing, notice, ct),
            _ => await OfficialsAsync(happened.Agency, hearing, notice, ct),
        };
    }

    private async Task<IEnumerable<NoticePointer>> OfficialsAsync(string agency, Hearing hearing, NoticePointer notice, CancellationToken ct) =>
        (await contacts.HearersAsync(agency, [hearing.Who], clock.Today, ct)).Where(c => !c.Daily).Select(c => notice with { Agency = agency, Subject = c.RowKey });
}
