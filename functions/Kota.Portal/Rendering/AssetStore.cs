using System.Text.Json;

namespace Kota.Portal.Rendering;

/// <summary>A file of the portal, as the build made it.</summary>
/// <param name="Name">Name in the source.</param>
/// <param name="Path">Name with a hash of the content.</param>
/// <param name="Type">Content type.</param>
/// <param name="Tag">Hash of the content.</param>
/// <param name="Integrity">What browsers hold the content against before they use it.</param>
/// <param name="Packed">Whether it is there as Brotli and gzip too; not where that saves nothing.</param>
/// <param name="Size">Bytes as Brotli.</param>
/// <param name="Uses">Modules that it imports.</param>
public sealed record Asset(string Name, string Path, string Type, string Tag, string Integrity, bool Packed, int Size, IReadOnlyList<string> Uses)
{
    public string Url => "/assets/" + Path;
}

/// <summary>The embedded files that pages use.</summary>
public sealed class AssetStore
{
    private const string Prefix = "assets/";

    private readonly Dictionary<string, Asset> byName;
    private readonly Dictionary<string, Asset> byPath;

    public AssetStore()
    {
        using var list = Resource("assets.json");
        All = JsonSerializer.Deserialize<List<Asset>>(list, JsonSerializerOptions.Web)!;
        byName = All.ToDictionary(a => a.Name);
        byPath = All.ToDictionary(a => a.Path);
    }

    public IReadOnlyList<Asset> All { get; }

    /// <summary>Address of a file.</summary>
    public string this[string name] => byName[name].Url;

    public Asset Named(string name) => byName[name];

    /// <summary>The file at a path below /assets; null when its content has another hash by now.</summary>
    public Asset? Find(string? path) => path is null ? null : byPath.GetValueOrDefault(path);

    /// <summary>The bytes of a file.</summary>
    /// <param name="asset">The file.</param>
    /// <param name="coding">Empty for the file as it is, else br or gz.</param>
    internal static Stream Open(Asset asset, string coding = "") => Resource(coding.Length == 0 ? asset.Path : $"{asset.Path}.{coding}");

    private static Stream Resource(string name) => typeof(AssetStore).Assembly.GetManifestResourceStream(Prefix + name)
        ?? throw new InvalidOperationException($"The build embedded no {name}.");
}
