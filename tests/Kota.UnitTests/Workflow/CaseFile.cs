using System.Text.Json;
using Kota.Functions.Submissions;
using Kota.Functions.Submissions.Catalogue;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Reference;
using Kota.Kernel.Time;
using WorkflowEngine = Kota.Functions.Submissions.Workflow;

namespace Kota.UnitTests.Workflow;

/// <summary>One submission taken through its service by hand, with the time that the test says.</summary>
internal sealed class CaseFile
{
    public static readonly WorkingCalendar Calendar = Holidays.Load(null).ToCalendar();

    private static readonly WorkflowEngine Engine = new(Calendar);

    private readonly ServiceDefinition service;

    private CaseFile(ServiceDefinition service, Change begun, DateTimeOffset now)
    {
        this.service = service;
        Now = now;
        Submission = begun.Submission;
        Events = [.. begun.Events];
    }

    public Submission Submission { get; private set; }

    public List<SubmissionEvent> Events { get; }

    public DateTimeOffset Now { get; set; }

    public SubmissionEvent Last => Events[^1];

    public DateTimeOffset? NextDeadline => WorkflowEngine.NextDeadline(service, Submission);

    public static CaseFile Begin(
        ServiceDefinition service, DateTimeOffset now, string? category = null, bool secret = false, bool anonymous = false, int photos = 0)
    {
        var fields = new Dictionary<string, JsonElement>();
        var input = new NewSubmission("SBT-0000-0000-0001-0", "reporter-1", category, null, anonymous, secret, fields, photos);
        return new CaseFile(service, Engine.Begin(service, input, now), now);
    }

    public Clock? Clock(string code) => Submission.Clocks.SingleOrDefault(c => c.Code == code);

    public Outcome<Change> Try(string action, Actor actor, object? inputs = null, int photos = 0) =>
        Engine.Apply(service, Submission, Request(action, actor, inputs, photos), Now);

    public CaseFile Do(string action, Actor actor, object? inputs = null, int photos = 0)
    {
        var outcome = Try(action, actor, inputs, photos);
        Assert.True(outcome.Failure is null, $"{action} by {actor} in {Submission.State}: {outcome.Failure?.Code}");
        return Keep(outcome.Value);
    }

    public CaseFile Comment(Actor actor, string text, int photos = 0) =>
        Keep(Engine.Comment(Submission, Request("", actor, new { text, @public = true }, photos), Now));

    public bool Automate() => Kept(Engine.Automate(service, Submission, Now));

    public bool Elapse() => Kept(Engine.Elapse(service, Submission, Now));

    public CaseFile ElapseAt(DateTimeOffset now)
    {
        Now = now;
        Elapse();
        return this;
    }

    public CaseFile At(DateTimeOffset now)
    {
        Now = now;
        return this;
    }

    public IEnumerable<(string Action, Actor By)> Allowed() =>
        Enum.GetValues<Actor>().SelectMany(actor =>
            WorkflowEngine.Allowed(service, Submission, new HashSet<Actor> { actor }).Select(a => (a.Code, actor)));

    private static ActionRequest Request(string action, Actor actor, object? inputs, int photos)
    {
        var members = JsonSerializer.SerializeToElement(inputs ?? new { }).EnumerateObject();
        return new ActionRequest(action, actor, $"{actor}-1", members.ToDictionary(p => p.Name, p => p.Value), photos);
    }

    private bool Kept(Change? change)
    {
        if (change is not null)
            Keep(change);
        return change is not null;
    }

    private CaseFile Keep(Change change)
    {
        Submission = change.Submission;
        Events.AddRange(change.Events);
        return this;
    }
}
