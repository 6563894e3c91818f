using System.Security.Cryptography;
using Kota.Kernel.Outcomes;
using NetVips;

namespace Kota.Kernel.Blobs;

/// <summary>A photo made safe to show: no metadata, upright, WebP.</summary>
/// <param name="Digest">SHA-256 of the photo as it came, lower-case hex.</param>
/// <param name="Width">Pixels of the large picture.</param>
/// <param name="Height">Pixels of the large picture.</param>
/// <param name="Large">WebP, longest side at most <see cref="PhotoConverter.LargeSide"/> pixels.</param>
/// <param name="Small">WebP, longest side at most <see cref="PhotoConverter.SmallSide"/> pixels.</param>
public sealed record SafePhoto(string Digest, int Width, int Height, byte[] Large, byte[] Small);

/// <summary>
/// Decodes photos of strangers and encodes them anew, so that nothing of the file that came is ever shown: type by content,
/// orientation applied, metadata and position stripped, bombs and broken files refused. The original is not kept.
/// libvips holds one strip of pixels at a time for a plain JPEG and the whole picture for anything else, which has a lower limit.
/// </summary>
public sealed class PhotoConverter : IDisposable
{
    /// <summary>Longest side of the large picture, in pixels.</summary>
    public const int LargeSide = 1280;

    /// <summary>Longest side of the small picture, in pixels.</summary>
    public const int SmallSide = 320;

    /// <summary>Most pixels of a photo: phones make up to 50 million; more is a bomb or a scan.</summary>
    public const long MaxPixels = 60_000_000;

    /// <summary>Most pixels of a picture that is decoded whole: at 8 bytes a pixel (PNG of 16 bits) some 130 MB.</summary>
    public const long MaxPixelsAtOnce = 16_000_000;

    private static readonly string[] Loaders = ["VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer", "VipsForeignLoadWebpBuffer"];

    private static readonly Log.LogDelegate Silence = (_, _, _) => { };

    // Decoding is work for the processor: more at once than there are cores only costs memory.
    private readonly SemaphoreSlim turns = new(Environment.ProcessorCount);

    static PhotoConverter()
    {
        NetVips.NetVips.BlockUntrusted = true;
        Cache.Max = 0;
        NetVips.NetVips.Concurrency = 1;

        // Broken photos are answered, not logged: libvips would write a line of its own to standard error for each.
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, Silence);
    }

    /// <summary>The safe photo, or why it is refused, as an error at this pointer.</summary>
    /// <param name="original">The file as it came.</param>
    /// <param name="pointer">JSON pointer of the photo in the request.</param>
    /// <param name="ct">Cancels the wait for a turn.</param>
    public async Task<Outcome<SafePhoto>> ConvertAsync(byte[] original, string pointer, CancellationToken ct)
    {
        await turns.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Convert(original, pointer), ct).ConfigureAwait(false);
        }
        finally
        {
            turns.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turns.Dispose();

    private static Outcome<SafePhoto> Convert(byte[] original, string pointer)
    {
        var loader = Image.FindLoadBuffer(original);
        if (!Loaders.Contains(loader))
            return Failure.Invalid(pointer, "photo-type");
        try
        {
            if (!Measure(original, loader, pointer).Succeeded(out var longest, out var failure))
                return failure;

            // Not ThumbnailBuffer: it takes a file that is cut short for whole. ThumbnailImage turns the picture upright.
            using var decoded = Image.NewFromBuffer(
                original, loader == Loaders[0] ? $"[shrink={Shrink(longest)}]" : "", access: Enums.Access.Sequential, failOn: Enums.FailOn.Truncated);
            using var large = decoded.ThumbnailImage(LargeSide, height: LargeSide, size: Enums.Size.Down, outputProfile: "srgb").CopyMemory();
            using var small = large.ThumbnailImage(SmallSide, height: SmallSide, size: Enums.Size.Down);
            return new SafePhoto(
                System.Convert.ToHexStringLower(SHA256.HashData(original)), large.Width, large.Height, Encode(large), Encode(small));
        }
        catch (VipsException)
        {
            return Failure.Invalid(pointer, "photo-broken");
        }
    }

    private static Outcome<int> Measure(byte[] original, string loader, string pointer)
    {
        using var header = Image.NewFromBuffer(original, access: Enums.Access.Sequential);

        // A progressive JPEG is held as coefficients of all its pixels before the first line comes out.
        var limit = loader == Loaders[0] && !header.Contains("interlaced") ? MaxPixels : MaxPixelsAtOnce;
        if ((long)header.Width * header.Height > limit)
            return Failure.Invalid(pointer, "photo-too-many-pixels", limit / 1_000_000);
        if (header.Contains("n-pages") && (int)header.Get("n-pages") > 1)
            return Failure.Invalid(pointer, "photo-animated");
        return Math.Max(header.Width, header.Height);
    }

    // JPEG decodes at a half, a quarter or an eighth for a fraction of the work.
    private static int Shrink(int longest) => longest switch
    {
        >= 8 * LargeSide => 8,
        >= 4 * LargeSide => 4,
        >= 2 * LargeSide => 2,
        _ => 1,
    };

    private static byte[] Encode(Image picture) => picture.WebpsaveBuffer(q: 80, effort: 2, keep: Enums.ForeignKeep.None);
}
