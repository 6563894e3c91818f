using Azure.Core;
using Azure.Storage.Blobs.Specialized;
using Kota.Kernel.Leasing;
using Kota.TestKit;

namespace Kota.StorageTests.Kernel;

public sealed class BlobLeaserTests(AzuriteFixture azurite)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_holds_it_and_the_next_gets_it_after_the_release()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        var leaser = kernel.Get<BlobLeaser>();

        await using (var held = await leaser.TryAcquireAsync("sweep", Ct))
        {
            Assert.NotNull(held);
            Assert.False(held.Lost.IsCancellationRequested);
            Assert.Null(await leaser.TryAcquireAsync("sweep", Ct));
            await using var other = await leaser.TryAcquireAsync("another", Ct);
            Assert.NotNull(other);
        }

        await using var next = await leaser.TryAcquireAsync("sweep", Ct);
        Assert.NotNull(next);
    }

    [Fact]
    public async Task Of_many_at_the_same_moment_one_gets_it()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());

        var got = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => kernel.Get<BlobLeaser>().TryAcquireAsync("start", Ct)));

        await using var one = Assert.Single(got, l => l is not null);
    }

    [Fact]
    public async Task A_lost_response_does_not_lock_the_holder_out()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        await using (await kernel.Get<BlobLeaser>().TryAcquireAsync("work", Ct))
        {
        }

        kernel.Faults.LoseResponse(RequestMethod.Put, "leases/work");
        await using var held = await kernel.Get<BlobLeaser>().TryAcquireAsync("work", Ct);

        Assert.Equal(1, kernel.Faults.Fired);
        Assert.NotNull(held);
    }

    [Fact]
    public async Task It_is_renewed_for_as_long_as_it_is_held()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        await using var held = await kernel.Get<BlobLeaser>().TryAcquireAsync("long", Ct);

        // Three lengths of the lease on the clock of the holder; each third of a length is one renewal.
        for (var n = 1; n <= 9; n++)
        {
            var renewal = kernel.Faults.Hold(RequestMethod.Put, "leases/long");
            kernel.Time.Advance(BlobLeaser.Length / 3);
            await Eventually.TrueAsync(() => kernel.Faults.Fired == n, "the fault has struck");
            renewal.SetResult();
            await Eventually.TrueAsync(() => kernel.Faults.Answered == n, "the renewal is answered");
        }

        Assert.False(held!.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task A_lease_that_was_broken_ends_the_work()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        await using var held = await kernel.Get<BlobLeaser>().TryAcquireAsync("broken", Ct);
        await kernel.Storage.Container(BlobLeaser.Container).GetBlobClient("broken").GetBlobLeaseClient().BreakAsync(TimeSpan.Zero, cancellationToken: Ct);

        kernel.Time.Advance(BlobLeaser.Length / 3);

        await Eventually.TrueAsync(() => held!.Lost.IsCancellationRequested, "the holder knows that the lease is lost");
    }

    [Fact]
    public async Task Storage_that_is_away_for_a_moment_does_not_end_the_work_but_for_longer_does()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount(), new Faults { Retries = 0 });
        await using var held = await kernel.Get<BlobLeaser>().TryAcquireAsync("away", Ct);
        kernel.Faults.FailBefore(RequestMethod.Put, "leases/away", times: 10);

        kernel.Time.Advance(BlobLeaser.Length / 3);
        await Eventually.TrueAsync(() => kernel.Logs.Lines.Any(l => l.EventId == 1132), "the failure is logged");
        Assert.False(held!.Lost.IsCancellationRequested);

        kernel.Time.Advance(BlobLeaser.Length / 2);
        Assert.True(held.Lost.IsCancellationRequested);
        kernel.Faults.Clear();
    }

    [Fact]
    public async Task Waiting_gets_it_when_it_comes_free_and_gives_up_in_time()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        var leaser = kernel.Get<BlobLeaser>();
        var first = await leaser.TryAcquireAsync("queue-up", Ct);
        Assert.Null(await leaser.AcquireAsync("queue-up", TimeSpan.Zero, Ct));

        var waiting = leaser.AcquireAsync("queue-up", TimeSpan.FromMinutes(1), Ct);
        Assert.False(waiting.IsCompleted);
        await first!.DisposeAsync();
        await Eventually.TrueAsync(
            () =>
            {
                kernel.Time.Advance(TimeSpan.FromSeconds(1));
                return waiting.IsCompleted;
            },
            "the lease is had");

        await using var second = await waiting;
        Assert.NotNull(second);
    }
}
