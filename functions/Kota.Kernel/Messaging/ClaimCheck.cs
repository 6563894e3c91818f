using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Azure;
using Azure.Messaging;
using Azure.Storage.Blobs.Models;
using Kota.Kernel.Tables;

namespace Kota.Kernel.Messaging;

/// <summary>
/// Puts what is too large for an outbox row or a queue message into a blob, and a reference in its place. The blob is written
/// before the batch that names it and is never deleted here: a replay may need it, and the container's lifecycle rule removes it
/// after 90 days. The reference is the CloudEvents extension <c>dataref</c>
/// (https://github.com/cloudevents/spec/blob/main/cloudevents/extensions/dataref.md).
/// </summary>
public sealed partial class ClaimCheck(KotaStorage storage, TimeProvider time)
{
    /// <summary>Name of the container.</summary>
    public const string Container = "claims";

    private const string DataRef = "dataref";

    /// <summary>The message itself when it fits everywhere, else the same envelope with its data in a blob.</summary>
    public async Task<CloudEvent> FitAsync(CloudEvent message, CancellationToken ct)
    {
        if (message.Data is not { } data || Message.Fits(Message.Write(message)))
            return message;
        var light = Copy(message, null);
        light.ExtensionAttributes[DataRef] = await KeepAsync(data.ToString(), ct).ConfigureAwait(false);
        return light;
    }

    /// <summary>The message with its data in place, wherever they were.</summary>
    /// <exception cref="FormatException">The reference is not one of ours, or the blob was changed: the message goes to the poison queue.</exception>
    public async Task<CloudEvent> OpenAsync(CloudEvent message, CancellationToken ct)
    {
        if (!message.ExtensionAttributes.TryGetValue(DataRef, out var reference))
            return message;
        var whole = Copy(message, BinaryData.FromString(await FetchAsync((string)reference, ct).ConfigureAwait(false)));
        whole.ExtensionAttributes.Remove(DataRef);
        return whole;
    }

    /// <summary>Keeps a text; gives its name. The name comes from day and content, so that a repeated write finds its own blob.</summary>
    public async Task<string> KeepAsync(string text, CancellationToken ct)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var name = $"{time.GetUtcNow():yyyyMMdd}/{Convert.ToHexStringLower(SHA256.HashData(bytes))}";
        try
        {
            var onlyNew = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
            await storage.Container(Container).GetBlobClient(name).UploadAsync(BinaryData.FromBytes(bytes), onlyNew, ct).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobAlreadyExists)
        {
            // The same content of the same day: what we would write is there.
        }

        return name;
    }

    /// <summary>The text of a name that <see cref="KeepAsync"/> gave.</summary>
    /// <exception cref="FormatException">Not such a name, or the content is not what was kept.</exception>
    /// <exception cref="RequestFailedException">404: the lifecycle rule has removed it.</exception>
    public async Task<string> FetchAsync(string name, CancellationToken ct)
    {
        if (!Name().IsMatch(name))
            throw new FormatException("Not the name of a claim.");
        var blob = await storage.Container(Container).GetBlobClient(name).DownloadContentAsync(ct).ConfigureAwait(false);
        var content = blob.Value.Content;
        return name.EndsWith(Convert.ToHexStringLower(SHA256.HashData(content.ToMemory().Span)), StringComparison.Ordinal)
            ? content.ToString()
            : throw new FormatException("The content of a claim is not what was kept.");
    }

    private static CloudEvent Copy(CloudEvent message, BinaryData? data)
    {
        var copy = new CloudEvent(message.Source, message.Type, jsonSerializableData: null);
        copy.Data = data;
        copy.Id = message.Id;
        copy.Time = message.Time;
        copy.Subject = message.Subject;
        copy.DataContentType = message.DataContentType;
        foreach (var (name, value) in message.ExtensionAttributes)
            copy.ExtensionAttributes[name] = value;
        return copy;
    }

    [GeneratedRegex(@"\A\d{8}/[0-9a-f]{64}\z")]
    private static partial Regex Name();
}
