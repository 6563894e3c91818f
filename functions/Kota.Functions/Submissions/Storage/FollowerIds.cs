using Kota.Kernel.Security;

namespace Kota.Functions.Submissions.Storage;

/// <summary>Which follower somebody is: HMACs, so that a row says nothing of the person and one person is one row.</summary>
public sealed class FollowerIds(Pepper pepper)
{
    private const int Length = 32;

    /// <summary>Somebody signed in.</summary>
    public string OfSubject(string id, string subject) => Of(id, "subject", subject);

    /// <summary>A guest, by the key of their request.</summary>
    public string OfGuest(string id, string key) => Of(id, "guest", key);

    /// <summary>A guest who came with a submission that was merged into this one.</summary>
    public string OfMerged(string id, string from, string who) => Of(id, "merged", $"{from}|{who}");

    private string Of(string id, string kind, string who) => Convert.ToHexStringLower(pepper.Hash("follower", id, kind, who))[..Length];
}
