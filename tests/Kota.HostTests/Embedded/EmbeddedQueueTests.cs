using Azure.Storage.Queues;
using Kota.EmbeddedHost.Queues;
using Kota.TestKit;

namespace Kota.HostTests.Embedded;

public sealed class EmbeddedQueueTests(AzuriteFixture azurite)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_runs_its_function_once_in_a_scope_of_its_own_and_is_deleted()
    {
        await using var host = await TestHost.StartAsync(azurite.NewAccount());
        await host.SendAsync("plain", "grüße");
        await host.Drain.DrainAsync(Ct);
        Assert.Equal([("Plain", "grüße"), ("disposed", ""), ("scope", "ended")], host.Seen.Calls.Select(c => (c.Function, c.Body)));
        Assert.Equal(0, await host.CountAsync("plain"));
    }

    [Fact]
    public async Task A_setting_names_the_queue()
    {
        await using var host = await TestHost.StartAsync(azurite.NewAccount(), settings: ("NamedQueue", "other-name"));
        await host.SendAsync("other-name", "x");
        await host.Drain.DrainAsync(Ct);
        Assert.Equal(1, host.Seen.Count("Named"));
    }

    [Fact]
    public async Task A_failed_message_is_tried_again_after_the_visibility_timeout()
    {
        await using var host = await TestHost.StartAsync(
            azurite.NewAccount(), runTriggers: true, settings: ("AzureFunctionsJobHost__extensions__queues__visibilityTimeout", "00:00:02"));
        host.Seen.Failures = 1;
        var start = TimeProvider.System.GetTimestamp();
        await host.SendAsync("failing", "x");
        await Eventually.TrueAsync(() => host.Seen.Count("Failing") == 2, "the second try");
        Assert.True(TimeProvider.System.GetElapsedTime(start) > TimeSpan.FromSeconds(1.5), "the second try came too early");
        await host.Drain.DrainAsync(Ct);
        Assert.Equal(0, host.Seen.Count("FailingPoison"));
    }

    [Fact]
    public async Task After_five_failures_a_message_is_in_the_poison_queue_unchanged()
    {
        await using var host = await TestHost.StartAsync(azurite.NewAccount());
        host.Seen.Failures = int.MaxValue;
        await host.SendAsync("failing", "poison");
        await host.Drain.DrainAsync(Ct);
        Assert.Equal(5, host.Seen.Count("Failing"));
        Assert.Equal("poison", Assert.Single(host.Seen.Calls, c => c.Function == "FailingPoison").Body);
        Assert.Equal(0, await host.CountAsync("failing"));
    }

    [Fact]
    public async Task A_message_that_died_too_often_with_its_host_is_moved_without_another_try()
    {
        var account = azurite.NewAccount();
        await using var host = await TestHost.StartAsync(account);
        var queue = new QueueClient(account, "failing");
        await queue.SendMessageAsync(Convert.ToBase64String("x"u8), Ct);
        for (var i = 0; i < 5; i++)
        {
            var held = (await queue.ReceiveMessageAsync(cancellationToken: Ct)).Value;
            await queue.UpdateMessageAsync(held.MessageId, held.PopReceipt, visibilityTimeout: TimeSpan.Zero, cancellationToken: Ct);
        }

        await host.Drain.DrainAsync(Ct);
        Assert.Equal((0, 1), (host.Seen.Count("Failing"), host.Seen.Count("FailingPoison")));
    }

    [Fact]
    public async Task A_message_that_is_no_base64_goes_to_the_poison_queue_and_holds_up_nothing()
    {
        var account = azurite.NewAccount();
        await using var host = await TestHost.StartAsync(account);
        await new QueueClient(account, "plain").SendMessageAsync("{not base64}", Ct);
        await host.SendAsync("plain", "good");
        await host.Drain.DrainAsync(Ct);
        Assert.Equal(["good"], host.Seen.Calls.Where(c => c.Function == "Plain").Select(c => c.Body));
        Assert.Equal("{not base64}", (await new QueueClient(account, "plain-poison").ReceiveMessageAsync(cancellationToken: Ct)).Value.MessageText);
    }

    [Fact]
    public async Task A_batch_runs_at_once_and_the_next_is_taken_when_few_are_left()
    {
        await using var host = await TestHost.StartAsync(azurite.NewAccount(), runTriggers: true, settings:
        [
            ("AzureFunctionsJobHost__extensions__queues__batchSize", "4"),
            ("AzureFunctionsJobHost__extensions__queues__newBatchThreshold", "2"),
        ]);
        for (var i = 0; i < 12; i++)
            await host.SendAsync("slow", $"{i}");
        await Eventually.TrueAsync(() => host.Seen.Count("Slow") >= 3, "a batch runs");
        host.Seen.Go.SetResult();
        await host.Drain.DrainAsync(Ct);
        Assert.Equal(12, host.Seen.Count("Slow"));
        Assert.InRange(host.Seen.MostAtOnce, 3, 6);
    }

    [Fact]
    public async Task A_local_send_wakes_the_queue_at_once()
    {
        await using var host = await TestHost.StartAsync(
            azurite.NewAccount(), runTriggers: true, settings: ("AzureFunctionsJobHost__extensions__queues__maxPollingInterval", "00:10:00"));
        for (var i = 1; i <= 3; i++)
        {
            await host.SendAsync("plain", "x");
            await Eventually.TrueAsync(() => host.Seen.Count("Plain") == i, "the message runs long before the next look", TimeSpan.FromSeconds(5));
        }
    }

    [Fact]
    public async Task Messages_from_another_process_are_found_within_the_polling_interval()
    {
        var account = azurite.NewAccount();
        await using var host = await TestHost.StartAsync(account, runTriggers: true, settings: ("AzureFunctionsJobHost__extensions__queues__maxPollingInterval", "00:00:01"));
        await new QueueClient(account, "plain").SendMessageAsync(Convert.ToBase64String("x"u8), Ct);
        await Eventually.TrueAsync(() => host.Seen.Count("Plain") == 1, "the message is found", TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_switched_off_function_leaves_its_messages_alone()
    {
        await using var host = await TestHost.StartAsync(azurite.NewAccount());
        await host.SendAsync("off", "x");
        await host.Drain.DrainAsync(Ct);
        Assert.Equal((0, 1), (host.Seen.Count("Off"), await host.CountAsync("off")));
    }

    [Fact]
    public async Task The_end_of_the_host_waits_for_what_runs_and_leaves_the_rest()
    {
        var account = azurite.NewAccount();
        var host = await TestHost.StartAsync(account, runTriggers: true, settings: ("AzureFunctionsJobHost__extensions__queues__batchSize", "1"));
        var seen = host.Seen;
        for (var i = 0; i < 30; i++)
            await host.SendAsync("slow", $"{i}");
        await Eventually.TrueAsync(() => seen.Count("Slow") == 9, "as many run as may");
        var end = host.DisposeAsync().AsTask();
        seen.Go.SetResult();
        await end;
        var done = seen.Count("Slow");
        Assert.InRange(done, 9, 10);
        Assert.Equal(30 - done, (await new QueueClient(account, "slow").GetPropertiesAsync(Ct)).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task A_long_run_keeps_its_message()
    {
        var account = azurite.NewAccount();
        var queue = new QueueClient(account, "held");
        await queue.CreateAsync(cancellationToken: Ct);
        await queue.SendMessageAsync("x", Ct);
        var message = (await queue.ReceiveMessageAsync(TimeSpan.FromSeconds(2), Ct)).Value;
        await using var held = new HeldMessage(queue, message, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(0.5));
        var start = TimeProvider.System.GetTimestamp();
        await Eventually.TrueAsync(() => TimeProvider.System.GetElapsedTime(start) > TimeSpan.FromSeconds(4), "twice the hold has passed");
        Assert.Null((await queue.ReceiveMessageAsync(cancellationToken: Ct)).Value);
        var receipt = await held.StopAsync();
        Assert.NotEqual(message.PopReceipt, receipt);
        Assert.Equal("x", (await queue.PeekMessageAsync(Ct)).Value?.MessageText ?? "x");
        await queue.DeleteMessageAsync(message.MessageId, receipt, Ct);
    }

    [Fact]
    public async Task One_trace_runs_from_the_request_through_the_queue_to_the_function()
    {
        await using var host = await TestHost.StartAsync(azurite.NewAccount());
        using var answer = await host.Client.PostAsync("/send/plain", null, Ct);
        await host.Drain.DrainAsync(Ct);
        Assert.Equal(answer.Headers.GetValues("X-Trace-Id").Single(), Assert.Single(host.Seen.Calls, c => c.Function == "Plain").Trace);
    }

    [Fact]
    public async Task Thousands_of_messages_are_each_handled_once()
    {
        await using var host = await TestHost.StartAsync(azurite.NewAccount(), runTriggers: true);
        await Parallel.ForAsync(0, 2_000, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Ct }, async (i, _) => await host.SendAsync("plain", $"{i}"));
        await host.Drain.DrainAsync(Ct);
        var bodies = host.Seen.Calls.Where(c => c.Function == "Plain").Select(c => c.Body).ToList();
        Assert.Equal(2_000, bodies.Count);
        Assert.Equal(2_000, bodies.Distinct().Count());
    }

    [Fact]
    public async Task A_topics_message_reaches_each_subscription()
    {
        await using var host = await TestHost.StartAsync(azurite.NewAccount());
        using var answer = await host.Client.PostAsync("/send/topic", null, Ct);
        await host.Drain.DrainAsync(Ct);
        Assert.Equal((1, 1), (host.Seen.Count("First"), host.Seen.Count("Second")));
    }

    [Fact]
    public async Task A_subscription_tries_ten_times_and_then_makes_a_dead_letter()
    {
        await using var host = await TestHost.StartAsync(azurite.NewAccount());
        host.Seen.Failures = int.MaxValue;
        using var answer = await host.Client.PostAsync("/send/topic", null, Ct);
        await host.Drain.DrainAsync(Ct);
        Assert.Equal((1, 10, 1), (host.Seen.Count("First"), host.Seen.Count("Second"), host.Seen.Count("SecondDead")));
    }
}
