using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Kota.EmbeddedHost.Settings;
using Kota.Kernel.Tables;

namespace Kota.EmbeddedHost.Queues;

/// <summary>
/// The host's own clients of the storage account. Queue clients here give the raw text: with the client's own decoding one
/// message that is no Base64 would fail the whole batch that it comes in, for ever.
/// </summary>
internal sealed class HostStorage(IConfiguration settings, HostJson host, StoragePipeline pipeline)
{
    private readonly QueueServiceClient queues =
        new(settings[KotaStorage.Connection], pipeline.Apply(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None }));

    private readonly BlobServiceClient blobs = new(settings[AppSettings.HostStorage], pipeline.Apply(new BlobClientOptions()));

    /// <summary>Container in which the real host keeps its locks and schedules too.</summary>
    public const string ContainerName = "azure-webjobs-hosts";

    public BlobContainerClient Container { get => field ??= blobs.GetBlobContainerClient(ContainerName); }

    public QueueClient Queue(string name) => queues.GetQueueClient(name);

    /// <summary>The body of a message.</summary>
    /// <exception cref="FormatException">Not Base64, or not UTF-8.</exception>
    public string Decode(QueueMessage message)
    {
        if (!host.Queues.IsBase64)
            return message.MessageText;
        try
        {
            return Strict.GetString(Convert.FromBase64String(message.MessageText));
        }
        catch (DecoderFallbackException e)
        {
            throw new FormatException("The message is not UTF-8.", e);
        }
    }

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}
