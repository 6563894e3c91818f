using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace Kota.Functions.Submissions.Storage;

/// <summary>A photo of a submission. Table Submissions, row = <c>{id}|a|{n:D2}</c>; the pictures are blobs named after the content.</summary>
public sealed class PhotoRow : ITableEntity
{
    public const string Container = "submission-photos";

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public int Number { get; set; }

    /// <summary>SHA-256 of the photo as it came, in hex; names the blobs.</summary>
    public string Digest { get; set; } = "";

    public int Width { get; set; }

    public int Height { get; set; }

    public static string Key(string id, int number) => SubmissionRow.Key(id) + "|a|" + number.ToString("D2", CultureInfo.InvariantCulture);

    /// <summary>Name of the blob of a size (longest side in pixels).</summary>
    public static string BlobName(string id, string digest, int size) => $"{id}/{digest}-{size.ToString(CultureInfo.InvariantCulture)}.webp";

    /// <summary>Rows for photos whose pictures are stored, numbered from here on.</summary>
    public static IReadOnlyList<PhotoRow> For(string id, int firstNumber, IReadOnlyList<StoredPhoto> photos) => [.. photos.Select((photo, i) => new PhotoRow
    {
        PartitionKey = SubmissionRow.Partition(id),
        RowKey = Key(id, firstNumber + i),
        Number = firstNumber + i,
        Digest = photo.Digest,
        Width = photo.Width,
        Height = photo.Height,
    })];
}

/// <summary>A photo whose pictures are in storage, before a change names it.</summary>
public sealed record StoredPhoto(string Digest, int Width, int Height);
