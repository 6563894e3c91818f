using Kota.Functions.Submissions.Catalogue;
using Kota.Kernel.Outcomes;

namespace Kota.Functions.Submissions.UseCases;

/// <summary>Whether a submission may be merged into another.</summary>
public sealed class MergeTarget(ReadSubmission read)
{
    /// <summary>Why not; null when it may, or when the change merges nothing.</summary>
    public async Task<Failure?> RefusalAsync(Opened opened, Change change, Visitor visitor, CancellationToken ct)
    {
        if (change.Submission.MergedInto is not { } target || target == opened.Submission.MergedInto)
            return null;
        var pointer = $"/inputs/{opened.Definition.Actions.First(a => a.Code == change.Events[^1].Action).Effects.First(e => e.Kind == EffectKind.MergeInto).Input}";
        if (target == opened.Submission.Id)
            return Failure.Invalid(pointer, "merge-with-itself");
        if (!(await read.RunAsync(target, visitor with { Pin = null }, ct)).Succeeded(out var there, out _))
            return Failure.Invalid(pointer, "unknown-submission");
        var s = there.Submission;

        // Into a hidden one its people could not follow, and would learn that it exists.
        return s.Service != opened.Submission.Service ? Failure.Invalid(pointer, "merge-other-service")
            : !s.IsPublic ? Failure.Invalid(pointer, "merge-hidden")
            : there.Definition.State(s.State).Status == StateStatus.Closed ? Failure.Invalid(pointer, "merge-closed")
            : null;
    }
}
