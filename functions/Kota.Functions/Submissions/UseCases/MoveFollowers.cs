using System.Text.Json;
using Kota.Functions.Submissions.Notices;
using Kota.Functions.Submissions.Storage;
using Kota.Kernel.Privacy;
using Kota.Kernel.Tables;

namespace Kota.Functions.Submissions.UseCases;

/// <summary>
/// Lets the people of a merged submission follow the one that it was merged into, and no longer after a split. Any number of times:
/// each person is one follower, by an id that comes from both submissions.
/// </summary>
public sealed class MoveFollowers(SubmissionStore store, FollowerStore followers, FollowerIds ids, NoticeBook notices)
{
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

    private async Task BringAsync(Stored from, Stored into, CancellationToken ct)
    {
        var (s, target) = (from.Submission, into.Submission);
        List<Follower> people = [await ReporterAsync(from, ct), .. await followers.ListAsync(s.Id, ct)];
        foreach (var person in people.Where(p => p.Subject is null || p.Subject != target.Reporter))
        {
            var hash = person.Subject is { } subject ? ids.OfSubject(target.Id, subject) : ids.OfMerged(target.Id, s.Id, person.Hash);
            var (result, _) = await followers.AddAsync(into, person with { Hash = hash, Via = s.Id }, "", ct);
            if (result == FollowResult.Busy)
                throw new ContentionException($"{target.Id} changes faster than followers can be added.");
        }
    }

    private async Task TakeBackAsync(string id, string former, CancellationToken ct)
    {
        if (await store.FindAsync(former, ct) is not { } there)
            return;
        foreach (var person in (await followers.ListAsync(former, ct)).Where(f => f.Via == id))
        {
            if (!await followers.RemoveAsync(there, person.Hash, ct))
                throw new ContentionException($"{former} changes faster than followers can be removed.");
        }
    }

    private async Task<Follower> ReporterAsync(Stored stored, CancellationToken ct)
    {
        var s = stored.Submission;
        var wantsNone = await notices.FindAsync(s.Id, ct) is { Silent: true };
        var contact = wantsNone || await store.PersonalAsync(stored.Row, ct) is not { } personal ? null : ContactOf(personal);
        return new Follower("reporter", s.Reporter, contact, s.Language);
    }

    private static Sensitive<FollowerContact>? ContactOf(Sensitive<string> personal)
    {
        var fields = StoredJson.Read<Dictionary<string, JsonElement>>(personal.Reveal());
        var contact = new FollowerContact(Text("email"), Text("phone"));
        return contact is { Email: null, Phone: null } ? null : new Sensitive<FollowerContact>(contact);

        string? Text(string name) => fields.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }
}
