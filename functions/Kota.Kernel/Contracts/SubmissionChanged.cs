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
/// <param name="Kind">Kind of the category.</param>
/// <param name="CreatedAt">When it was submitted.</param>
/// <param name="Handler">Opaque subject of the officer who works on it, while it is with that agency.</param>
/// <param name="Rating">The reporter's rating, 1 to 5.</param>
/// <param name="Resolution">Why it was closed.</param>
/// <param name="Closed">Whether the state is an end.</param>
/// <param name="Promised">Date that the agency has promised.</param>
/// <param name="Clocks">Its clocks as they now stand.</param>
/// <param name="Steps">Every event of the change: one change may take several steps.</param>
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
    DateTimeOffset At,
    string? Kind = null,
    DateTimeOffset? CreatedAt = null,
    string? Handler = null,
    int? Rating = null,
    string? Resolution = null,
    bool? Closed = null,
    DateOnly? Promised = null,
    IReadOnlyList<ClockFact>? Clocks = null,
    IReadOnlyList<StepFact>? Steps = null)
{
    /// <summary>Type of the envelope.</summary>
    public const string Type = "submission.changed.v1";
}

/// <summary>A clock of a submission.</summary>
/// <param name="Code">Code of the clock.</param>
/// <param name="Due">When it ends; null while it is paused.</param>
/// <param name="Level">Escalation level, 0 to 2.</param>
/// <param name="Paused">Whether it stands still.</param>
public sealed record ClockFact(string Code, DateTimeOffset? Due, int Level, bool Paused);

/// <summary>One event of a submission.</summary>
/// <param name="Seq">1 for the submission itself.</param>
/// <param name="Action">Action's code.</param>
/// <param name="From">State before; null for the first.</param>
/// <param name="To">State after.</param>
/// <param name="Agency">Agency whose turn it is after.</param>
/// <param name="At">When.</param>
public sealed record StepFact(int Seq, string Action, string? From, string To, string Agency, DateTimeOffset At);
