using Azure;
using Azure.Core;
using Kota.Kernel.Messaging;
using Kota.Kernel.Outbox;
using Kota.TestKit;

namespace Kota.StorageTests.Kernel;

public sealed class OutboxTests(AzuriteFixture azurite)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_relay_sends_a_committed_message_and_removes_its_row()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        var row = await kernel.CommitAsync("one");

        await kernel.Get<OutboxRelay>().RelayAsync(kernel.Table, [row]);

        var message = Message.Read(Assert.Single(await kernel.DrainAsync()));
        Assert.Equal(("one|1", "one"), (message.Id, Message.Payload<TestKernel.Thing>(message).Id));
        Assert.Empty(await kernel.OutboxAsync());
    }

    [Fact]
    public async Task A_process_killed_between_commit_and_send_loses_nothing()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        await kernel.CommitAsync("killed");
        var sweeper = kernel.Get<OutboxSweeper>();

        kernel.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(0, await sweeper.SweepAsync(Ct));
        Assert.Equal(TimeSpan.FromSeconds(29), await sweeper.OldestAsync(Ct));

        kernel.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, await sweeper.SweepAsync(Ct));
        Assert.Equal(0, await sweeper.SweepAsync(Ct));
        Assert.Single(await kernel.DrainAsync());
        Assert.Null(await sweeper.OldestAsync(Ct));
    }

    [Fact]
    public async Task A_send_whose_response_is_lost_is_left_to_the_sweeper_and_arrives_at_least_once()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount(), new Faults { Retries = 0 });
        var row = await kernel.CommitAsync("lost");
        kernel.Faults.LoseResponse(RequestMethod.Post, $"/{TestKernel.Queue}/messages");

        await kernel.Get<OutboxRelay>().RelayAsync(kernel.Table, [row]);
        Assert.Equal(1, kernel.Faults.Fired);
        Assert.Single(await kernel.OutboxAsync());

        kernel.Time.Advance(OutboxSweeper.Grace + TimeSpan.FromSeconds(1));
        Assert.Equal(1, await kernel.Get<OutboxSweeper>().SweepAsync(Ct));
        Assert.Empty(await kernel.OutboxAsync());
        Assert.Equal(["lost|1", "lost|1"], (await kernel.DrainAsync()).Select(t => Message.Read(t).Id));
    }

    [Fact]
    public async Task A_delete_whose_response_is_lost_is_no_failure()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        OutboxRow[] rows = [await kernel.CommitAsync("gone")];
        kernel.Faults.LoseResponse(RequestMethod.Delete, TestKernel.Changes);

        await kernel.Get<OutboxRelay>().RelayAsync(kernel.Table, rows);

        Assert.Equal(1, kernel.Faults.Fired);
        Assert.Empty(await kernel.OutboxAsync());
        Assert.Single(await kernel.DrainAsync());
        Assert.DoesNotContain(kernel.Logs.Lines, l => l.EventId == 1101);
    }

    [Fact]
    public async Task Rows_that_another_sweeper_took_do_not_keep_the_others()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        var ids = Enumerable.Range(0, 40).Select(n => $"id{n}").GroupBy(Kota.Kernel.Tables.Bucket.Of).First(g => g.Count() > 2).Take(3).ToList();
        var rows = new List<OutboxRow>();
        foreach (var id in ids)
            rows.Add(await kernel.CommitAsync(id));
        await kernel.Table.DeleteEntityAsync(rows[1].PartitionKey, rows[1].RowKey, ETag.All, Ct);

        await kernel.Get<OutboxRelay>().RelayAsync(kernel.Table, rows);

        Assert.Empty(await kernel.OutboxAsync());
    }

    [Fact]
    public async Task A_broker_that_is_away_never_fails_the_change()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount(), new Faults { Retries = 0 });
        var row = await kernel.CommitAsync("away");
        kernel.Faults.FailBefore(RequestMethod.Post, "/messages", times: 2);
        kernel.ExpectsErrors = true;

        await kernel.Get<OutboxRelay>().RelayAsync(kernel.Table, [row]);
        kernel.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, await kernel.Get<OutboxSweeper>().SweepAsync(Ct));
        Assert.Single(await kernel.OutboxAsync());

        Assert.Equal(1, await kernel.Get<OutboxSweeper>().SweepAsync(Ct));
        Assert.Single(await kernel.DrainAsync());
    }

    [Fact]
    public async Task A_hanging_broker_is_given_two_seconds()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        var row = await kernel.CommitAsync("slow");
        var hold = kernel.Faults.Hold(RequestMethod.Post, "/messages");

        var relay = kernel.Get<OutboxRelay>().RelayAsync(kernel.Table, [row]);
        await Eventually.TrueAsync(() => kernel.Faults.Fired == 1, "the fault has struck");
        Assert.False(relay.IsCompleted);
        kernel.Time.Advance(TimeSpan.FromSeconds(2));
        await relay.WaitAsync(TimeSpan.FromSeconds(10), Ct);
        hold.SetResult();

        Assert.Single(await kernel.OutboxAsync());
    }

    [Fact]
    public async Task One_message_that_is_refused_does_not_hold_up_the_others()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        kernel.ExpectsErrors = true;
        var ids = Enumerable.Range(0, 60).Select(n => $"id{n}").GroupBy(Kota.Kernel.Tables.Bucket.Of).First(g => g.Count() > 2).Take(3).ToList();
        await kernel.CommitAsync(ids[0]);
        var refused = await kernel.CommitAsync(ids[1], Destination.Queue("no-such-queue"));
        await kernel.CommitAsync(ids[2]);

        kernel.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, await kernel.Get<OutboxSweeper>().SweepAsync(Ct));

        Assert.Equal(refused.RowKey, Assert.Single(await kernel.OutboxAsync()).RowKey);
        Assert.Equal(2, (await kernel.DrainAsync()).Count);
        Assert.Contains(kernel.Logs.Errors, l => l.EventId == 1112);
    }

    [Fact]
    public async Task A_destination_that_is_away_does_not_hold_up_the_pages_behind_it()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        kernel.ExpectsErrors = true;
        for (var n = 0; n < 61; n++)
        {
            var message = Message.Create($"m{n}", "thing.changed.v1", new TestKernel.Thing($"m{n}"), kernel.Time.GetUtcNow());
            var to = Destination.Queue(n < 60 ? "no-such-queue" : TestKernel.Queue);
            await kernel.Table.AddEntityAsync(OutboxRow.For("b03", to, message, kernel.Time.GetUtcNow()), Ct);
            kernel.Time.Advance(TimeSpan.FromMilliseconds(5));
        }

        kernel.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await kernel.Get<OutboxSweeper>().SweepAsync(Ct));
        Assert.Equal("m60", Message.Read(Assert.Single(await kernel.DrainAsync())).Id);
        Assert.Equal(60, (await kernel.OutboxAsync()).Count);
    }

    [Fact]
    public async Task A_page_of_rows_and_the_pages_after_it_are_all_swept()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        for (var n = 0; n < 130; n++)
        {
            var message = Message.Create($"m{n}", "thing.changed.v1", new TestKernel.Thing($"m{n}"), kernel.Time.GetUtcNow());
            await kernel.Table.AddEntityAsync(OutboxRow.For("b03", Destination.Queue(TestKernel.Queue), message, kernel.Time.GetUtcNow()), Ct);
        }

        kernel.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(130, await kernel.Get<OutboxSweeper>().SweepAsync(Ct));
        Assert.Empty(await kernel.OutboxAsync());
        Assert.Equal(130, (await kernel.DrainAsync()).Select(t => Message.Read(t).Id).Distinct().Count());
    }
}
