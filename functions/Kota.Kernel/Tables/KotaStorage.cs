using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace Kota.Kernel.Tables;

/// <summary>
/// The city's data storage account. The setting <c>KotaStorage</c> is a connection string (local), or a section with
/// <c>accountName</c>, and <c>clientId</c> of a user-assigned identity (Azure): the same names that the queue trigger reads.
/// Clients are made once and shared; they are safe for concurrent use.
/// </summary>
public sealed class KotaStorage
{
    /// <summary>Name of the setting; also the Connection of every queue trigger.</summary>
    public const string Connection = "KotaStorage";

    private readonly TableServiceClient tables;
    private readonly QueueServiceClient queues;
    private readonly BlobServiceClient blobs;

    /// <summary>Clients of the account that the configuration names.</summary>
    /// <exception cref="InvalidOperationException">The configuration names no account.</exception>
    public KotaStorage(IConfiguration configuration, StoragePipeline pipeline)
    {
        var tableOptions = pipeline.Apply(new TableClientOptions());
        // Base64 is the default of the Functions queue trigger: host.json's messageEncoding is left alone.
        var queueOptions = pipeline.Apply(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        var blobOptions = pipeline.Apply(new BlobClientOptions());
        if (configuration[Connection] is { Length: > 0 } connection)
        {
            tables = new TableServiceClient(connection, tableOptions);
            queues = new QueueServiceClient(connection, queueOptions);
            blobs = new BlobServiceClient(connection, blobOptions);
        }
        else if (configuration[$"{Connection}:accountName"] is { Length: > 0 } account)
        {
            TokenCredential credential = new DefaultAzureCredential(
                new DefaultAzureCredentialOptions { ManagedIdentityClientId = configuration[$"{Connection}:clientId"] });
            tables = new TableServiceClient(new Uri($"https://{account}.table.core.windows.net"), credential, tableOptions);
            queues = new QueueServiceClient(new Uri($"https://{account}.queue.core.windows.net"), credential, queueOptions);
            blobs = new BlobServiceClient(new Uri($"https://{account}.blob.core.windows.net"), credential, blobOptions);
        }
        else
        {
            throw new InvalidOperationException($"Set {Connection} to a connection string, or {Connection}__accountName to the name of a storage account.");
        }
    }

    /// <summary>The table of this name.</summary>
    public TableClient Table(string name) => tables.GetTableClient(name);

    /// <summary>The queue of this name; messages are Base64.</summary>
    public QueueClient Queue(string name) => queues.GetQueueClient(name);

    /// <summary>The blob container of this name.</summary>
    public BlobContainerClient Container(string name) => blobs.GetBlobContainerClient(name);
}

/// <summary>Changes client options before the storage clients are made; tests put faults in here.</summary>
public class StoragePipeline
{
    /// <summary>The options, changed. The default shortens retries: a caller waits seconds, not minutes.</summary>
    public virtual T Apply<T>(T options)
        where T : ClientOptions
    {
        options.Retry.MaxRetries = 3;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(2);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(15);
        return options;
    }
}
