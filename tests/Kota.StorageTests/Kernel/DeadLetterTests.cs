using Azure.Core;
using Kota.Kernel.DeadLetters;
using Kota.Kernel.Messaging;
using Kota.Kernel.Outcomes;
using Kota.TestKit;

namespace Kota.StorageTests.Kernel;

public sealed class DeadLetterTests(AzuriteFixture azurite)
{
    private const string Queue = TestKernel.Queue;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Letters_are_listed_by_pages_newest_first_for_one_queue()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        var store = kernel.Get<DeadLetterStore>();
        for (var n = 1; n <= 7; n++)
        {
            kernel.Time.Advance(TimeSpan.FromSeconds(1));
            await store.KeepAsync(Queue, $"body {n}", Ct);
        }

        await store.KeepAsync("another-queue", "not this", Ct);

        var pages = new List<string>();
        for (string? cursor = null; ;)
        {
            var page = (await store.ListAsync(Queue, cursor, 3, Ct)).Value;
            pages.Add(string.Join(',', page.Items.Select(l => l.Body)));
            if (page.Next is null)
                break;
            cursor = page.Next;
        }

        Assert.Equal(["body 7,body 6,body 5", "body 4,body 3,body 2", "body 1"], pages);
        Assert.Equal("cursor-malformed", (await store.ListAsync(Queue, "nonsense", 3, Ct)).Failure!.Errors.Single().Code);
    }

    [Fact]
    public async Task The_last_page_that_is_full_has_no_next()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        var store = kernel.Get<DeadLetterStore>();
        for (var n = 0; n < 3; n++)
            await store.KeepAsync(Queue, "same moment", Ct);

        var page = (await store.ListAsync(Queue, null, 3, Ct)).Value;

        Assert.Equal((3, null), (page.Items.Count, page.Next));
        Assert.Empty((await store.ListAsync("another-queue", null, 3, Ct)).Value.Items);
    }

    [Fact]
    public async Task A_letter_goes_back_to_its_queue_once()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        var store = kernel.Get<DeadLetterStore>();
        var key = await store.KeepAsync(Queue, "not even JSON", Ct);
        kernel.Time.Advance(TimeSpan.FromHours(1));

        var replayed = (await store.ReplayAsync(Queue, key, "subject-1", Ct)).Value;
        var again = await store.ReplayAsync(Queue, key, "subject-2", Ct);

        Assert.Equal((key, TestKernel.Start.AddHours(1), "subject-1"), (replayed.Key, replayed.ReplayedAt, replayed.ReplayedBy));
        Assert.Equal((FailureKind.Conflict, "dead-letter-replayed"), (again.Failure!.Kind, again.Failure.Code));
        Assert.Equal(["not even JSON"], await kernel.DrainAsync());
        Assert.Equal(replayed, (await store.ListAsync(Queue, null, 10, Ct)).Value.Items.Single());
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("00000000000000000000-00000000000000000000000000")]
    [InlineData("../../Inbox")]
    public async Task An_unknown_letter_is_not_found(string key)
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());

        Assert.Equal(FailureKind.NotFound, (await kernel.Get<DeadLetterStore>().ReplayAsync(Queue, key, "s", Ct)).Failure!.Kind);
    }

    [Fact]
    public async Task Of_two_operators_at_the_same_moment_one_is_told_that_the_other_did_it()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        var store = kernel.Get<DeadLetterStore>();
        var key = await store.KeepAsync(Queue, "body", Ct);
        var hold = kernel.Faults.Hold(RequestMethod.Put, DeadLetterRow.TableName);

        var slow = store.ReplayAsync(Queue, key, "slow", Ct);
        await Eventually.TrueAsync(() => kernel.Faults.Fired == 1, "the fault has struck");
        Assert.Null((await store.ReplayAsync(Queue, key, "fast", Ct)).Failure);
        hold.SetResult();

        Assert.Equal(FailureKind.Conflict, (await slow).Failure!.Kind);
        Assert.Equal("fast", (await store.ListAsync(Queue, null, 1, Ct)).Value.Items.Single().ReplayedBy);
    }

    [Fact]
    public async Task A_crash_between_send_and_mark_lets_the_letter_be_sent_again()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount(), new Faults { Retries = 0 });
        var store = kernel.Get<DeadLetterStore>();
        var key = await store.KeepAsync(Queue, "body", Ct);
        kernel.Faults.FailBefore(RequestMethod.Put, DeadLetterRow.TableName);

        await Assert.ThrowsAnyAsync<Exception>(() => store.ReplayAsync(Queue, key, "s", Ct));
        Assert.Null((await store.ReplayAsync(Queue, key, "s", Ct)).Failure);

        Assert.Equal(["body", "body"], await kernel.DrainAsync());
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    public async Task A_lost_response_neither_keeps_a_letter_twice_nor_refuses_its_replay(string method)
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        var store = kernel.Get<DeadLetterStore>();
        kernel.Faults.LoseResponse(RequestMethod.Parse(method), DeadLetterRow.TableName);

        var key = await store.KeepAsync(Queue, "body", Ct);
        Assert.Null((await store.ReplayAsync(Queue, key, "s", Ct)).Failure);

        Assert.Equal(1, kernel.Faults.Fired);
        Assert.Single((await store.ListAsync(Queue, null, 10, Ct)).Value.Items);
    }

    [Theory]
    [InlineData(Message.MaxInlineUnits, false)]
    [InlineData(Message.MaxInlineUnits + 1, true)]
    [InlineData(Message.MaxInlineBytes, true)]
    public async Task A_message_too_long_for_a_row_is_kept_as_a_claim_and_comes_back_whole(int length, bool asClaim)
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        var store = kernel.Get<DeadLetterStore>();
        var body = new string('x', length);

        var key = await store.KeepAsync(Queue, body, Ct);

        var letter = (await store.ListAsync(Queue, null, 1, Ct)).Value.Items.Single();
        Assert.Equal((asClaim, !asClaim), (letter.Claim is not null, letter.Body is not null));
        Assert.Null((await store.ReplayAsync(Queue, key, "s", Ct)).Failure);
        Assert.Equal([body], await kernel.DrainAsync());
    }

    [Fact]
    public async Task A_letter_whose_claim_has_expired_says_so()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        var store = kernel.Get<DeadLetterStore>();
        var key = await store.KeepAsync(Queue, new string('x', Message.MaxInlineBytes), Ct);
        await foreach (var blob in kernel.Storage.Container(ClaimCheck.Container).GetBlobsAsync(cancellationToken: Ct))
            await kernel.Storage.Container(ClaimCheck.Container).DeleteBlobAsync(blob.Name, cancellationToken: Ct);

        Assert.Equal("dead-letter-body-gone", (await store.ReplayAsync(Queue, key, "s", Ct)).Failure!.Code);
    }

    [Fact]
    public async Task Waiting_letters_are_counted_up_to_a_limit_and_old_replayed_ones_removed()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        var store = kernel.Get<DeadLetterStore>();
        var keys = new List<string>();
        for (var n = 0; n < 5; n++)
            keys.Add(await store.KeepAsync(Queue, "body", Ct));
        await store.ReplayAsync(Queue, keys[0], "s", Ct);
        await store.ReplayAsync(Queue, keys[1], "s", Ct);

        Assert.Equal(3, await store.CountAsync(Queue, 10, Ct));
        Assert.Equal(2, await store.CountAsync(Queue, 2, Ct));
        Assert.Equal(0, await store.ScanAndRemoveReplayedAsync(Queue, DeadLetterStore.Retention, Ct));
        kernel.Time.Advance(DeadLetterStore.Retention + TimeSpan.FromSeconds(1));
        await store.ReplayAsync(Queue, await store.KeepAsync(Queue, "new", Ct), "s", Ct);
        Assert.Equal(2, await store.ScanAndRemoveReplayedAsync(Queue, DeadLetterStore.Retention, Ct));
        Assert.Equal(4, await kernel.Storage.Table(DeadLetterRow.TableName).QueryAsync<DeadLetterRow>().CountAsync(Ct));
    }
}
