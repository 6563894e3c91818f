namespace Kota.Kernel.Contracts;

/// <summary>
/// A submission came to be or changed: the fact that other slices and other systems of the city get, type
/// <c>submission.changed.v1</c>. Nothing personal, and all that a stranger needs.
/// </summary>
/// <param name="Id">Tracking id.</param>
/// <param name="Version">1 for the first state; one more for each change.</param>
/// <param name="Service">Code of the service.</param>
/// <param name="Category">Code of the category, where the service has categories.</param>
/// <param name="Agency">Agency whose turn it is.</param>
/// <param name="Kelurahan">Kemendagri code of the place.</param>
/// <param name="Action">Action that made the change.</param>
/// <param name="StateBefore">State before; null for the first.</param>
/// <param name="State">State now.</param>
/// <param name="Due">Next end of a running clock.</param>
/// <param name="Level">Escalation level of the most late clock: 0 to 2.</param>
/// <param name="Public">Whether the public may see the submission.</param>
/// <param name="At">When it happened.</param>
public sealed record SubmissionChanged(
    string Id,
    int Version,
    string Service,
    string? Category,
    string? Agency,
    string? Kelurahan,
    string Action,
    string? StateBefore,
    string State,
    DateTimeOffset? Due,
    int Level,
    bool Public,
    DateTimeOffset At)
{
    /// <summary>Type of the envelope.</summary>
    public const string Type = "submission.changed.v1";
}
