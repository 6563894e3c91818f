using Kota.Functions.Submissions;
using Kota.Functions.Submissions.Intake;
using Kota.Functions.Submissions.Many;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Security;
using Kota.Portal.Forms;
using Kota.Portal.Pages;
using Kota.Portal.Rendering;
using Microsoft.AspNetCore.Http;

namespace Kota.Portal.Screens;

/// <summary>One action on many submissions: choosing it, seeing what follows for each, and taking it.</summary>
public sealed class BulkScreen(ActOnMany act, BulkForms forms, PageFrame frame)
{
    private const string Back = "kembali";

    public Task<IResult> ChooseAsync(HttpRequest request, CancellationToken ct)
    {
        var values = request.Query.Select(q => new KeyValuePair<string, string>(q.Key, q.Value.ToString())).ToList();
        return PlaceOf(request, values).Succeeded(out var place, out var failure)
            ? DrawAsync(request, place, BulkPlace.Picked(values), null, ct)
            : Task.FromResult(frame.Failed(request, failure));
    }

    /// <summary>What would follow for each, to be confirmed; or the form again, when what was typed is wrong for all or a template is asked for.</summary>
    public async Task<IResult> CheckAsync(HttpRequest request, CancellationToken ct)
    {
        if (!(await ReadAsync(request, ct)).Succeeded(out var sent, out var failure))
            return frame.Failed(request, failure);
        var (form, place, wish) = sent;
        if (form.Template is not null || form.Values.ContainsKey(Back))
            return await DrawAsync(request, place, wish.Submissions, Draft.Again(form.Values.GetValueOrDefault("action", ""), form), ct, form.Template);
        if (!(await act.ForeseeAsync(wish, new Visitor(request.Caller()), ct)).Succeeded(out var foreseen, out failure))
            return await AgainAsync(request, sent, failure, ct);
        var wrong = foreseen.Where(f => f.Id != forms.TargetOf(form)).ToList();
        if (wrong.Count > 0 && wrong.TrueForAll(f => f.Outcome.Failure is { Kind: FailureKind.Invalid }))
            return await AgainAsync(request, sent, wrong[0].Outcome.Failure!, ct);
        var review = await forms.ReviewAsync(place, form, foreseen, new Words(request.Language()), request.Caller(), ct);
        return frame.Show<BulkConfirmPage, BulkReview>(request, review);
    }

    /// <summary>Takes the action. Sent again, the same form gives the same answer and does nothing twice.</summary>
    public async Task<IResult> ActAsync(HttpRequest request, CancellationToken ct)
    {
        if (!(await ReadAsync(request, ct)).Succeeded(out var sent, out var failure))
            return frame.Failed(request, failure);
        if (!(await act.RunAsync(sent.Wish, new Visitor(request.Caller()), ct)).Succeeded(out var outcomes, out failure))
            return await AgainAsync(request, sent, failure, ct);
        var review = await forms.OutcomeAsync(sent.Place, sent.Form, outcomes, new Words(request.Language()), request.Caller(), ct);
        return frame.Show<BulkDonePage, BulkReview>(request, review);
    }

    private Task<IResult> AgainAsync(HttpRequest request, Sent sent, Failure failure, CancellationToken ct) => failure.Kind is FailureKind.Invalid
        ? DrawAsync(request, sent.Place, sent.Wish.Submissions, Draft.Refused(sent.Form.Values.GetValueOrDefault("action", ""), sent.Form, failure, request.Language()), ct)
        : Task.FromResult(frame.Failed(request, failure));

    private async Task<IResult> DrawAsync(
        HttpRequest request, BulkPlace place, IReadOnlyList<(string Id, int? Version)> picked, Draft? draft, CancellationToken ct, string? template = null)
    {
        var t = new Words(request.Language());
        var problem = picked.Count == 0 ? t["bulk-nothing"] : picked.Count > ActOnMany.Most ? t.Of("bulk-too-many", ActOnMany.Most, picked.Count) : null;
        var model = problem is not null ? new BulkModel(place, [], [], problem) : await forms.ChoiceAsync(place, picked, draft, template, t, request.Caller(), ct);
        return frame.Show<BulkPage, BulkModel>(request, model, problem is not null || draft is { Errors.Count: > 0 } ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }

    private async Task<Outcome<Sent>> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (!(await PageForm.ReadAsync(request, ct)).Succeeded(out var form, out var failure))
            return failure;
        if (!PlaceOf(request, form.Values).Succeeded(out var place, out failure))
            return failure;
        var asked = form.Values.Where(v => v.Key == "action" || v.Key.StartsWith("inputs.", StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);
        return new Sent(form, place, new ManyWish(place.Agency, new Incoming(null, asked, []), BulkPlace.Picked(form.Values), form.Key));
    }

    private static Outcome<BulkPlace> PlaceOf(HttpRequest request, IEnumerable<KeyValuePair<string, string>> values)
    {
        var (caller, given) = (request.Caller(), values.ToLookup(v => v.Key, v => v.Value));
        if (InboxScreen.AgencyOf(given["agency"].FirstOrDefault() ?? "", caller) is not { } agency)
            return Require.SignedIn(caller) ?? Failure.Forbidden();
        return new BulkPlace(agency, caller.Is(Role.CityAdmin), InboxTrail.Read(given["daftar"].FirstOrDefault()));
    }

    private sealed record Sent(PageForm Form, BulkPlace Place, ManyWish Wish);
}
