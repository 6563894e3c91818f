using Kota.Functions.Submissions;
using Kota.Functions.Submissions.UseCases;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Kota.Portal.Forms;
using Kota.Portal.Pages;
using Kota.Portal.Rendering;
using Microsoft.AspNetCore.Http;

namespace Kota.Portal.Screens;

public sealed record TrackModel(Draft Draft);

/// <summary>Finding a submission by its id, and with its PIN all of it.</summary>
public sealed class TrackScreen(ReadSubmission read, TrackingCookie tracking, PageFrame frame)
{
    public const string IdInput = "id", PinInput = "pin";

    private const string Form = "lacak";

    public static Draft Blank(string? id) => Draft.Blank(Form) with { Values = new Dictionary<string, string> { [IdInput] = id ?? "" } };

    public IResult Show(HttpRequest request) => frame.Show<TrackPage, TrackModel>(request, new TrackModel(Blank(request.Query[IdInput])));

    public async Task<IResult> FindAsync(HttpRequest request, CancellationToken ct)
    {
        if (!(await FormBody.ReadAsync(request, ct)).Succeeded(out var form, out var failure))
            return frame.Failed(request, failure);
        var (id, pin) = (form[IdInput].ToString().Trim(), form[PinInput].ToString().Trim());
        if (id.Length == 0)
            return Again(request, id, Failure.Invalid("/id", "required"));
        var visitor = tracking.Visitor(request) with { Pin = pin.Length == 0 ? null : pin };
        if (!(await read.RunAsync(id, visitor, ct)).Succeeded(out var opened, out failure))
            return Again(request, id, failure);
        if (pin.Length > 0)
            tracking.Set(request.HttpContext.Response, opened.Submission.Id);
        return new SeeOther($"/lacak/{opened.Submission.Id}");
    }

    private IResult Again(HttpRequest request, string id, Failure failure)
    {
        var problem = Problems.Describe(failure, request.Language());
        var input = failure.Kind is FailureKind.Unauthenticated or FailureKind.TooMany ? PinInput : IdInput;
        var draft = Blank(id) with { Errors = [new FormError(input, problem.Errors is [var first, ..] ? first.Message : problem.Title)] };
        return frame.Show<TrackPage, TrackModel>(request, new TrackModel(draft), problem.Status);
    }
}
