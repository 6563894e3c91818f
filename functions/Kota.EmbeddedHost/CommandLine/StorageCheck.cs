using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Kota.EmbeddedHost.Azurite;

namespace Kota.EmbeddedHost.CommandLine;

/// <summary>Whether all three services of a storage account answer, before anything depends on them.</summary>
internal static class StorageCheck
{
    /// <summary>Addresses of the account's services.</summary>
    /// <exception cref="AzuriteException">Not a connection string, or a service does not answer.</exception>
    public static async Task<StorageEndpoints> AskAsync(string connection, CancellationToken ct)
    {
        try
        {
            var blobs = new BlobServiceClient(connection, Once(new BlobClientOptions()));
            var queues = new QueueServiceClient(connection, Once(new QueueClientOptions()));
            var tables = new TableServiceClient(connection, Once(new TableClientOptions()));
            await AskAsync("blob", blobs.Uri, () => blobs.GetPropertiesAsync(ct));
            await AskAsync("queue", queues.Uri, () => queues.GetPropertiesAsync(ct));
            await AskAsync("table", tables.Uri, () => tables.GetPropertiesAsync(ct));
            return new StorageEndpoints(blobs.Uri, queues.Uri, tables.Uri);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            throw new AzuriteException("--storage is not a connection string of a storage account.", e);
        }
    }

    private static async Task AskAsync(string service, Uri address, Func<Task> ask)
    {
        try
        {
            await ask();
        }
        catch (Exception e) when (e is Azure.RequestFailedException or TaskCanceledException or AggregateException)
        {
            throw new AzuriteException(Sentences.Unreachable(service, address, e), e);
        }
    }

    private static T Once<T>(T options)
        where T : ClientOptions
    {
        options.Retry.MaxRetries = 0;
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(10);
        return options;
    }
}

/// <summary>Addresses of a storage account.</summary>
/// <param name="Blobs">Of the blob service.</param>
/// <param name="Queues">Of the queue service.</param>
/// <param name="Tables">Of the table service.</param>
internal sealed record StorageEndpoints(Uri Blobs, Uri Queues, Uri Tables);
