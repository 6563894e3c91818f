using System.Text.Json;
using Kota.Functions.Submissions.Catalogue;

namespace Kota.Functions.Submissions.Views;

/// <summary>A code with its name in the reader's language.</summary>
public sealed record Named(string Code, string Name);

/// <summary>A place with its names.</summary>
public sealed record PlaceView(string Kelurahan, string KelurahanName, string Kecamatan, int? Rw, double? Lat, double? Lon);

/// <summary>A clock of a submission.</summary>
/// <param name="Code">Code of the clock.</param>
/// <param name="Name">Its name.</param>
/// <param name="Due">When it ends; null while it is paused.</param>
/// <param name="Paused">Whether it waits, for instance for the reporter.</param>
/// <param name="Level">0, 1 after its end (head of the agency told), 2 a working day later (city admin told).</param>
public sealed record ClockView(string Code, string Name, DateTimeOffset? Due, bool Paused, int Level);

/// <summary>An action that the reader may take now.</summary>
public sealed record ActionView(string Code, string Name, string Help, IReadOnlyList<FieldView> Inputs);

/// <summary>An input of an action, or a field of a form.</summary>
public sealed record FieldView(string Name, FieldType Type, string Label, string? Help, bool Required, IReadOnlyList<Named> Options);

/// <summary>A photo: where its two sizes are.</summary>
public sealed record PhotoView(int Number, string Small, string Large);

/// <summary>A submission as a reader may see it: the public sees the public fields, the reporter and the city see the rest.</summary>
/// <param name="Id">Tracking id.</param>
/// <param name="Version">Give it back as If-Match.</param>
/// <param name="Service">The service.</param>
/// <param name="State">The state.</param>
/// <param name="StateHelp">What the state means and what comes next.</param>
/// <param name="Closed">Whether it has ended.</param>
/// <param name="Resolution">How it ended, where that is more than the state says.</param>
/// <param name="MergedInto">Tracking id of the submission that is the same, where it was merged.</param>
/// <param name="Agency">Whose turn it is.</param>
/// <param name="Category">What it is about.</param>
/// <param name="Place">Where it is.</param>
/// <param name="Fields">Values of the form.</param>
/// <param name="Personal">Personal values; null where the reader may not see them or there are none.</param>
/// <param name="Anonymous">Whether the name is hidden.</param>
/// <param name="Secret">Whether the public cannot see it.</param>
/// <param name="Held">Whether it waits for the city admin to read it, since it holds a banned word.</param>
/// <param name="Channel">How it came; null for the public.</param>
/// <param name="Followers">How many people follow it, since they have the same trouble.</param>
/// <param name="CreatedAt">When it came.</param>
/// <param name="ChangedAt">When it last changed.</param>
/// <param name="Due">End of the clock that ends first.</param>
/// <param name="Promised">Date that the agency promised.</param>
/// <param name="Rating">The reporter's rating, 1 to 5.</param>
/// <param name="Clocks">Active clocks.</param>
/// <param name="Photos">Photos.</param>
/// <param name="Actions">What the reader may do now.</param>
/// <param name="Handler">Subject of the officer who has it; null while nobody has, and for those who do not work on it.</param>
public sealed record SubmissionView(
    string Id,
    int Version,
    Named Service,
    Named State,
    string StateHelp,
    bool Closed,
    Named? Resolution,
    string? MergedInto,
    Named Agency,
    Named? Category,
    PlaceView? Place,
    IReadOnlyDictionary<string, JsonElement> Fields,
    IReadOnlyDictionary<string, JsonElement>? Personal,
    bool Anonymous,
    bool Secret,
    bool Held,
    string? Channel,
    int Followers,
    DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt,
    DateTimeOffset? Due,
    DateOnly? Promised,
    int? Rating,
    IReadOnlyList<ClockView> Clocks,
    IReadOnlyList<PhotoView> Photos,
    IReadOnlyList<ActionView> Actions,
    string? Handler = null);

/// <summary>A submission in a list. The handler is the subject of the officer who has it, in an agency's list.</summary>
public sealed record SubmissionSummary(
    string Id, int Version, Named Service, string? Title, Named State, Named? Category, string? Kelurahan,
    DateTimeOffset? Due, bool Late, int Level, int Followers, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt, string Channel = Channels.Web, string? Handler = null);

/// <summary>One step of the timeline.</summary>
/// <param name="Seq">Number of the step.</param>
/// <param name="At">When.</param>
/// <param name="Action">Action, with its name.</param>
/// <param name="By">In which capacity it was taken.</param>
/// <param name="Agency">Whose turn it was after the step.</param>
/// <param name="State">State after the step.</param>
/// <param name="Inputs">What was said with it, as far as the reader may see it.</param>
/// <param name="Photos">Photos that came with it.</param>
/// <param name="Clock">Clock that passed its end.</param>
/// <param name="Level">Level that it rose to.</param>
public sealed record TimelineStep(
    int Seq, DateTimeOffset At, Named Action, string By, Named Agency, Named State,
    IReadOnlyDictionary<string, JsonElement> Inputs, IReadOnlyList<PhotoView> Photos, Named? Clock, int? Level);
