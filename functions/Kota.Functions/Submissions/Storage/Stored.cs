using System.Text;
using Kota.Functions.Submissions.Intake;
using Kota.Kernel.Security;

namespace Kota.Functions.Submissions.Storage;

/// <summary>A submission as it was read, with the row that a later write must match.</summary>
public sealed record Stored(Submission Submission, SubmissionRow Row);

/// <summary>What a first write holds beside the state.</summary>
/// <param name="BodyHash">Hash of the request.</param>
/// <param name="PinHash">HMAC of the guest's PIN.</param>
/// <param name="Personal">JSON of the personal fields; null when there are none.</param>
/// <param name="Photos">Photos whose blobs are written already.</param>
public sealed record FirstWrite(string BodyHash, byte[]? PinHash, string? Personal, IReadOnlyList<PhotoRow> Photos);

/// <summary>An idempotency key of a change: its hash, and the hash of the request that came with it.</summary>
public sealed record ChangeKey(string KeyHash, string BodyHash)
{
    /// <summary>The key of a caller's request; null when the request has none. One caller's key never answers for another's.</summary>
    public static ChangeKey? For(Caller caller, string? key, ReadOnlySpan<byte> body) => key is null ? null : new ChangeKey(
        IdempotencyKey.HashOf(Encoding.UTF8.GetBytes($"{caller.Subject ?? "guest"} {key}"))[..32], IdempotencyKey.HashOf(body));
}

/// <summary>A change and what is written with it.</summary>
/// <param name="Change">The new state and its events.</param>
/// <param name="Photos">Photos whose blobs are written already.</param>
/// <param name="Key">The idempotency key of the request, when it had one.</param>
/// <param name="Pointer">Whether our own queue is told; not by whoever works on a message of that queue and goes on to project.</param>
public sealed record Write(Change Change, IReadOnlyList<PhotoRow> Photos, ChangeKey? Key = null, bool Pointer = true);

/// <summary>How a first write ended.</summary>
/// <param name="Stored">The submission in storage.</param>
/// <param name="Existed">Whether an earlier request had made it.</param>
public sealed record Added(Stored Stored, bool Existed);

/// <summary>How a change ended.</summary>
public enum CommitResult
{
    /// <summary>The change is durable.</summary>
    Done,

    /// <summary>An earlier request with the same key made it.</summary>
    Replayed,

    /// <summary>The same key came with another request before.</summary>
    KeyReused,

    /// <summary>Somebody else changed the submission first.</summary>
    Stale,
}
