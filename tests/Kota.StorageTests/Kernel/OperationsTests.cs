using System.Text.Json;
using Azure.Core;
using Kota.Functions.Operations;
using Kota.Functions.Operations.UseCases;
using Kota.Kernel.DeadLetters;
using Kota.Kernel.Inbox;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Security;
using Kota.TestKit;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Kota.StorageTests.Kernel;

public sealed class OperationsTests(AzuriteFixture azurite)
{
    private static readonly Caller Admin = new("admin-1", new HashSet<Role> { Role.CityAdmin }, null, null);
    private static readonly Caller Officer = new("officer-1", new HashSet<Role> { Role.Officer }, "dpuprpkp", null);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_poisoned_message_is_kept_alerted_listed_and_sent_back()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        kernel.ExpectsErrors = true;

        await kernel.Make<OperationsMessages>().KeepSubmissionChangedAsync("broken", Ct);
        Assert.Equal(3101, Assert.Single(kernel.Logs.Errors).EventId);
        Assert.DoesNotContain("broken", kernel.Logs.Errors[0].Text, StringComparison.Ordinal);

        var letter = (await kernel.Get<ListDeadLetters>().RunAsync(Admin, TestKernel.Queue, null, Ct)).Value.Items.Single();
        Assert.Null((await kernel.Get<ReplayDeadLetter>().RunAsync(Admin, TestKernel.Queue, letter.Key, Ct)).Failure);
        Assert.Equal(["broken"], await kernel.DrainAsync());
        Assert.Equal("admin-1", (await kernel.Get<ListDeadLetters>().RunAsync(Admin, TestKernel.Queue, null, Ct)).Value.Items.Single().ReplayedBy);
    }

    [Fact]
    public async Task Only_the_city_admin_sees_and_resends_and_only_queues_that_exist()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        var (list, replay) = (kernel.Get<ListDeadLetters>(), kernel.Get<ReplayDeadLetter>());

        Assert.Equal(FailureKind.Unauthenticated, (await list.RunAsync(Caller.Guest, TestKernel.Queue, null, Ct)).Failure!.Kind);
        Assert.Equal(FailureKind.Forbidden, (await list.RunAsync(Officer, TestKernel.Queue, null, Ct)).Failure!.Kind);
        Assert.Equal(FailureKind.Forbidden, (await replay.RunAsync(Officer, TestKernel.Queue, "k", Ct)).Failure!.Kind);
        Assert.Equal("queue-unknown", (await list.RunAsync(Admin, null, null, Ct)).Failure!.Code);
        Assert.Equal("queue-unknown", (await replay.RunAsync(Admin, "a/b", "k", Ct)).Failure!.Code);
    }

    [Fact]
    public async Task A_healthy_city_is_ready_and_the_body_names_each_check()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());

        var health = await kernel.Get<CheckReadiness>().RunAsync(Ct);

        Assert.True(health.IsReady);
        Assert.Equal(["blob ok", "outbox ok", "poison ok", "queue ok", "table ok"], health.Checks.Select(c => $"{c.Name} {c.Status}").Order());
    }

    [Theory]
    [InlineData("GET", "DeadLetters(PartitionKey", "table")]
    [InlineData("GET", "/submission-changed", "queue")]
    [InlineData("GET", "/leases", "blob")]
    public async Task Storage_that_does_not_answer_within_two_seconds_is_not_ready_and_nothing_leaks(string method, string path, string check)
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        kernel.ExpectsErrors = true;
        // The check of the poison queues may read the same address first.
        TaskCompletionSource[] holds = [kernel.Faults.Hold(RequestMethod.Parse(method), path), kernel.Faults.Hold(RequestMethod.Parse(method), path)];

        var health = await kernel.Get<CheckReadiness>().RunAsync(Ct).WaitAsync(TimeSpan.FromSeconds(8), Ct);
        Array.ForEach(holds, h => h.SetResult());

        Assert.False(health.IsReady);
        Assert.Contains(health.Checks, c => c.Name == check && c.Status == "failing");
        Assert.DoesNotContain("127.0.0.1", JsonSerializer.Serialize(health), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_that_do_not_flow_make_the_city_not_ready()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        kernel.ExpectsErrors = true;
        await kernel.CommitAsync("stuck");

        kernel.Time.Advance(new HealthOptions().OutboxAge);
        Assert.True((await kernel.Get<CheckReadiness>().RunAsync(Ct)).IsReady);
        kernel.Time.Advance(TimeSpan.FromSeconds(1));

        var health = await kernel.Get<CheckReadiness>().RunAsync(Ct);
        var outbox = health.Checks.Single(c => c.Name == "outbox");
        Assert.Equal((false, "failing", 901L), (health.IsReady, outbox.Status, outbox.Data["oldestSeconds"]));
    }

    [Fact]
    public async Task Dead_letters_degrade_and_many_of_them_fail()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        kernel.ExpectsErrors = true;
        kernel.Get<IOptions<HealthOptions>>().Value.PoisonDepth = 3;
        await kernel.Storage.Queue(TestKernel.Queue + "-poison").SendMessageAsync("not yet kept", Ct);
        await kernel.Get<DeadLetterStore>().KeepAsync(TestKernel.Queue, "kept", Ct);

        var degraded = await kernel.Get<CheckReadiness>().RunAsync(Ct);
        Assert.Equal((true, "degraded", 2), (degraded.IsReady, degraded.Status, degraded.Checks.Single(c => c.Name == "poison").Data["depth"]));

        await kernel.Get<DeadLetterStore>().KeepAsync(TestKernel.Queue, "kept", Ct);
        Assert.False((await kernel.Get<CheckReadiness>().RunAsync(Ct)).IsReady);
    }

    [Fact]
    public async Task Timers_sweep_and_remove_what_is_old()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        var timers = kernel.Make<OperationsTimers>();
        await kernel.CommitAsync("left");
        await kernel.Get<InboxGuard>().RunAsync("mail", "m1", (_, _) => Task.CompletedTask, Ct);
        var key = await kernel.Get<DeadLetterStore>().KeepAsync(TestKernel.Queue, "body", Ct);
        await kernel.Get<DeadLetterStore>().ReplayAsync(TestKernel.Queue, key, "s", Ct);
        kernel.Time.Advance(TimeSpan.FromDays(91));

        await timers.SweepOutboxAsync(new TimerInfo(), Ct);
        await timers.RemoveOldRowsAsync(new TimerInfo(), Ct);

        Assert.Equal(2, (await kernel.DrainAsync()).Count);
        Assert.Empty((await kernel.Get<DeadLetterStore>().ListAsync(TestKernel.Queue, null, 1, Ct)).Value.Items);
        Assert.Contains(kernel.Logs.Lines, l => l.Text == "Removed 1 inbox rows and 1 replayed dead letters");
    }
}
