using Kota.Functions.Submissions.Catalogue;
using Kota.Kernel.Outcomes;

namespace Kota.Functions.Submissions;

/// <summary>The rules by which a submission moves: pure, from definition, state and time to the next state and its events.</summary>
public sealed class Workflow
{
    /// <summary>The first state, with its clocks started.</summary>
    public Change Begin(ServiceDefinition definition, NewSubmission input, DateTimeOffset now) => throw new NotSupportedException();

    /// <summary>The state after an action, or why it may not be taken now.</summary>
    public Outcome<Change> Apply(ServiceDefinition definition, Submission submission, ActionRequest request, DateTimeOffset now) => throw new NotSupportedException();

    /// <summary>A comment: an event with no other change. The inputs are <c>text</c> and <c>public</c>.</summary>
    public Change Comment(Submission submission, ActionRequest request, DateTimeOffset now) => throw new NotSupportedException();

    /// <summary>What the rules do at once in the present state; null when nothing.</summary>
    public Change? Automate(ServiceDefinition definition, Submission submission, DateTimeOffset now) => throw new NotSupportedException();

    /// <summary>What passing time has done by now (escalations, timed actions); null when nothing.</summary>
    public Change? Elapse(ServiceDefinition definition, Submission submission, DateTimeOffset now) => throw new NotSupportedException();

    /// <summary>The actions that somebody in one of these capacities may take in the present state.</summary>
    public static IReadOnlyList<ActionDefinition> Allowed(ServiceDefinition definition, Submission submission, IReadOnlySet<Actor> capacities) => throw new NotSupportedException();

    /// <summary>When <see cref="Elapse"/> next has something to do; null when never.</summary>
    public static DateTimeOffset? NextDeadline(ServiceDefinition definition, Submission submission) => throw new NotSupportedException();
}
