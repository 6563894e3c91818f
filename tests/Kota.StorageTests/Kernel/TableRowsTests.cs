using Azure;
using Azure.Core;
using Azure.Data.Tables;
using Kota.Kernel.Idempotency;
using Kota.Kernel.Tables;
using Kota.TestKit;

namespace Kota.StorageTests.Kernel;

public sealed class TableRowsTests(AzuriteFixture azurite)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_insert_over_another_row_is_refused_and_changes_nothing()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        Assert.True(await kernel.Table.TryInsertAsync(new Counter { Value = 1 }, Ct));

        Assert.False(await kernel.Table.TryInsertAsync(new Counter { Value = 2 }, Ct));

        Assert.Equal(1, (await ReadAsync(kernel))!.Value);
    }

    [Fact]
    public async Task A_lost_response_to_an_insert_or_replace_counts_as_ours()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        var row = new Counter { Value = 1 };
        kernel.Faults.LoseResponse(RequestMethod.Post, TestKernel.Changes);
        Assert.True(await kernel.Table.TryInsertAsync(row, Ct));

        row.Value = 2;
        kernel.Faults.LoseResponse(RequestMethod.Put, TestKernel.Changes);
        Assert.True(await kernel.Table.TryReplaceAsync(row, Ct));

        row.Value = 3;
        Assert.True(await kernel.Table.TryReplaceAsync(row, Ct));
        Assert.Equal(2, kernel.Faults.Fired);
        Assert.Equal(3, (await ReadAsync(kernel))!.Value);
    }

    [Fact]
    public async Task A_replace_of_an_older_version_or_of_a_row_that_is_gone_is_refused()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        var row = new Counter();
        await kernel.Table.TryInsertAsync(row, Ct);
        var stale = await ReadAsync(kernel);
        Assert.True(await kernel.Table.TryReplaceAsync(row, Ct));

        Assert.False(await kernel.Table.TryReplaceAsync(stale!, Ct));
        await kernel.Table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, Ct);
        Assert.False(await kernel.Table.TryReplaceAsync(row, Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => kernel.Table.TryReplaceAsync(new Counter(), Ct));
    }

    [Fact]
    public async Task Changes_at_the_same_time_all_count()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        await kernel.Table.TryInsertAsync(new Counter(), Ct);

        // Each lost race is another's success, so of MaxTries writers none can lose MaxTries times.
        await Task.WhenAll(Enumerable.Range(0, TableRows.MaxTries).Select(_ => kernel.Table.ChangeAsync<Counter>("p", "counter", Add, Ct)));

        Assert.Equal(TableRows.MaxTries, (await ReadAsync(kernel))!.Value);
    }

    [Fact]
    public async Task A_row_that_others_always_change_first_ends_in_contention_after_five_tries()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        await kernel.Table.TryInsertAsync(new Counter(), Ct);
        var tries = 0;

        await Assert.ThrowsAsync<ContentionException>(() => kernel.Table.ChangeAsync<Counter>(
            "p",
            "counter",
            row =>
            {
                tries++;
                kernel.Table.UpdateEntity(new TableEntity("p", "counter") { ["Value"] = 100 + tries }, ETag.All, cancellationToken: Ct);
                return Add(row);
            },
            Ct));

        Assert.Equal(TableRows.MaxTries, tries);
        Assert.Equal(100 + tries, (await ReadAsync(kernel))!.Value);
    }

    [Fact]
    public async Task A_change_may_decline_and_a_missing_row_is_null()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        Assert.Null(await kernel.Table.ChangeAsync<Counter>("p", "counter", Add, Ct));
        var row = new Counter { Value = 7 };
        await kernel.Table.TryInsertAsync(row, Ct);

        Assert.Equal(row.ETag, (await kernel.Table.ChangeAsync<Counter>("p", "counter", _ => false, Ct))!.ETag);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(0)]
    public async Task A_batch_whose_response_is_lost_is_found_by_its_marker(int retries)
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount(), new Faults { Retries = retries });
        kernel.Faults.LoseResponse(RequestMethod.Post, "$batch");

        // With retries of its own the client meets its first attempt; without, the caller's retry does.
        var first = await Record.ExceptionAsync(() => Batch("try-1").SubmitAsync(kernel.Table, Ct));
        var status = retries > 0
            ? Assert.IsAssignableFrom<RequestFailedException>(first).Status
            : (await Assert.ThrowsAnyAsync<RequestFailedException>(() => Batch("try-2").SubmitAsync(kernel.Table, Ct))).Status;

        Assert.Equal(409, status);
        var marker = await kernel.Table.FindAsync<MarkerRow>("b00", MarkerRow.Key("SBT-1", "k1"), Ct);
        Assert.Equal(("try-1", "body-1", 4), (marker!.WriteId, marker.BodyHash, marker.Version));
        Assert.Equal(2, await kernel.Table.QueryAsync<TableEntity>().CountAsync(Ct));

        static TableBatch Batch(string writeId) => new TableBatch()
            .Insert(MarkerRow.For("b00", "SBT-1", "k1", "body-1", 4, writeId))
            .Insert(new TableEntity("b00", "SBT-1|e|000004"));
    }

    [Fact]
    public async Task Deleting_many_takes_what_is_still_as_it_was_read()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        for (var n = 0; n < 4; n++)
            await kernel.Table.TryInsertAsync(new Counter { RowKey = $"r{n}" }, Ct);
        var rows = await kernel.Table.QueryAsync<Counter>(r => r.PartitionKey == "p").ToListAsync(Ct);
        await kernel.Table.DeleteEntityAsync("p", "r1", ETag.All, Ct);
        await kernel.Table.ChangeAsync<Counter>("p", "r2", Add, Ct);

        await kernel.Table.DeleteAllAsync(rows, Ct);

        Assert.Equal("r2", (await kernel.Table.QueryAsync<Counter>().SingleAsync(Ct)).RowKey);
        Assert.Equal(0, await kernel.Table.DeleteAllAsync([], Ct));
    }

    private static bool Add(Counter row)
    {
        row.Value++;
        return true;
    }

    private static Task<Counter?> ReadAsync(TestKernel kernel) => kernel.Table.FindAsync<Counter>("p", "counter", Ct);

    private sealed class Counter : IStampedRow
    {
        public string PartitionKey { get; set; } = "p";

        public string RowKey { get; set; } = "counter";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public string? WriteId { get; set; }

        public int Value { get; set; }
    }
}
