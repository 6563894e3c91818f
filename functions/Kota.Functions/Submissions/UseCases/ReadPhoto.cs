using System.Globalization;
using Azure;
using Kota.Functions.Submissions.Intake;
using Kota.Functions.Submissions.Storage;
using Kota.Functions.Submissions.Views;
using Kota.Kernel.Blobs;
using Kota.Kernel.Outcomes;

namespace Kota.Functions.Submissions.UseCases;

/// <summary>A picture to send, and whether anyone may keep a copy.</summary>
public sealed record Picture(Stream Content, string Digest, bool Public);

/// <summary>Opens one size of a submission's photo for somebody who may see it.</summary>
public sealed class ReadPhoto(ReadSubmission read, SubmissionStore store, PhotoIntake photos)
{
    public async Task<Outcome<Picture>> RunAsync(string id, int number, string? size, Visitor visitor, CancellationToken ct)
    {
        var pixels = string.IsNullOrEmpty(size) ? PhotoConverter.LargeSide : int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0;
        if (pixels is not (PhotoConverter.SmallSide or PhotoConverter.LargeSide))
            return Failure.Invalid("/size", "photo-size", PhotoConverter.SmallSide, PhotoConverter.LargeSide);
        if (!(await read.RunAsync(id, visitor, ct)).Succeeded(out var opened, out var failure))
            return failure;
        if (!SubmissionViews.ShowsPhoto(opened, number) || number is < 1 or > 99 || await store.PhotoAsync(opened.Submission.Id, number, ct) is not { } photo)
            return Failure.NotFound("unknown-photo");
        try
        {
            var content = await photos.OpenAsync(opened.Submission.Id, photo, pixels, ct);
            return new Picture(content, $"{photo.Digest[..32]}-{pixels}", !opened.IsInside);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return Failure.NotFound("unknown-photo");
        }
    }
}
