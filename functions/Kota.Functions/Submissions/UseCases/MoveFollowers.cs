using Kota.Functions.Submissions.Notices;
using Kota.Functions.Submissions.Storage;
using Kota.Kernel.Privacy;
using Kota.Kernel.Tables;

namespace Kota.Functions.Submissions.UseCases;

/// <summary>
/// Lets the people of a merged submission follow the one that it was merged into, once for each merge, and no longer after a split. A message
/// that comes twice changes nothing: each person is one follower, by an id that comes from both submissions.
/// </summary>
public sealed class MoveFollowers(SubmissionStore store, FollowerStore followers, FollowerIds ids, NoticeBook notices)
{
    private const string Reporter = "reporter";

    public async Task RunAsync(Stored stored, CancellationToken ct)
    {
        while (stored.Submission is { MergedInto: not null } or { SplitFrom: not null })
        {
            var s = stored.Submission;
            if (s.SplitFrom is { } former && former != s.MergedInto)
                await TakeBackAsync(s.Id, former, ct);
            if (s.MergedInto is { } target && await store.FindAsync(target, ct) is { } into)
                await BringAsync(stored, into, ct);

            // Merged or split anew meanwhile: what this round did was for an older state.
            if (await store.FindAsync(s.Id, ct) is not { } now || (now.Submission.MergedInto, now.Submission.SplitFrom) == (s.MergedInto, s.SplitFrom))
                return;
            stored = now;
        }
    }

    /// <summary>Whoever wants no more news of a submission that they came to by a merge wants none of their own either.</summary>
    public async Task SilenceSourceAsync(string id, string hash, CancellationToken ct)
    {
        if (await followers.FindAsync(id, hash, ct) is not { Via: { } source })
            return;
        if (hash == ids.OfMerged(id, source, Reporter))
            await notices.SilenceAsync(source, ct);
        else if ((await followers.ListAsync(source, ct)).FirstOrDefault(f => HashOn(id, source, f) == hash) is { } person)
            await followers.SilenceAsync(source, person.Hash, ct);
    }

    // Once for each merge: whoever stopped following since then stays away.
    private async Task BringAsync(Stored from, Stored into, CancellationToken ct)
    {
        var (s, target) = (from.Submission, into.Submission);
        if (await followers.WereBroughtAsync(s.Id, target.Id, s.StateSince, ct))
            return;

        // Who came from there stays there: two that were merged into each other at once would else send people round for ever.
        List<Follower> people = [await ReporterAsync(from, ct), .. (await followers.ListAsync(s.Id, ct)).Where(f => f.Via != target.Id)];
        foreach (var person in people.Where(p => p.Subject is null || p.Subject != target.Reporter))
        {
            var (result, _) = await followers.AddAsync(into, person with { Hash = HashOn(target.Id, s.Id, person), Via = s.Id }, "", null, ct);
            if (result == FollowResult.Busy)
                throw new ContentionException($"{target.Id} changes faster than followers can be added.");
        }

        await followers.NoteBroughtAsync(s.Id, target.Id, s.StateSince, ct);
    }

    private async Task TakeBackAsync(string id, string former, CancellationToken ct)
    {
        if (await store.FindAsync(former, ct) is not { } there)
            return;
        foreach (var person in (await followers.ListAsync(former, ct)).Where(f => f.Via == id))
            await RemoveAsync(there, person, ct);
    }

    // And from where the other was merged into in its turn.
    private async Task RemoveAsync(Stored from, Follower person, CancellationToken ct)
    {
        var s = from.Submission;
        if (!await followers.RemoveAsync(from, person.Hash, ct))
            throw new ContentionException($"{s.Id} changes faster than followers can be removed.");
        if (s.MergedInto is { } next && await followers.FindAsync(next, HashOn(next, s.Id, person), ct) is { } further && further.Via == s.Id
            && await store.FindAsync(next, ct) is { } there)
        {
            await RemoveAsync(there, further, ct);
        }
    }

    private string HashOn(string id, string from, Follower person) =>
        person.Subject is { } subject ? ids.OfSubject(id, subject) : ids.OfMerged(id, from, person.Hash);

    private async Task<Follower> ReporterAsync(Stored stored, CancellationToken ct)
    {
        var s = stored.Submission;
        var wantsNone = await notices.FindAsync(s.Id, ct) is { Silent: true };
        var contact = wantsNone || await store.PersonalAsync(stored.Row, ct) is not { } personal ? null : FollowerContact.In(personal);
        var reachable = contact is null or { Email: null, Phone: null } ? default(Sensitive<FollowerContact>?) : new Sensitive<FollowerContact>(contact);
        return new Follower(Reporter, s.Reporter, reachable, s.Language, Confirmed: true);
    }
}
