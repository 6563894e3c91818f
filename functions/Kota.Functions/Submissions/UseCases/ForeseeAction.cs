using Kota.Functions.Submissions.Catalogue;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Time;

namespace Kota.Functions.Submissions.UseCases;

/// <summary>What an action would make of a submission.</summary>
public sealed record Foreseen(Opened Opened, ActionDefinition Action, Change Change);

/// <summary>Says what an action would lead to, or why it would be refused; nothing is written.</summary>
public sealed class ForeseeAction(ReadSubmission read, ActionGate gate, Workflow workflow, MergeTarget merge, CityClock clock)
{
    public async Task<Outcome<Foreseen>> RunAsync(ActionWish wish, Visitor visitor, CancellationToken ct)
    {
        if (!(await read.RunAsync(wish.Id, visitor, ct)).Succeeded(out var opened, out var failure))
            return failure;
        if (!gate.InputOf(wish, opened).Succeeded(out var input, out failure) || !gate.Check(wish, input, opened, visitor).Succeeded(out var request, out failure))
            return failure;
        if (!workflow.Apply(opened.Definition, opened.Submission, request, clock.Now).Succeeded(out var change, out failure))
            return failure;
        return await merge.RefusalAsync(opened, change, visitor, ct) is { } refusal ? refusal
            : new Foreseen(opened, opened.Definition.Actions.First(a => a.Code == request.Action), change);
    }

    /// <summary>The same before any input is given, as far as it does not depend on them.</summary>
    public Foreseen WithoutInputs(Opened opened, ActionDefinition action, Actor capacity, string? subject) =>
        new(opened, action, workflow.Foresee(opened.Definition, opened.Submission, action, capacity, subject, clock.Now));
}
