using Kota.Functions.Submissions.Views;
using Kota.Portal.Forms;
using Microsoft.AspNetCore.Http;

namespace Kota.Portal.Screens;

/// <summary>A submission among those that an officer chose.</summary>
/// <param name="Id">Tracking id.</param>
/// <param name="Version">Version as this page shows it; null where it cannot be opened.</param>
/// <param name="Title">What it is called.</param>
/// <param name="State">Name of its state.</param>
/// <param name="Due">End of the clock that ends first.</param>
/// <param name="Outcome">What will follow or has followed.</param>
/// <param name="Why">Why not.</param>
/// <param name="Consequences">What will follow.</param>
public sealed record BulkCase(
    string Id, int? Version, string Title, string? State, DateTimeOffset? Due, BulkOutcome Outcome = BulkOutcome.Open, string? Why = null, Consequences? Consequences = null);

/// <summary>How it stands with one of the submissions.</summary>
public enum BulkOutcome
{
    /// <summary>Nothing is said yet.</summary>
    Open,

    /// <summary>It can be done, or was done.</summary>
    Done,

    /// <summary>Somebody changed it after the officer saw it.</summary>
    Changed,

    /// <summary>It refuses the action.</summary>
    Refused,

    /// <summary>It is the one that others are merged into.</summary>
    Target,
}

/// <summary>An action that some or all of the chosen submissions allow; its form only where all do.</summary>
/// <param name="Name">Name of the action.</param>
/// <param name="Form">The form; null when some do not allow it.</param>
/// <param name="Templates">Texts to start from.</param>
/// <param name="Allowing">Those that allow it.</param>
public sealed record BulkAction(string Name, ActionModel? Form, TemplateChoice? Templates, IReadOnlyList<BulkCase> Allowing);

/// <summary>Many submissions and what can be done with them.</summary>
public sealed record BulkModel(BulkPlace Place, IReadOnlyList<BulkCase> Cases, IReadOnlyList<BulkAction> Actions, string? Problem);

/// <summary>What will follow, for the officer to confirm; or what has followed.</summary>
/// <param name="Place">Whose inbox.</param>
/// <param name="Action">Name of the action.</param>
/// <param name="Cases">Each of them.</param>
/// <param name="Hidden">What the form carries on.</param>
/// <param name="Key">Idempotency key of the form.</param>
/// <param name="Said">What the officer gave, in words.</param>
public sealed record BulkReview(BulkPlace Place, string Action, IReadOnlyList<BulkCase> Cases, IReadOnlyList<KeyValuePair<string, string>> Hidden, string Key, IReadOnlyList<Fact> Said)
{
    public int Count(BulkOutcome outcome) => Cases.Count(c => c.Outcome == outcome);
}

/// <summary>Whose inbox it is, and the list that the officer came from.</summary>
public sealed record BulkPlace(string Agency, bool Named, InboxTrail Trail)
{
    public const string Path = "/kelola/banyak", Check = Path + "/periksa", Act = Path + "/lakukan";

    private const string Pick = "pilih.";

    /// <summary>Which submissions a form or an address names, and which version of each was seen.</summary>
    public static IReadOnlyList<(string Id, int? Version)> Picked(IEnumerable<KeyValuePair<string, string>> values) =>
    [
        .. values.Where(v => v.Key.Length > Pick.Length && v.Key.StartsWith(Pick, StringComparison.Ordinal))
            .Select(v => (v.Key[Pick.Length..], int.TryParse(v.Value, out var version) && version > 0 ? (int?)version : null)),
    ];

    public static string PickName(string id) => Pick + id;

    /// <summary>Inputs that every form carries on.</summary>
    public IEnumerable<KeyValuePair<string, string>> Hidden()
    {
        if (Named)
            yield return new("agency", Agency);
        if (Trail.Query.Length > 0)
            yield return new("daftar", Trail.Query);
    }

    /// <summary>The page on which an action for these is chosen.</summary>
    public string Choose(IEnumerable<BulkCase> cases) => Path + QueryString.Create(
        [.. Hidden().Concat(cases.Select(c => new KeyValuePair<string, string>(PickName(c.Id), $"{c.Version}"))).Select(h => new KeyValuePair<string, string?>(h.Key, h.Value))]);
}
