namespace Kota.EmbeddedHost.CommandLine;

/// <summary>The checkout that the host runs in.</summary>
internal static class Checkout
{
    /// <summary>Its root: above the present folder, or above the built host; the present folder where there is none.</summary>
    public static string Root() =>
        Above(Directory.GetCurrentDirectory()).Concat(Above(AppContext.BaseDirectory)).FirstOrDefault(f => File.Exists(Path.Combine(f, "Kota.slnx")))
        ?? Directory.GetCurrentDirectory();

    /// <summary>A folder and all above it, nearest first.</summary>
    public static IEnumerable<string> Above(string folder)
    {
        for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
            yield return current.FullName;
    }
}
