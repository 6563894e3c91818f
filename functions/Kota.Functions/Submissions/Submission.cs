using System.Text.Json;
using Kota.Functions.Submissions.Catalogue;

namespace Kota.Functions.Submissions;

/// <summary>A submission's state: pure data, changed only by <see cref="Workflow"/>.</summary>
public sealed record Submission
{
    public required string Id { get; init; }

    public required string Service { get; init; }

    /// <summary>Count of events so far; also the HTTP entity tag.</summary>
    public required int Version { get; init; }

    public required string State { get; init; }

    public required DateTimeOffset StateSince { get; init; }

    /// <summary>State before the present one, for actions that go back.</summary>
    public string? StateBefore { get; init; }

    /// <summary>Agency whose turn it is.</summary>
    public required string Agency { get; init; }

    /// <summary>Subject of the officer who took it on; null while nobody has, and again once it goes to another agency.</summary>
    public string? Handler { get; init; }

    public string? Category { get; init; }

    public string? Kind { get; init; }

    public Place? Place { get; init; }

    /// <summary>Subject of the reporter; null for a guest.</summary>
    public string? Reporter { get; init; }

    /// <summary>The name is hidden from the public and the agency.</summary>
    public bool Anonymous { get; init; }

    /// <summary>The whole report is hidden from the public.</summary>
    public bool Secret { get; init; }

    /// <summary>Holds a banned word: no rule forwards it and the public does not see it until the city admin has read it.</summary>
    public bool Held { get; init; }

    /// <summary>Language of whoever sent it, in which notices are written.</summary>
    public string Language { get; init; } = "id";

    /// <summary>The way by which it came.</summary>
    public string Channel { get; init; } = Channels.Web;

    /// <summary>Fields without personal data, by name.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Fields { get; init; }

    public IReadOnlyList<Clock> Clocks { get; init; } = [];

    /// <summary>Clocks as they stood when it was merged, for a split.</summary>
    public IReadOnlyList<Clock> ParkedClocks { get; init; } = [];

    /// <summary>How often each rule, and each action with a limit, was taken.</summary>
    public IReadOnlyDictionary<string, int> Taken { get; init; } = new Dictionary<string, int>();

    public DateOnly? Promised { get; init; }

    public int? Rating { get; init; }

    /// <summary>Code of the resolution of the action that closed it.</summary>
    public string? Resolution { get; init; }

    /// <summary>Id of the submission that is the same; null while it stands for itself.</summary>
    public string? MergedInto { get; init; }

    /// <summary>Id of the submission that it was merged into before.</summary>
    public string? SplitFrom { get; init; }

    /// <summary>Numbers of attachments that the public does not see: of comments and inputs that are not public.</summary>
    public IReadOnlyList<int> HiddenAttachments { get; init; } = [];

    /// <summary>Number of attachments so far; the next one gets this number plus one.</summary>
    public int Attachments { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>A field that holds a text; null for one that is not there or holds something else.</summary>
    public string? TextOf(string field) => Fields.TryGetValue(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>End of the running clock that ends first; null when none runs.</summary>
    public DateTimeOffset? Due => Clocks.Where(c => c.DueAt is not null).Min(c => c.DueAt);

    /// <summary>Whether the public may know that it exists.</summary>
    public bool IsPublic => !Secret && !Held;

    /// <summary>Highest escalation level of the running clocks.</summary>
    public int Level => Clocks.Count == 0 ? 0 : Clocks.Max(c => c.Level);
}

/// <summary>Where it is. The kelurahan is a Kemendagri code, the RW a number within it.</summary>
public sealed record Place(string Kelurahan, int? Rw, double? Lat, double? Lon);

/// <summary>An active clock of a submission: it runs when <see cref="DueAt"/> is set, and is paused when <see cref="Left"/> is.</summary>
/// <param name="Code">Code of its definition.</param>
/// <param name="StartedAt">When it last started at full length.</param>
/// <param name="DueAt">When it ends; null while paused.</param>
/// <param name="Left">Time left while paused: wall time for hours, working time for working days.</param>
/// <param name="Level">0, or 1 after its end, or 2 a working day later.</param>
/// <param name="EscalatesAt">When the level rises next; null at level 2 or while paused.</param>
/// <param name="WarnsAt">When the agency is warned of its end; null while paused, once warned, and where nobody is to be.</param>
/// <param name="Warned">Whether that was done, or came too late.</param>
public sealed record Clock(
    string Code, DateTimeOffset StartedAt, DateTimeOffset? DueAt, TimeSpan? Left, int Level, DateTimeOffset? EscalatesAt, DateTimeOffset? WarnsAt = null, bool Warned = false);

/// <summary>One step in a submission's history. Never changed once written.</summary>
/// <param name="Seq">1 for the submission itself.</param>
/// <param name="At">When.</param>
/// <param name="Action">Action's code, or <c>submit</c>, <c>comment</c>, <c>warn</c>, <c>escalate</c>, <c>handover</c>.</param>
/// <param name="By">In which capacity: <c>reporter</c>, <c>officer</c>, <c>cityAdmin</c>, <c>system</c>, <c>timer</c>.</param>
/// <param name="Actor">Subject of the person; null for a guest, a rule or a timer.</param>
/// <param name="From">State before; null for the first.</param>
/// <param name="To">State after.</param>
/// <param name="Agency">Agency whose turn it is after.</param>
/// <param name="Inputs">Inputs of the action, by name.</param>
/// <param name="Attachments">Numbers of attachments that came with it.</param>
/// <param name="Clock">Clock that ends soon or has ended.</param>
/// <param name="Level">Level that it rose to.</param>
public sealed record SubmissionEvent(
    int Seq,
    DateTimeOffset At,
    string Action,
    string By,
    string? Actor,
    string? From,
    string To,
    string Agency,
    IReadOnlyDictionary<string, JsonElement> Inputs,
    IReadOnlyList<int> Attachments,
    string? Clock = null,
    int? Level = null);

/// <summary>A new state and the events that led to it.</summary>
public sealed record Change(Submission Submission, IReadOnlyList<SubmissionEvent> Events);

/// <summary>What <see cref="Workflow.Begin"/> needs beside the definition: already validated. Whoever entered it for a citizen is named last.</summary>
public sealed record NewSubmission(
    string Id,
    string? Reporter,
    string? Category,
    Place? Place,
    bool Anonymous,
    bool Secret,
    IReadOnlyDictionary<string, JsonElement> Fields,
    int Attachments,
    bool Held = false,
    string Language = "id",
    string Channel = Channels.Web,
    Actor EnteredAs = Actor.Reporter,
    string? EnteredBy = null);

/// <summary>A wish to take an action. Inputs are already validated against the action's definition.</summary>
public sealed record ActionRequest(
    string Action,
    Actor As,
    string? Subject,
    IReadOnlyDictionary<string, JsonElement> Inputs,
    int NewAttachments = 0);
