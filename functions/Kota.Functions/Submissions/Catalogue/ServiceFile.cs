namespace Kota.Functions.Submissions.Catalogue;

/// <summary>A service file as it was found: a resource of this assembly, or dropped into a folder.</summary>
public sealed record ServiceFile(string Name, ReadOnlyMemory<byte> Json)
{
    private const string ResourcePrefix = "services/";

    /// <summary>The city's own services.</summary>
    public static IEnumerable<ServiceFile> Embedded()
    {
        var assembly = typeof(ServiceFile).Assembly;
        var names = assembly.GetManifestResourceNames().Where(n => n.StartsWith(ResourcePrefix, StringComparison.Ordinal));
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var buffer = new MemoryStream();
            stream.CopyTo(buffer);
            yield return new ServiceFile(name[ResourcePrefix.Length..], buffer.ToArray());
        }
    }

    /// <summary>Services that a file alone adds.</summary>
    public static IEnumerable<ServiceFile> InFolder(string folder)
    {
        if (!Directory.Exists(folder))
            throw new CatalogueException([$"{CatalogueOptions.Section}:Folder: no folder '{folder}'"]);
        return Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)
            .Select(path => new ServiceFile(Path.GetFileName(path), WithoutMark(File.ReadAllBytes(path))));
    }

    // Editors on Windows put a byte-order mark first, which no JSON parser takes.
    private static ReadOnlyMemory<byte> WithoutMark(byte[] bytes) => bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes.AsMemory(3) : bytes;
}
