using System.Buffers.Text;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Kota.Portal.Rendering;

/// <summary>A file of the portal, ready to send.</summary>
public sealed record Asset(string Path, string ContentType, string Tag, byte[] Content, byte[] Brotli);

/// <summary>The embedded files, each under a name that changes with its content; hashed and compressed once at start.</summary>
public sealed class AssetStore
{
    private const string Prefix = "assets/";

    private readonly Dictionary<string, Asset> byName;
    private readonly Dictionary<string, Asset> byPath;

    public AssetStore()
    {
        var assembly = typeof(AssetStore).Assembly;
        byName = assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).ToDictionary(n => n[Prefix.Length..], Read);
        byPath = byName.Values.ToDictionary(a => a.Path);

        Asset Read(string resource)
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return Make(resource[Prefix.Length..], copy.ToArray());
        }
    }

    /// <summary>Address of a file.</summary>
    public string this[string name] => $"/{Prefix}{byName[name].Path}";

    /// <summary>The file at a path below /assets; null when its content has another hash by now.</summary>
    public Asset? Find(string? path) => path is null ? null : byPath.GetValueOrDefault(path);

    private static Asset Make(string name, byte[] content)
    {
        var hash = Base64Url.EncodeToString(SHA256.HashData(content).AsSpan(0, 9));
        var extension = Path.GetExtension(name);
        return new Asset($"{name[..^extension.Length]}.{hash}{extension}", TypeOf(extension), $"\"{hash}\"", content, Compress(content));
    }

    private static byte[] Compress(byte[] content)
    {
        using var output = new MemoryStream();
        using (var brotli = new BrotliStream(output, CompressionLevel.SmallestSize))
            brotli.Write(content);
        return output.ToArray();
    }

    private static string TypeOf(string extension) => extension switch
    {
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => throw new InvalidOperationException($"No content type is known for {extension}."),
    };
}
