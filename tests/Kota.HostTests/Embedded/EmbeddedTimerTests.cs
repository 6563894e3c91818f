using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Kota.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace Kota.HostTests.Embedded;

public sealed class EmbeddedTimerTests(AzuriteFixture azurite)
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 8, 3, 10, 30, 0, TimeSpan.Zero));

    // Small beside the hour: a pump that arms itself late on a busy machine still does so before the hour ends.
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(20);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_timer_runs_on_its_schedule_in_utc()
    {
        var account = azurite.NewAccount();
        await using var host = await StartAsync(account);
        await Eventually.TrueAsync(() => BlobExistsAsync(account), "the schedule is written down");
        await AdvanceUntilAsync(Step, () => host.Seen.Count("Hourly") == 1);
        Assert.Equal(11, time.GetUtcNow().Hour);
        Assert.Equal("on time, remembered", host.Seen.Calls.First(c => c.Function == "Hourly").Body);
        await AdvanceUntilAsync(Step, () => host.Seen.Count("Hourly") == 2);
        Assert.Equal(12, time.GetUtcNow().Hour);
    }

    [Fact]
    public async Task A_run_missed_while_no_host_ran_is_made_up_for_once_at_start()
    {
        var account = azurite.NewAccount();
        await using (var first = await StartAsync(account))
            await AdvanceUntilAsync(Step, () => first.Seen.Count("Hourly") == 1);
        time.Advance(TimeSpan.FromHours(5));
        await using (var second = await StartAsync(account))
        {
            await Eventually.TrueAsync(() => second.Seen.Count("Hourly") == 1, "the missed run is made");
            Assert.Equal("late, remembered", second.Seen.Calls.First(c => c.Function == "Hourly").Body);
            await Eventually.TrueAsync(async () => (await StatusAsync(account)).GetProperty("LastUpdated").GetDateTime() == time.GetUtcNow().UtcDateTime, "it is remembered");
        }

        await using var third = await StartAsync(account);
        await Eventually.TrueAsync(() => third.Seen.Count("Forgetful") == 1, "the pumps run");
        await AdvanceUntilAsync(Step, () => third.Seen.Count("Hourly") == 1);
        Assert.Equal("on time, remembered", third.Seen.Calls.First(c => c.Function == "Hourly").Body);
    }

    [Fact]
    public async Task A_run_missed_before_the_first_is_made_up_for_too()
    {
        var account = azurite.NewAccount();
        await using (var first = await StartAsync(account))
            await Eventually.TrueAsync(() => BlobExistsAsync(account), "the schedule is written down");
        time.Advance(TimeSpan.FromHours(1));
        await using var second = await StartAsync(account);
        await Eventually.TrueAsync(() => second.Seen.Count("Hourly") == 1, "the missed run is made");
    }

    [Fact]
    public async Task A_failed_run_is_remembered_and_not_repeated()
    {
        var account = azurite.NewAccount();
        await using (var first = await StartAsync(account))
        {
            first.Seen.Failures = 1;
            await Eventually.TrueAsync(() => BlobExistsAsync(account), "the schedule is written down");
            await AdvanceUntilAsync(Step, () => first.Seen.Count("Hourly") == 1);
            await Eventually.TrueAsync(async () => (await StatusAsync(account)).GetProperty("Next").GetDateTime().Hour == 12, "the run is remembered");
        }

        await using var second = await StartAsync(account);
        await Eventually.TrueAsync(() => second.Seen.Count("Forgetful") == 1, "the pumps run");
        await AdvanceUntilAsync(Step, () => second.Seen.Count("Hourly") == 1);
        Assert.Equal(12, time.GetUtcNow().Hour);
    }

    [Fact]
    public async Task A_timer_within_the_minute_or_without_monitor_is_not_remembered()
    {
        await using var host = await StartAsync(azurite.NewAccount());
        await AdvanceUntilAsync(TimeSpan.FromSeconds(5), () => host.Seen.Count("Often") == 1);
        Assert.Equal("on time, not remembered", host.Seen.Calls.First(c => c.Function == "Often").Body);
        Assert.Equal("on time, not remembered", host.Seen.Calls.First(c => c.Function == "Forgetful").Body);
    }

    [Fact]
    public async Task Run_on_startup_runs_at_once()
    {
        await using var host = await StartAsync(azurite.NewAccount());
        await Eventually.TrueAsync(() => host.Seen.Count("Forgetful") == 1, "it runs at start");
        Assert.Equal(0, host.Seen.Count("Hourly"));
    }

    [Fact]
    public async Task Of_two_hosts_on_one_storage_one_runs_the_timers_and_the_other_takes_over()
    {
        var account = azurite.NewAccount();
        var first = await StartAsync(account);
        await AdvanceUntilAsync(Step, () => first.Seen.Count("Hourly") == 1);
        await using var second = await StartAsync(account);
        await AdvanceUntilAsync(Step, () => first.Seen.Count("Hourly") == 2);
        Assert.Equal((0, 0), (second.Seen.Count("Hourly"), second.Seen.Count("Often")));
        await first.DisposeAsync();
        await Eventually.TrueAsync(() => second.Seen.Count("Forgetful") == 1, "the other takes over");
        await AdvanceUntilAsync(Step, () => second.Seen.Count("Hourly") == 1);
    }

    [Fact]
    public async Task A_lease_that_a_killed_host_left_runs_out()
    {
        var account = azurite.NewAccount();
        var container = new BlobContainerClient(account, "azure-webjobs-hosts");
        await container.CreateIfNotExistsAsync(cancellationToken: Ct);
        await container.GetBlobClient("locks/kota/timers").UploadAsync(BinaryData.Empty, Ct);
        await container.GetBlobClient("locks/kota/timers").GetBlobLeaseClient().AcquireAsync(TimeSpan.FromSeconds(15), cancellationToken: Ct);
        await using var host = await StartAsync(account);
        Assert.Equal(0, host.Seen.Count("Forgetful"));
        await Eventually.TrueAsync(() => host.Seen.Count("Forgetful") == 1, "the lease has run out", TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_switched_off_timer_does_not_run()
    {
        await using var host = await StartAsync(azurite.NewAccount(), ("AzureWebJobs.Hourly.Disabled", "true"));
        await AdvanceUntilAsync(Step, () => host.Seen.Count("Forgetful") == 2);
        Assert.Equal(0, host.Seen.Count("Hourly"));
    }

    [Fact]
    public async Task A_test_runs_a_timer_by_name()
    {
        await using var host = await TestHost.StartAsync(azurite.NewAccount(), time: time);
        await host.Drain.RunTimerAsync("Hourly", Ct);
        Assert.Equal(1, host.Seen.Count("Hourly"));
        host.Seen.Failures = 1;
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Drain.RunTimerAsync("Hourly", Ct));
    }

    private Task<TestHost> StartAsync(string account, params (string, string?)[] settings) => TestHost.StartAsync(account, runTriggers: true, time: time, settings: settings);

    // The pump arms its timer on its own thread: the clock moves on by small steps until it has seen one.
    private Task AdvanceUntilAsync(TimeSpan step, Func<bool> condition) => Eventually.TrueAsync(
        () =>
        {
            if (condition())
                return true;
            time.Advance(step);
            return false;
        },
        "the timer runs",
        TimeSpan.FromSeconds(60));

    private static BlobClient Status(string account) => new(account, "azure-webjobs-hosts", "timers/kota/Hourly/status");

    private static async Task<bool> BlobExistsAsync(string account) => await Status(account).ExistsAsync(Ct);

    private static async Task<JsonElement> StatusAsync(string account) =>
        JsonDocument.Parse((await Status(account).DownloadContentAsync(Ct)).Value.Content).RootElement;
}
