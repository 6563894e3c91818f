using Kota.Kernel.Contracts;
using Kota.Kernel.Messaging;
using Kota.Kernel.Outbox;

namespace Kota.Functions.Submissions.Storage;

/// <summary>Inside the slice a message is a pointer: consumers read the head, so order and duplicates do not matter.</summary>
public sealed record SubmissionPointer(string Id, int Version)
{
    public const string Queue = "submission-changed";

    public const string Type = "submission.pointer.v1";
}

/// <summary>The messages of a change: the pointer to our own queue, the fact to the rest of the city.</summary>
internal static class SubmissionOutbox
{
    // A change has a handful of steps; the bound keeps the message within a row whatever a service's file allows.
    private const int MaxSteps = 50;

    public static List<OutboxRow> Rows(Change change, bool pointer, bool closed, DateTimeOffset now)
    {
        var submission = change.Submission;
        var last = change.Events[^1];
        var id = $"{submission.Id}.{submission.Version}";
        var partition = SubmissionRow.Partition(submission.Id);
        var fact = new SubmissionChanged(
            submission.Id, submission.Version, submission.Service, submission.Category, submission.Agency, submission.Place?.Kelurahan,
            last.Action, last.From, submission.State, submission.Due, submission.Level, submission.IsPublic, last.At,
            submission.Kind, submission.CreatedAt, submission.Handler, submission.Rating, submission.Resolution, closed, submission.Promised,
            [.. submission.Clocks.Select(c => new ClockFact(c.Code, c.DueAt, c.Level, c.DueAt is null))],
            [.. change.Events.TakeLast(MaxSteps).Select(e => new StepFact(e.Seq, e.Action, e.From, e.To, e.Agency, e.At))]);
        var rows = new List<OutboxRow>(2) { OutboxRow.For(partition, Destination.CityEvents, Message.Create(id, SubmissionChanged.Type, fact, now), now) };
        if (pointer)
        {
            var message = Message.Create(id, SubmissionPointer.Type, new SubmissionPointer(submission.Id, submission.Version), now);
            rows.Add(OutboxRow.For(partition, Destination.Queue(SubmissionPointer.Queue), message, now));
        }

        return rows;
    }
}
