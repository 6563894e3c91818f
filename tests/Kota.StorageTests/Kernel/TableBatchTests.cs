using System.Diagnostics;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Kota.Kernel.Tables;
using Kota.TestKit;

namespace Kota.StorageTests.Kernel;

public sealed class TableBatchTests(AzuriteFixture azurite)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Rows_of_two_partitions_are_refused() =>
        Assert.Throws<InvalidOperationException>(() => new TableBatch().Insert(new TableEntity("b00", "1")).Insert(new TableEntity("b01", "2")));

    [Fact]
    public void The_same_row_twice_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => new TableBatch().Insert(new TableEntity("b00", "1")).Delete("b00", "1", ETag.All));

    [Fact]
    public void A_replace_must_name_the_version_that_was_read()
    {
        Assert.Throws<ArgumentException>(() => new TableBatch().Replace(new TableEntity("b00", "1"), default));
        Assert.Throws<ArgumentException>(() => new TableBatch().Replace(new TableEntity("b00", "1"), ETag.All));
    }

    [Fact]
    public async Task A_hundred_actions_go_and_one_more_is_refused()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        var batch = new TableBatch();
        for (var n = 0; n < TableBatch.MaxActions; n++)
            batch.Insert(new TableEntity("b00", $"r{n}"));

        Assert.Throws<InvalidOperationException>(() => batch.Insert(new TableEntity("b00", "one more")));
        await batch.SubmitAsync(kernel.Table, Ct);

        Assert.Equal(TableBatch.MaxActions, await kernel.Table.QueryAsync<TableEntity>().CountAsync(Ct));
    }

    [Fact]
    public async Task The_longest_string_and_binary_go_and_one_more_is_refused()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        var row = new TableEntity("b00", "1") { ["S"] = new string('\u00e9', 32_768), ["B"] = new byte[65_536] };

        await new TableBatch().Insert(row).SubmitAsync(kernel.Table, Ct);

        Assert.Throws<InvalidOperationException>(() => new TableBatch().Insert(new TableEntity("b00", "2") { ["S"] = new string('a', 32_769) }));
        Assert.Throws<InvalidOperationException>(() => new TableBatch().Insert(new TableEntity("b00", "2") { ["B"] = new byte[65_537] }));
    }

    [Fact]
    public async Task The_largest_row_goes_and_a_larger_one_is_refused()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());

        await new TableBatch().Insert(RowOf(15)).SubmitAsync(kernel.Table, Ct);

        Assert.Throws<InvalidOperationException>(() => new TableBatch().Insert(RowOf(16)));

        static TableEntity RowOf(int strings)
        {
            var row = new TableEntity("b00", "1");
            for (var n = 0; n < strings; n++)
                row[$"P{n}"] = new string('a', 32_768);
            return row;
        }
    }

    [Fact]
    public void A_batch_larger_than_the_service_takes_is_refused()
    {
        var batch = new TableBatch();
        var row = 0;

        Assert.Throws<InvalidOperationException>(() =>
        {
            for (; row < TableBatch.MaxActions; row++)
                batch.Insert(new TableEntity("b00", $"r{row}") { ["B"] = new byte[60_000] });
        });

        // 60,000 bytes are 80,000 characters of Base64: 3.5 MiB hold 45 of them.
        Assert.InRange(row, 44, 45);
    }

    [Fact]
    public async Task The_size_is_estimated_from_above_whatever_the_text()
    {
        var wire = new WireMeter();
        var options = new TableClientOptions();
        options.AddPolicy(wire, HttpPipelinePosition.BeforeTransport);
        var table = new TableClient(azurite.NewAccount(), "Sizes", options);
        await table.CreateAsync(Ct);
        string[] alphabets = ["abc 123", "{\"id\":\"x\"}", "<&>'+`\\", "\u00e9\u0101\ua98f", "\ud83d\ude80", "\n\t\u0001", "~|_-.:,/"];
        foreach (var alphabet in alphabets)
        {
            var text = string.Concat(Enumerable.Repeat(alphabet, 3_000))[..(alphabet.Length * 3_000)];
            var row = new TableEntity("b07", $"SBT-{wire.Requests}")
            {
                ["Text"] = text,
                ["Bytes"] = new byte[5_000],
                ["Count"] = 1,
                ["Long"] = 1L,
                ["Ratio"] = 1.5,
                ["At"] = DateTimeOffset.UnixEpoch,
                ["Id"] = Guid.Empty,
            };

            await new TableBatch().Insert(row).SubmitAsync(table, Ct);

            Assert.InRange(wire.LastBytes, text.Length, RowSize.Of(row).Sent);
        }
    }

    [Fact]
    public async Task A_batch_is_all_or_nothing()
    {
        await using var kernel = await TestKernel.StartAsync(azurite.NewAccount());
        await kernel.Table.AddEntityAsync(new TableEntity("b00", "2"), Ct);

        var e = await Assert.ThrowsAsync<TableTransactionFailedException>(() =>
            new TableBatch().Insert(new TableEntity("b00", "1")).Insert(new TableEntity("b00", "2")).SubmitAsync(kernel.Table, Ct));

        Assert.Equal((409, 1), (e.Status, e.FailedTransactionActionIndex));
        Assert.Single(await kernel.Table.QueryAsync<TableEntity>().ToListAsync(Ct));
    }

    private sealed class WireMeter : HttpPipelinePolicy
    {
        public int Requests { get; private set; }

        public long LastBytes { get; private set; }

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new UnreachableException();

        public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            Requests++;
            if (message.Request.Content is { } content && content.TryComputeLength(out var length))
                LastBytes = length;
            return ProcessNextAsync(message, pipeline);
        }
    }
}
