using Azure.Storage.Blobs;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Storage;
using Kota.Kernel.Blobs;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Tables;
using Microsoft.AspNetCore.Http;

namespace Kota.Functions.Submissions.Intake;

/// <summary>Turns the photos of a request into safe pictures in storage, before the change that names them is written.</summary>
public sealed class PhotoIntake(KotaStorage storage, PhotoConverter converter)
{
    private static readonly int[] Sizes = [PhotoConverter.LargeSide, PhotoConverter.SmallSide];

    private readonly BlobContainerClient container = storage.Container(PhotoRow.Container);

    /// <summary>SHA-256 of each photo, in hex, in order; or why the number or size of them is refused.</summary>
    public static async Task<Outcome<IReadOnlyList<string>>> DigestsAsync(
        IReadOnlyList<IFormFile> photos, AttachmentRules rules, CancellationToken ct)
    {
        if (photos.Count > rules.Max)
            return Failure.Invalid("/photos", "photos-too-many", rules.Max);
        var digests = new List<string>(photos.Count);
        for (var i = 0; i < photos.Count; i++)
        {
            if (photos[i].Length > rules.MaxBytes)
                return Failure.Invalid($"/photos/{i}", "photo-too-large", rules.MaxBytes / 1_000_000);
            await using var stream = photos[i].OpenReadStream();
            digests.Add(Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(stream, ct)));
        }

        return digests;
    }

    /// <summary>Writes the pictures of the photos. A picture that no row names (the change failed after this) is never shown.</summary>
    public async Task<Outcome<IReadOnlyList<StoredPhoto>>> StoreAsync(string id, IReadOnlyList<IFormFile> photos, CancellationToken ct)
    {
        var stored = new List<StoredPhoto>(photos.Count);
        var errors = new List<FieldError>();
        for (var i = 0; i < photos.Count; i++)
        {
            var converted = await converter.ConvertAsync(await ReadAsync(photos[i], ct), $"/photos/{i}", ct);
            if (!converted.Succeeded(out var photo, out var failure))
            {
                errors.AddRange(failure.Errors);
                continue;
            }

            if (errors.Count > 0)
                continue;
            await Task.WhenAll(Sizes.Select(size => BlobWriter.WriteOnceAsync(
                container.GetBlobClient(PhotoRow.BlobName(id, photo.Digest, size)),
                size == PhotoConverter.LargeSide ? photo.Large : photo.Small,
                "image/webp",
                ct)));
            stored.Add(new StoredPhoto(photo.Digest, photo.Width, photo.Height));
        }

        return errors.Count > 0 ? Failure.Invalid(errors) : stored;
    }

    /// <summary>A picture as a stream of WebP.</summary>
    public Task<Stream> OpenAsync(string id, PhotoRow photo, int size, CancellationToken ct) =>
        container.GetBlobClient(PhotoRow.BlobName(id, photo.Digest, size)).OpenReadAsync(cancellationToken: ct);

    private static async Task<byte[]> ReadAsync(IFormFile photo, CancellationToken ct)
    {
        var bytes = new byte[photo.Length];
        await using var stream = photo.OpenReadStream();
        await stream.ReadExactlyAsync(bytes, ct);
        return bytes;
    }
}
