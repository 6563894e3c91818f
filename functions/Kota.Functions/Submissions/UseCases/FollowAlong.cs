using System.Security.Cryptography;
using System.Text;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Intake;
using Kota.Functions.Submissions.Notices;
using Kota.Functions.Submissions.Storage;
using Kota.Kernel.Messaging;
using Kota.Kernel.Outbox;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Privacy;
using Kota.Kernel.Security;
using Kota.Kernel.Time;
using Kota.Kernel.Validation;

namespace Kota.Functions.Submissions.UseCases;

/// <summary>Body of a wish to follow. Both are optional, and sealed.</summary>
/// <param name="Email">Where news go by e-mail.</param>
/// <param name="Phone">Where news go by phone.</param>
public sealed record FollowInput(string? Email = null, string? Phone = null)
{
    /// <summary>The input of a request.</summary>
    public static Outcome<FollowInput> From(Incoming incoming)
    {
        if (incoming.Form is null)
            return incoming.FromJson<FollowInput>();
        var reader = new FormReader(incoming.Form);
        var input = new FollowInput(reader.Text("email"), reader.Text("phone"));
        return reader.Finish() is { } failure ? failure : input;
    }
}

/// <summary>A wish to follow a submission: "me too".</summary>
/// <param name="Id">Tracking id.</param>
/// <param name="Incoming">The request's body, a <see cref="FollowInput"/>.</param>
/// <param name="Key">The client's idempotency key; a guest's says who follows.</param>
/// <param name="Language">Language of the request: news are in it.</param>
public sealed record FollowWish(string Id, Incoming Incoming, string? Key, string Language = "id");

/// <summary>What a follower gets.</summary>
/// <param name="Id">Tracking id.</param>
/// <param name="Followers">How many follow it now.</param>
/// <param name="Token">For a guest: ends the following, in the header X-Kota-Follower.</param>
/// <param name="Followed">Whether the person followed it before this request.</param>
public sealed record Following(string Id, int Followers, string? Token, bool Followed);

/// <summary>Lets people follow a submission instead of sending the same again.</summary>
public sealed class FollowAlong(ReadSubmission read, FollowerStore followers, FollowerIds ids, Pepper pepper, GuestLimits limits, CityClock clock)
{
    public const string TokenHeader = "X-Kota-Follower";

    public async Task<Outcome<Following>> AddAsync(FollowWish wish, Visitor visitor, CancellationToken ct)
    {
        if (!(await read.RunAsync(wish.Id, visitor, ct)).Succeeded(out var opened, out var failure))
            return failure;
        if (opened.Submission.MergedInto is { } same)
            return await AddAsync(wish with { Id = same }, visitor with { Pin = null }, ct);
        var caller = visitor.Caller;
        if (!caller.IsSignedIn && wish.Key is null)
            return Failure.Invalid("", "idempotency-key-uuid");
        if (opened.Capacities.Contains(Actor.Reporter))
            return new Failure(FailureKind.Conflict, "follower-is-reporter");
        if (!FollowInput.From(wish.Incoming).Succeeded(out var input, out failure) || !ContactOf(input).Succeeded(out var contact, out failure))
            return failure;
        var id = opened.Submission.Id;
        var hash = caller.Subject is { } subject ? ids.OfSubject(id, subject) : ids.OfGuest(id, wish.Key!);

        if (limits.Take(caller) is { } tooMany && await followers.FindAsync(id, hash, ct) is null)
            return tooMany;

        // Somebody signed in is one follower, whatever the second request says; a guest's key stands for one request.
        var body = caller.IsSignedIn ? "" : Hex(pepper.Hash("follower-body", contact?.Email ?? "", contact?.Phone ?? ""));
        var follower = new Follower(hash, caller.Subject, contact is null ? null : new Sensitive<FollowerContact>(contact), wish.Language);
        var (result, head) = await followers.AddAsync(opened.Stored, follower, body, contact is null ? null : Question(id, hash), ct);
        return result switch
        {
            FollowResult.KeyReused => new Failure(FailureKind.KeyReused, "key-reused"),
            FollowResult.Busy => new Failure(FailureKind.Unavailable, "busy"),
            _ => new Following(id, head.Followers, caller.IsSignedIn ? null : $"{hash}.{MacOf(id, hash)}", result == FollowResult.Existed),
        };
    }

    /// <summary>Stops following. Doing it twice is no mistake.</summary>
    public async Task<Outcome<bool>> RemoveAsync(string id, string? token, Visitor visitor, CancellationToken ct)
    {
        if (!(await read.RunAsync(id, visitor, ct)).Succeeded(out var opened, out var failure))
            return failure;
        var found = opened.Submission.Id;
        var hash = string.IsNullOrEmpty(token) ? visitor.Caller.Subject is { } subject ? ids.OfSubject(found, subject) : null : Proven(found, token);
        if (hash is null)
            return Failure.Unauthenticated();
        return await followers.RemoveAsync(opened.Stored, hash, ct) ? true : new Failure(FailureKind.Unavailable, "busy");
    }

    // Anybody can type anybody's address: whoever reads it is asked first.
    private OutboxRow Question(string id, string hash)
    {
        var pointer = new NoticePointer(id, 1, NoticeReasons.Confirm, Subject: hash);
        return OutboxRow.For(
            SubmissionRow.Partition(id), Destination.Queue(NoticePointer.Queue), Message.Create($"{id}.{hash}.confirm", NoticePointer.Type, pointer, clock.Now), clock.Now);
    }

    private static Outcome<FollowerContact?> ContactOf(FollowInput input)
    {
        var errors = new List<FieldError>();
        string? email = null, phone = null;
        if (!string.IsNullOrWhiteSpace(input.Email) && !EmailAddress.TryNormalise(input.Email.Trim(), out email))
            errors.Add(new FieldError("/email", "email-form"));
        if (!string.IsNullOrWhiteSpace(input.Phone) && !Phone.TryNormalise(input.Phone.Trim(), out phone))
            errors.Add(new FieldError("/phone", "phone-form"));
        return errors.Count > 0 ? Failure.Invalid(errors) : email is null && phone is null ? default(Outcome<FollowerContact?>) : new FollowerContact(email, phone);
    }

    private string MacOf(string id, string hash) => Hex(pepper.Hash("follower-token", id, hash))[..32];

    private string? Proven(string id, string token) =>
        token.Split('.') is [var hash, var mac] && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(mac), Encoding.UTF8.GetBytes(MacOf(id, hash))) ? hash : null;

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
