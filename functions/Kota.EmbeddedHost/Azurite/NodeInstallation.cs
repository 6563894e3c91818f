using System.ComponentModel;
using System.Diagnostics;
using Kota.EmbeddedHost.CommandLine;

namespace Kota.EmbeddedHost.Azurite;

/// <summary>Node and the Azurite package, as this machine has them.</summary>
/// <param name="Executable">Name of the program.</param>
/// <param name="Package">Folder of the Azurite package.</param>
internal sealed record NodeInstallation(string Executable, string Package)
{
    private const int OldestMajor = 20;

    public string Script(string service) => Path.Combine(Package, "dist", "src", service, "main.js");

    /// <exception cref="AzuriteException">One of the two is missing or too old.</exception>
    public static async Task<NodeInstallation> FindAsync(CancellationToken ct)
    {
        var version = await VersionAsync(ct);
        if (!int.TryParse(version.TrimStart('v').Split('.')[0], out var major) || major < OldestMajor)
            throw new AzuriteException($"Local storage needs Node.js {OldestMajor} or newer; this machine has {version}.");
        return new NodeInstallation("node", FindPackage());
    }

    private static async Task<string> VersionAsync(CancellationToken ct)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("node", "--version") { RedirectStandardOutput = true })!;
            var version = await process.StandardOutput.ReadToEndAsync(ct);
            return version.Trim();
        }
        catch (Win32Exception e)
        {
            throw new AzuriteException(
                $"Local storage needs Node.js {OldestMajor} or newer, and no 'node' is in PATH: install it, or pass --storage <connection string>.", e);
        }
    }

    // The built host stands somewhere under the repository; a published one is run from it.
    private static string FindPackage() =>
        Checkout.Above(AppContext.BaseDirectory).Concat(Checkout.Above(Directory.GetCurrentDirectory()))
            .Select(folder => Path.Combine(folder, "node_modules", "azurite"))
            .FirstOrDefault(Directory.Exists)
        ?? throw new AzuriteException("Azurite is not installed: run 'npm ci' at the root of the repository.");
}
