using System.Diagnostics;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Kota.EmbeddedHost;
using Kota.Functions.Reports;
using Kota.Functions.Reports.Storage;
using Kota.Functions.Submissions;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Storage;
using Kota.Kernel.Contracts;
using Kota.Kernel.Messaging;
using Kota.Kernel.Outbox;
using Kota.Kernel.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace Kota.Benchmarks.Floor;

/// <summary>
/// The rows and the message of one submission, made once by the product itself and then copied under other ids: what the floor
/// writes is as large as what the host writes, and costs nothing to make.
/// </summary>
internal sealed class RowTemplate
{
    private readonly string id;
    private readonly SubmissionRow received;
    private readonly SubmissionRow forwarded;
    private readonly EventRow firstEvent;
    private readonly EventRow secondEvent;
    private readonly IReadOnlyList<OutboxRow> firstOutbox;
    private readonly OutboxRow secondOutbox;
    private readonly IReadOnlyList<IndexRow> index;
    private readonly ReportCaseRow firstCase;
    private readonly ReportCaseRow secondCase;
    private readonly DateTimeOffset createdAt;
    private readonly string projected;

    private RowTemplate(ServiceDefinition definition, Change first, Change second, DateTimeOffset now)
    {
        var writeId = Ulid.NewUlid().ToString();
        id = first.Submission.Id;
        createdAt = first.Submission.CreatedAt;
        received = SubmissionRow.For(first.Submission, writeId);
        received.BodyHash = new string('a', 64);
        received.PinHash = new byte[32];
        received.FirstDue = first.Submission.Due;
        forwarded = received.With(second.Submission, writeId);
        firstEvent = EventRow.For(id, first.Events[0], writeId);
        secondEvent = EventRow.For(id, second.Events[0], writeId);
        firstOutbox = SubmissionOutbox.Rows(first, pointer: true, closed: false, now);
        secondOutbox = SubmissionOutbox.Rows(second, pointer: false, closed: false, now)[0];
        index = IndexRow.Of(definition, new Stored(second.Submission, forwarded), now);
        Pointer = new TextTemplate(BodyTo(DestinationKind.Queue), id);
        FirstFact = new TextTemplate(BodyTo(DestinationKind.Topic), id);
        SecondFact = new TextTemplate(secondOutbox.Body, id);
        var noted = ReportCase.Of(FactIn(BodyTo(DestinationKind.Topic)));
        firstCase = ReportCaseRow.For(noted);
        secondCase = ReportCaseRow.For(noted.With(FactIn(secondOutbox.Body)));
        firstCase.WriteId = secondCase.WriteId = writeId;
        projected = StoredJson.Write(index.Select(r => new WrittenKey(r.PartitionKey, r.RowKey, "W/\"datetime'2026-02-03T02%3A00%3A00.0000000Z'\"")));

        string BodyTo(DestinationKind kind) => firstOutbox.Single(r => Destination.Parse(r.Destination).Kind == kind).Body;
    }

    /// <summary>The message of a submission to its own slice.</summary>
    public TextTemplate Pointer { get; }

    /// <summary>What the city hears of a submission.</summary>
    public TextTemplate FirstFact { get; }

    /// <summary>What the city hears of its forwarding.</summary>
    public TextTemplate SecondFact { get; }

    /// <summary>Asks the product's workflow for a submission and for what its rules make of it. Nothing of the host runs afterwards.</summary>
    public static async Task<RowTemplate> MakeAsync(string storage)
    {
        await using var app = EmbeddedHostBuilder.Build(new EmbeddedHostOptions { StorageConnection = storage, RunTriggers = false });
        var definition = app.Services.GetRequiredService<ServiceCatalogue>().Get(Report.Service);
        var workflow = app.Services.GetRequiredService<Workflow>();
        var now = TimeProvider.System.GetUtcNow();
        // Messages carry the trace of their request.
        using var trace = new Activity("floor").Start();
        var fields = Report.Fields.ToDictionary(f => f.Key, f => JsonSerializer.SerializeToElement(f.Value));
        var place = new Place(Report.Kelurahan, Report.Rw, null, null);
        var first = workflow.Begin(definition, new NewSubmission(FloorWorker.NewId(), null, Report.Category, place, false, false, fields, 0), now);
        return new RowTemplate(definition, first, workflow.Automate(definition, first.Submission, now)!, now);
    }

