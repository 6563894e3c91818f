using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Kota.TestKit;

namespace Kota.StorageTests.Local;

public sealed class AzuriteFixtureTests(AzuriteFixture azurite)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_account_is_apart_from_the_others()
    {
        var (mine, other) = (azurite.NewAccount(), azurite.NewAccount());
        await new TableServiceClient(mine).CreateTableAsync("Things", Ct);
        await new TableClient(mine, "Things").AddEntityAsync(new TableEntity("p", "r"), Ct);

        Assert.Empty(await new TableServiceClient(other).QueryAsync(cancellationToken: Ct).ToListAsync(Ct));
        Assert.Single(await new TableServiceClient(mine).QueryAsync(cancellationToken: Ct).ToListAsync(Ct));
    }

    [Fact]
    public async Task Queues_and_blobs_work_with_the_client_versions_in_use()
    {
        var account = azurite.NewAccount();
        var queue = new QueueClient(account, "things");
        await queue.CreateAsync(cancellationToken: Ct);
        await queue.SendMessageAsync("hello", Ct);
        var container = new BlobContainerClient(account, "things");
        await container.CreateAsync(cancellationToken: Ct);
        await container.UploadBlobAsync("b", BinaryData.FromString("hello"), Ct);

        Assert.Equal("hello", (await queue.ReceiveMessageAsync(cancellationToken: Ct)).Value.MessageText);
        Assert.Equal("hello", (await container.GetBlobClient("b").DownloadContentAsync(Ct)).Value.Content.ToString());
    }
}
