using Kota.Functions.Submissions;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.UseCases;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Security;
using Kota.Portal.Forms;
using Kota.Portal.Pages;
using Kota.Portal.Rendering;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Kota.Portal.Screens;

/// <summary>One submission: reading it, taking its actions, commenting. The same for both faces.</summary>
public sealed class CaseScreen(
    ReadSubmission read, TakeAction take, AddComment comment, CaseModels models, CaseTrails trails, TrackingCookie tracking, PageFrame frame)
{
    private const string Saved = "tersimpan";

    public Task<IResult> ShowAsync(HttpRequest request, string id, CaseFace face, CancellationToken ct) =>
        DrawAsync(request, id, face, null, null, ct);

    public async Task<IResult> ActAsync(HttpRequest request, string id, CaseFace face, CancellationToken ct)
    {
        if (!(await PageForm.ReadAsync(request, ct)).Succeeded(out var form, out var failure))
            return frame.Failed(request, failure);
        if (form.Template is not null)
            return await DrawAsync(request, id, face, Draft.Again(form.Values.GetValueOrDefault("action", ""), form), null, ct, form.Template);
        var taken = await take.RunAsync(new ActionWish(id, form.Incoming, form.Version, form.Key), tracking.Visitor(request), ct);
        if (taken.Succeeded(out var done, out failure))
            return new SeeOther(After(request, done.Opened, face));
        return await AgainAsync(request, id, face, form.Values.GetValueOrDefault("action", ""), form, failure, ct);
    }

    public async Task<IResult> CommentAsync(HttpRequest request, string id, CaseFace face, CancellationToken ct)
    {
        if (!(await PageForm.ReadAsync(request, ct)).Succeeded(out var form, out var failure))
            return frame.Failed(request, failure);
        var said = await comment.RunAsync(new CommentWish(id, form.Incoming, PhotosNeeded: false, form.Key), tracking.Visitor(request), ct);
        if (said.Succeeded(out var opened, out failure))
            return new SeeOther(After(request, opened, face));
        return await AgainAsync(request, id, face, CaseModels.CommentForm, form, failure, ct);
    }

    private Task<IResult> AgainAsync(
        HttpRequest request, string id, CaseFace face, string name, PageForm form, Failure failure, CancellationToken ct) =>
        failure.Kind is FailureKind.Invalid or FailureKind.Conflict or FailureKind.Stale or FailureKind.KeyReused
            or FailureKind.PreconditionRequired or FailureKind.TooLarge
            ? DrawAsync(request, id, face, Draft.Refused(name, form, failure, request.Language()), failure, ct)
            : Task.FromResult(frame.Failed(request, failure));

    private async Task<IResult> DrawAsync(
        HttpRequest request, string id, CaseFace face, Draft? draft, Failure? because, CancellationToken ct, string? template = null)
    {
        var t = new Words(request.Language());
        if (!(await read.RunAsync(id, tracking.Visitor(request), ct)).Succeeded(out var opened, out var failure))
            return frame.Failed(request, failure);
        if (face == CaseFace.Public)
        {
            // Whoever follows the link sees what they may pass on.
            if (!opened.Submission.IsPublic)
                return frame.Failed(request, Failure.NotFound("unknown-submission"));
            opened = opened with { Capacities = new HashSet<Actor>() };
        }

        if (face == CaseFace.Officer && !opened.Capacities.Overlaps([Actor.Officer, Actor.CityAdmin]))
            return frame.Failed(request, Require.SignedIn(request.Caller()) ?? Failure.Forbidden());
        if (face == CaseFace.Officer && draft is null)
        {
            // For the page that asks now and then whether somebody else has changed it.
            var tag = CaseModel.TagOf(opened.Submission.Id, opened.Submission.Version, t);
            request.HttpContext.Response.Headers.ETag = tag;
            if (request.GetTypedHeaders().IfNoneMatch.Any(seen => seen.Tag == tag))
                return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        var model = await models.BuildAsync(opened, face, t, draft, template, request.Caller().Subject, ct);
        if (face == CaseFace.Officer && InboxTrail.Of(request) is var trail)
            model = model with { Trail = trail, Neighbours = await trails.FindAsync(trail, opened.Submission.Id, request.Caller(), t, ct) };
        model = model with { Stale = because?.Kind == FailureKind.Stale, Saved = request.Query["kabar"] == Saved };
        return frame.Show<CasePage, CaseModel>(request, model, because is null ? StatusCodes.Status200OK : Problems.StatusOf(because.Kind));
    }

    // An action can give the turn to another agency, and with it the right to see the case page.
    private static string After(HttpRequest request, Opened opened, CaseFace face)
    {
        var (id, caller) = (opened.Submission.Id, request.Caller());
        if (face == CaseFace.Citizen)
            return $"/lacak/{id}?kabar={Saved}";
        var stays = caller.WorksFor(opened.Submission.Agency) || caller.Is(Role.CityAdmin);
        var trail = InboxTrail.Of(request);
        return QueryHelpers.AddQueryString(stays ? trail.To("/kelola/kasus/" + id) : trail.Back, "kabar", Saved);
    }
}
