using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Kota.Kernel.Blobs;

/// <summary>Writes blobs that are named after their content, so that writing one again changes nothing.</summary>
public static class BlobWriter
{
    /// <summary>Writes the blob unless it is there already.</summary>
    /// <param name="blob">A name that contains a digest of the content.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="contentType">Media type.</param>
    /// <param name="ct">Cancels the upload.</param>
    public static async Task WriteOnceAsync(BlobClient blob, byte[] content, string contentType, CancellationToken ct)
    {
        try
        {
            await blob.UploadAsync(
                BinaryData.FromBytes(content),
                new BlobUploadOptions
                {
                    HttpHeaders = new BlobHttpHeaders { ContentType = contentType },
                    Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
                },
                ct).ConfigureAwait(false);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            // It is there: an earlier attempt of the same request wrote it.
        }
    }
}
