using Azure;
using Azure.Data.Tables;
using Kota.Functions.Submissions.Storage;
using Kota.Functions.Submissions.UseCases;
using Kota.HostTests.BlackBox;
using Kota.Kernel.Tables;
using Kota.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Kota.HostTests.Engine;

/// <summary>Rows that crashes and races leave behind harm nobody, and the sweep of deadlines gets past them.</summary>
public sealed class SweepTests(AzuriteFixture azurite)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deadline_whose_submission_is_gone_is_removed_and_keeps_nothing_back()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        var orphan = Deadline(host, "SBT-0000-0000-0000-0");
        await Index(host).AddEntityAsync(orphan, Ct);
        await host.RunTimerAsync("EscalateOverdue");
        host.Clock.Advance(TimeSpan.FromHours(5));
        await host.RunTimerAsync("EscalateOverdue");

        Assert.Empty(await Index(host).QueryAsync<IndexRow>(r => r.PartitionKey == orphan.PartitionKey, cancellationToken: Ct).ToListAsync(Ct));
        Assert.Equal(IndexRow.HourOf(host.Clock.GetUtcNow().AddHours(-1)), await CursorAsync(host));
    }

    [Fact]
    public async Task A_submission_that_cannot_be_moved_does_not_keep_the_others_waiting()
    {
        await using var host = await KotaTestHost.StartAsync(azurite, new KotaTestHostOptions { AllowErrors = true });
        using var reporter = new Visitor(host.NewClient());
        var broken = await reporter.ReportAsync();
        var ticket = await reporter.ReportAsync();
        await host.DrainAsync();
        var heads = Tables(host).GetTableClient(SubmissionRow.Table);
        var damage = new TableEntity(SubmissionRow.Partition(broken.Id), SubmissionRow.Key(broken.Id)) { [nameof(SubmissionRow.Document)] = "{" };
        await heads.UpdateEntityAsync(damage, ETag.All, TableUpdateMode.Merge, Ct);

        host.Clock.Advance(TimeSpan.FromHours(25));
        await host.RunTimerAsync("EscalateOverdue");

        Assert.Contains((await reporter.TimelineAsync(ticket.Id)), s => s.GetProperty("action").GetProperty("code").GetString() == "escalate");
        Assert.Contains(host.Logs.Errors, e => e.EventId == 2002);
    }

    [Fact]
    public async Task A_lost_cursor_loses_no_deadline()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var reporter = new Visitor(host.NewClient());
        var ticket = await reporter.ReportAsync();
        await host.DrainAsync();
        await host.RunTimerAsync("EscalateOverdue");
        await Tables(host).GetTableClient(CursorRow.Table).DeleteEntityAsync(CursorRow.Partition, CursorRow.Key, cancellationToken: Ct);

        host.Clock.Advance(TimeSpan.FromDays(3));
        await host.RunTimerAsync("EscalateOverdue");

        Assert.Contains((await reporter.TimelineAsync(ticket.Id)), s => s.GetProperty("action").GetProperty("code").GetString() == "escalate");
    }

    [Fact]
    public async Task A_projection_of_an_older_state_neither_leaves_nor_takes_a_row()
    {
        await using var host = await KotaTestHost.StartAsync(azurite);
        using var reporter = new Visitor(host.NewClient());
        var ticket = await reporter.ReportAsync();
        var older = await host.Services.GetRequiredService<SubmissionStore>().FindAsync(ticket.Id, Ct);
        await host.DrainAsync();
        var before = await RowsAsync(host, ticket.Id);

        await host.Services.GetRequiredService<ProjectSubmission>().RunAsync(ticket.Id, older, Ct);

        Assert.Equal(before, await RowsAsync(host, ticket.Id));
    }

    [Fact]
    public async Task Storage_that_is_away_is_answered_as_such()
    {
        var faults = new Faults { Retries = 1 };
        await using var host = await KotaTestHost.StartAsync(azurite, new KotaTestHostOptions
        {
            AllowErrors = true,
            ConfigureServices = services => services.Replace(ServiceDescriptor.Singleton<StoragePipeline>(faults)),
        });
        using var reporter = new Visitor(host.NewClient());
        var ticket = await reporter.ReportAsync();
        faults.FailBefore(Azure.Core.RequestMethod.Get, SubmissionRow.Table, times: 2);

        using var response = await reporter.SendAsync(HttpMethod.Get, $"/api/v1/submissions/{ticket.Id}", null);

        await Visitor.ProblemAsync(response, 503, "storage-unavailable");
        Assert.NotNull(response.Headers.RetryAfter);
    }

    private static async Task<List<string>> RowsAsync(KotaTestHost host, string id) =>
        [.. (await Index(host).QueryAsync<IndexRow>(r => r.Id == id, cancellationToken: Ct).ToListAsync(Ct)).Select(r => $"{r.PartitionKey} {r.RowKey} {r.Version}").Order()];

    private static IndexRow Deadline(KotaTestHost host, string id)
    {
        var now = host.Clock.GetUtcNow();
        return new IndexRow { PartitionKey = IndexRow.DeadlinePartition(now), RowKey = IndexRow.DeadlineKey(id), Id = id, Version = 1, Deadline = now };
    }

    private static async Task<string> CursorAsync(KotaTestHost host)
    {
        CursorRow row = await Tables(host).GetTableClient(CursorRow.Table).GetEntityAsync<CursorRow>(CursorRow.Partition, CursorRow.Key, cancellationToken: Ct);
        return IndexRow.HourOf(row.Hour);
    }

    private static TableClient Index(KotaTestHost host) => Tables(host).GetTableClient(IndexRow.Table);

    private static TableServiceClient Tables(KotaTestHost host) => new(host.StorageConnection);
}
