using System.Globalization;
using System.Text.Json.Nodes;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Kota.Portal.Forms;
using Kota.Portal.Pages.Admin;
using Kota.Portal.Rendering;
using Microsoft.AspNetCore.Http;

namespace Kota.Portal.Screens.Admin;

/// <summary>What the screens of single things have in common: drawing a form again, and reading numbers and choices of it.</summary>
internal static class EditScreen
{
    /// <summary>Where a form comes back to when it was saved.</summary>
    public static IResult SavedAt(string path) => new SeeOther(path + "?kabar=tersimpan");

    /// <summary>Whether the form is to be drawn again with what is wrong with it.</summary>
    public static bool IsMendable(Failure failure) =>
        failure.Kind is FailureKind.Invalid or FailureKind.Stale or FailureKind.TooLarge or FailureKind.PreconditionRequired or FailureKind.Conflict;

    /// <summary>
    /// The version that the form which comes back is over: the newest only when the reader is told that it is another than they saw. A form with
    /// an error that came back over the newest would be saved over somebody's change unseen.
    /// </summary>
    public static int VersionAfter(Failure failure, EditForm sent, int newest) =>
        failure.Kind is FailureKind.Stale or FailureKind.PreconditionRequired ? newest : sent.Version ?? newest;

    public static IResult Draw(PageFrame frame, HttpRequest request, EditModel model, Failure? failure = null) => frame.Show<EditPage, EditModel>(
        request,
        model with { Saved = request.Query.ContainsKey("kabar") && failure is null, Stale = failure?.Kind == FailureKind.Stale },
        failure is null ? StatusCodes.Status200OK : Problems.StatusOf(failure.Kind));

    /// <summary>The form's values with the failure's errors; of one that is stale only that is said.</summary>
    public static Draft Refused(string form, EditForm sent, Failure failure, CultureInfo language) =>
        new(form, sent.Values, failure.Kind == FailureKind.Stale ? [] : Draft.ErrorsOf(failure, language), "");

    /// <summary>A number as JSON; the text itself where it is none, so that the use case refuses it; null where nothing was typed.</summary>
    public static JsonNode? Number(string text) =>
        text.Length == 0 ? null
        : decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number)
        : JsonValue.Create(text);

    public static JsonNode? Text(string text) => text.Length == 0 ? null : JsonValue.Create(text);

    public static IReadOnlyList<(string Path, string Name)> Crumbs(Words t, params (string Path, string Name)[] more) =>
        [("/kelola", t["inbox-title"]), ("/kelola/pengaturan", t["admin-title"]), .. more];
}
