using Azure.Data.Tables;
using Kota.Functions.Operations;
using Kota.Kernel;
using Kota.Kernel.Messaging;
using Kota.Kernel.Outbox;
using Kota.Kernel.Tables;
using Kota.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Kota.StorageTests.Kernel;

/// <summary>The kernel on a storage account, with a clock that the test moves and storage that it can break.</summary>
internal sealed class TestKernel : IAsyncDisposable
{
    public const string Changes = "Changes";
    public const string Queue = "submission-changed";
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    private readonly ServiceProvider services;

    private TestKernel(ServiceProvider services, Faults faults, FakeTimeProvider time, LogCollector logs) =>
        (this.services, Faults, Time, Logs) = (services, faults, time, logs);

    public Faults Faults { get; }

    public FakeTimeProvider Time { get; }

    public LogCollector Logs { get; }

    public KotaStorage Storage => Get<KotaStorage>();

    public TableClient Table => Storage.Table(Changes);

    /// <summary>Set by a test that causes errors on purpose; otherwise a logged error fails the test.</summary>
    public bool ExpectsErrors { get; set; }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>A class with triggers, made as the hosts make it.</summary>
    public T Make<T>() => ActivatorUtilities.CreateInstance<T>(services);

    public static async Task<TestKernel> StartAsync(string account, Faults? faults = null, FakeTimeProvider? time = null)
    {
        faults ??= new Faults();
        time ??= new FakeTimeProvider(Start);
        var logs = new LogCollector();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            [KotaStorage.Connection] = account,
            ["Kota:Security:Pepper"] = Convert.ToBase64String(new byte[32]),
            ["Kota:Security:CityKey"] = Convert.ToBase64String(new byte[32]),
        }).Build();
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<StoragePipeline>(faults)
            .AddSingleton<TimeProvider>(time)
            .AddLogging(l => l.AddProvider(logs))
            .AddKotaKernel()
            .AddOperations()
            .AddSingleton<IMessageSender, StorageQueueSender>()
            .AddSingleton(new StorageLayout([Changes], [Queue], []))
            .AddSingleton(new OutboxSource(Changes, Bucket.All))
            .BuildServiceProvider();
        await services.GetRequiredService<StorageProvisioner>().CreateAsync(TestContext.Current.CancellationToken);
        return new TestKernel(services, faults, time, logs);
    }

    /// <summary>Takes every message out of a queue; gives their texts.</summary>
    public async Task<List<string>> DrainAsync(string queue = Queue)
    {
        var client = Storage.Queue(queue);
        var texts = new List<string>();
        while (true)
        {
            var messages = (await client.ReceiveMessagesAsync(32, TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken)).Value;
            if (messages.Length == 0)
                return texts;
            texts.AddRange(messages.Select(m => m.MessageText));
            await Task.WhenAll(messages.Select(m => client.DeleteMessageAsync(m.MessageId, m.PopReceipt)));
        }
    }

    /// <summary>An outbox row in its own committed batch, beside the change that it tells of.</summary>
    public async Task<OutboxRow> CommitAsync(string id, Destination? to = null)
    {
        var partition = Bucket.Of(id);
        var message = Message.Create($"{id}|1", "thing.changed.v1", new Thing(id), Time.GetUtcNow());
        var row = OutboxRow.For(partition, to ?? Destination.Queue(Queue), message, Time.GetUtcNow());
        await new TableBatch().Insert(new TableEntity(partition, id)).Insert(row).SubmitAsync(Table, TestContext.Current.CancellationToken);
        return row;
    }

    /// <summary>The outbox rows that are left, over all partitions.</summary>
    public async Task<List<OutboxRow>> OutboxAsync()
    {
        var rows = new List<OutboxRow>();
        foreach (var partition in Bucket.All)
        {
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {OutboxRow.Prefix}");
            rows.AddRange(await Table.QueryAsync<OutboxRow>(filter).ToListAsync(TestContext.Current.CancellationToken));
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (!ExpectsErrors)
            Assert.Empty(Logs.Errors);
    }

    internal sealed record Thing(string Id);
}