    public SubmissionRow Received(string of) => Copy(received, of, default);

    public SubmissionRow Forwarded(string of, ETag seen) => Copy(forwarded, of, seen);

    public EventRow FirstEvent(string of) => Copy(firstEvent, of, 1);

    public EventRow SecondEvent(string of) => Copy(secondEvent, of, 2);

    public IReadOnlyList<OutboxRow> FirstOutbox(string of) => [.. firstOutbox.Select(r => Copy(r, of))];

    public OutboxRow SecondOutbox(string of) => Copy(secondOutbox, of);

    /// <summary>The case of a submission as reports see it after one fact.</summary>
    public ReportCaseRow FirstCase(string of) => Copy(firstCase, of);

    /// <summary>The case after both.</summary>
    public ReportCaseRow SecondCase(string of) => Copy(secondCase, of);

    public IReadOnlyList<IndexRow> Index(string of) => [.. index.Select(r => new IndexRow
    {
        PartitionKey = r.PartitionKey,
        RowKey = r.RowKey.Replace(id, of, StringComparison.Ordinal),
        Id = of,
        Version = r.Version,
        Service = r.Service,
        Title = r.Title,
        State = r.State,
        Agency = r.Agency,
        Category = r.Category,
        Kelurahan = r.Kelurahan,
        Rw = r.Rw,
        Description = r.Description,
        Closed = r.Closed,
        Due = r.Due,
        Level = r.Level,
        CreatedAt = r.CreatedAt,
        ChangedAt = r.ChangedAt,
        Deadline = r.Deadline,
    })];

    public TableEntity Mark(string of) => new(SubmissionRow.Partition(of), SubmissionRow.Key(of))
    {
        [nameof(SubmissionRow.ProjectedVersion)] = forwarded.Version,
        [nameof(SubmissionRow.Projected)] = projected,
    };

    private static SubmissionChanged FactIn(string body) => Message.Payload<SubmissionChanged>(Message.Read(body));

    private static SubmissionRow Copy(SubmissionRow row, string of, ETag seen) => new()
    {
        PartitionKey = SubmissionRow.Partition(of),
        RowKey = SubmissionRow.Key(of),
        ETag = seen,
        Version = row.Version,
        Document = row.Document,
        PinHash = row.PinHash,
        BodyHash = row.BodyHash,
        WriteId = row.WriteId,
        FirstDue = row.FirstDue,
        ProjectedVersion = row.ProjectedVersion,
        Projected = row.Projected,
    };

    private static EventRow Copy(EventRow row, string of, int seq) =>
        new() { PartitionKey = SubmissionRow.Partition(of), RowKey = EventRow.Key(of, seq), Document = row.Document, WriteId = row.WriteId };

    private ReportCaseRow Copy(ReportCaseRow row, string of) => new()
    {
        PartitionKey = ReportCaseRow.FiledUnder(Report.Service, createdAt, of),
        RowKey = ReportCaseRow.Key(of),
        WriteId = row.WriteId,
        Document = row.Document,
        ClosedAt = row.ClosedAt,
        LastAt = row.LastAt,
    };

    private static OutboxRow Copy(OutboxRow row, string of) => new()
    {
        PartitionKey = SubmissionRow.Partition(of),
        RowKey = OutboxRow.Key(DateTimeOffset.UtcNow),
        Destination = row.Destination,
        MessageId = row.MessageId,
        Body = row.Body,
    };
}
