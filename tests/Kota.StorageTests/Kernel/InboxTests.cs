using Azure.Core;
using Azure.Data.Tables;
using Kota.Kernel.Inbox;
using Kota.Kernel.Tables;
using Kota.TestKit;

namespace Kota.StorageTests.Kernel;

public sealed class InboxTests(AzuriteFixture azurite)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Twice_delivered_once_effected_for_each_consumer()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        var effects = new Effects();
        var inbox = kernel.Get<InboxGuard>();

        Assert.True(await inbox.RunAsync("mail", "m|1", effects.Make, Ct));
        Assert.False(await inbox.RunAsync("mail", "m|1", effects.Make, Ct));
        Assert.True(await inbox.RunAsync("hook", "m|1", effects.Make, Ct));

        Assert.Equal(["m|1", "m|1"], effects.Keys);
    }

    [Fact]
    public async Task Out_of_order_and_repeated_deliveries_are_each_effected_once()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        var effects = new Effects();
        int[] deliveries = [3, 1, 3, 2, 2, 5, 4, 1, 5];

        foreach (var n in deliveries)
            await kernel.Get<InboxGuard>().RunAsync("mail", $"SBT-0000-{n}", effects.Make, Ct);

        Assert.Equal(["SBT-0000-3", "SBT-0000-1", "SBT-0000-2", "SBT-0000-5", "SBT-0000-4"], effects.Keys);
    }

    [Fact]
    public async Task While_one_works_another_is_sent_back_to_the_queue()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        var inbox = kernel.Get<InboxGuard>();
        var working = new TaskCompletionSource();
        var first = inbox.RunAsync("mail", "m1", (_, _) => working.Task, Ct);
        await Eventually.TrueAsync(async () => await RowAsync(kernel, "mail", "m1") is not null, "the claim is written");

        await Assert.ThrowsAsync<MessageClaimedException>(() => inbox.RunAsync("mail", "m1", (_, _) => Task.CompletedTask, Ct));
        working.SetResult();

        Assert.True(await first);
        Assert.False(await inbox.RunAsync("mail", "m1", (_, _) => Task.CompletedTask, Ct));
    }

    [Fact]
    public async Task Many_at_the_same_moment_make_one_effect()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        var effects = new Effects();

        var runs = await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
        {
            try
            {
                return await kernel.Get<InboxGuard>().RunAsync("mail", "m1", effects.Make, Ct);
            }
            catch (MessageClaimedException)
            {
                return false;
            }
        }));

        Assert.Single(runs, ran => ran);
        Assert.Single(effects.Keys);
    }

    [Fact]
    public async Task A_crash_between_effect_and_mark_repeats_the_effect_with_the_same_key_after_the_lease()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount(), new Faults { Retries = 0 });
        var effects = new Effects();
        var inbox = kernel.Get<InboxGuard>();
        kernel.Faults.FailBefore(RequestMethod.Put, InboxRow.TableName);

        await Assert.ThrowsAnyAsync<Exception>(() => inbox.RunAsync("mail", "m1", effects.Make, Ct));
        Assert.Equal(1, kernel.Faults.Fired);
        await Assert.ThrowsAsync<MessageClaimedException>(() => inbox.RunAsync("mail", "m1", effects.Make, Ct));

        kernel.Time.Advance(InboxGuard.Lease + TimeSpan.FromSeconds(1));
        Assert.True(await inbox.RunAsync("mail", "m1", effects.Make, Ct));
        Assert.Equal(["m1", "m1"], effects.Keys);
        Assert.Equal(2, (await RowAsync(kernel, "mail", "m1"))!.Claims);
        Assert.False(await inbox.RunAsync("mail", "m1", effects.Make, Ct));
    }

    [Fact]
    public async Task Of_two_that_take_over_an_expired_claim_one_wins()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        await kernel.Storage.Table(InboxRow.TableName).TryInsertAsync(InboxRow.For("mail", "m1", TestKernel.Start), Ct);
        kernel.Time.Advance(TimeSpan.FromSeconds(1));
        var inbox = kernel.Get<InboxGuard>();
        var effects = new Effects();
        var hold = kernel.Faults.Hold(RequestMethod.Put, InboxRow.TableName);

        var slow = inbox.RunAsync("mail", "m1", effects.Make, Ct);
        await Eventually.TrueAsync(() => kernel.Faults.Fired == 1, "the fault has struck");
        Assert.True(await inbox.RunAsync("mail", "m1", effects.Make, Ct));
        hold.SetResult();

        await Assert.ThrowsAsync<MessageClaimedException>(() => slow);
        Assert.Single(effects.Keys);
    }

    [Fact]
    public async Task A_failed_effect_frees_the_message_at_once()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        var effects = new Effects();
        var inbox = kernel.Get<InboxGuard>();

        await Assert.ThrowsAsync<TimeoutException>(() => inbox.RunAsync("mail", "m1", (_, _) => throw new TimeoutException(), Ct));

        Assert.True(await inbox.RunAsync("mail", "m1", effects.Make, Ct));
        Assert.Single(effects.Keys);
    }

    [Fact]
    public async Task An_effect_is_told_to_stop_before_its_lease_ends()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        var started = new TaskCompletionSource();
        var run = kernel.Get<InboxGuard>().RunAsync(
            "mail",
            "m1",
            (_, stop) =>
            {
                started.SetResult();
                return Task.Delay(Timeout.Infinite, stop);
            },
            Ct);
        await started.Task;

        kernel.Time.Advance(InboxGuard.Lease - TimeSpan.FromSeconds(5));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task A_mark_that_comes_after_a_takeover_is_reported_and_harmless()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        var inbox = kernel.Get<InboxGuard>();
        var ran = await inbox.RunAsync(
            "mail",
            "m1",
            async (_, _) =>
            {
                kernel.Time.Advance(InboxGuard.Lease * 2);
                await inbox.RunAsync("mail", "m1", (_, _) => Task.CompletedTask, Ct);
            },
            Ct);

        Assert.True(ran);
        Assert.Contains(kernel.Logs.Lines, l => l.EventId == 1122);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    public async Task A_lost_response_to_the_claim_or_the_mark_changes_nothing(string method)
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        var effects = new Effects();
        kernel.Faults.LoseResponse(RequestMethod.Parse(method), InboxRow.TableName);

        Assert.True(await kernel.Get<InboxGuard>().RunAsync("mail", "m1", effects.Make, Ct));
        Assert.Equal(1, kernel.Faults.Fired);
        Assert.False(await kernel.Get<InboxGuard>().RunAsync("mail", "m1", effects.Make, Ct));

        Assert.Single(effects.Keys);
        Assert.DoesNotContain(kernel.Logs.Lines, l => l.EventId == 1122);
    }

    [Fact]
    public async Task Ids_of_other_systems_need_not_be_fit_for_keys()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        var effects = new Effects();
        string[] ids = ["https://lapor.go.id/x?y=1#z", @"a\b", new string('x', 900), "~" + new string('0', 64)];

        foreach (var id in ids.Concat(ids))
            await kernel.Get<InboxGuard>().RunAsync("mail", id, effects.Make, Ct);

        Assert.Equal(ids, effects.Keys);
    }

    [Fact]
    public async Task Maintenance_removes_what_has_been_done_for_long_and_nothing_else()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        var inbox = kernel.Get<InboxGuard>();
        for (var n = 0; n < 40; n++)
            await inbox.RunAsync("mail", $"old{n}", (_, _) => Task.CompletedTask, Ct);
        await kernel.Storage.Table(InboxRow.TableName).TryInsertAsync(InboxRow.For("mail", "undone", kernel.Time.GetUtcNow()), Ct);
        kernel.Time.Advance(InboxGuard.Retention);
        await inbox.RunAsync("mail", "new", (_, _) => Task.CompletedTask, Ct);
        kernel.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(40, await inbox.ScanAndRemoveDoneAsync(InboxGuard.Retention, Ct));

        var left = await kernel.Storage.Table(InboxRow.TableName).QueryAsync<TableEntity>().Select(r => r.RowKey).ToListAsync(Ct);
        Assert.Equal(["mail|new", "mail|undone"], left.Order(StringComparer.Ordinal));
    }

    private static Task<InboxRow?> RowAsync(TestKernel kernel, string consumer, string id) =>
        kernel.Storage.Table(InboxRow.TableName).FindAsync<InboxRow>(InboxRow.Partition(id), InboxRow.Key(consumer, id), Ct);

    private sealed class Effects
    {
        private readonly Lock gate = new();

        public List<string> Keys { get; } = [];

        public Task Make(string key, CancellationToken ct)
        {
            lock (gate)
                Keys.Add(key);
            return Task.CompletedTask;
        }
    }
}
