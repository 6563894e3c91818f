using System.CommandLine;
using Kota.EmbeddedHost.OpenApi;

namespace Kota.EmbeddedHost.CommandLine;

/// <summary>The command line: what may be said, and what is refused before anything starts.</summary>
internal static class HostCommand
{
    private static readonly Option<string> Urls = new("--urls")
    {
        Description = "Addresses to listen on, separated by semicolons; on this machine only. Port 0: any free one.",
        DefaultValueFactory = _ => "http://localhost:7071",
    };

    private static readonly Option<string?> Storage = new("--storage")
    {
        Description = "Connection string of a storage account or an Azurite that runs already.",
    };

    private static readonly Option<bool> Memory = new("--memory") { Description = "Keep nothing: storage ends with the host." };

    private static readonly Option<DirectoryInfo> Data = new("--data")
    {
        Description = "Folder in which local storage keeps its data.",
        DefaultValueFactory = _ => new DirectoryInfo(Path.Combine(Checkout.Root(), ".azurite")),
    };

    private static readonly Option<int?> StoragePort = new("--storage-port")
    {
        Description = "First of three ports for local storage: blobs, queues, tables. 0: any free ones. Default 10000; with --memory 0.",
    };

    private static readonly Option<FileInfo> Output = new("--output") { Description = "The file to write.", Required = true };

    /// <summary>Runs what the arguments say; gives the exit code.</summary>
    public static Task<int> InvokeAsync(string[] args)
    {
        var root = new RootCommand("Kota on this machine: a developer's and test host, not for production.") { Urls, Storage, Memory, Data, StoragePort };
        Urls.Validators.Add(r => Refuse(r, Loopback(r.GetValueOrDefault<string>())));
        StoragePort.Validators.Add(r => Refuse(r, r.GetValueOrDefault<int?>() is < 0 or > 65_533 ? "--storage-port must be from 0 to 65533." : null));
        root.Validators.Add(r => Refuse(r, r.GetResult(Storage) is not null && (r.GetValue(Memory) || r.GetResult(StoragePort) is not null || r.GetResult(Data) is { Implicit: false })
            ? "--storage names storage that runs already: leave out --memory, --data and --storage-port."
            : null));
        root.SetAction((said, ct) => LocalRun.StartAsync(Read(said)));

        var openapi = new Command("openapi", "Writes the OpenAPI document to a file, without starting anything.") { Output };
        openapi.SetAction((said, _) => OpenApiExport.RunAsync(said.GetRequiredValue(Output).FullName));
        root.Add(openapi);

        var said = root.Parse(args);
        if (said.Errors is [var first, ..])
            return Task.FromResult(Sentences.Fail(first.Message));
        // LocalRun has its own handling of Ctrl-C: an orderly end is exit code 0, and saving data may take longer than two seconds.
        return said.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    private static RunOptions Read(ParseResult said) => new(
        said.GetRequiredValue(Urls).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(u => new Uri(u)).ToList(),
        said.GetValue(Storage),
        said.GetValue(Memory),
        said.GetRequiredValue(Data).FullName,
        said.GetValue(StoragePort) ?? (said.GetValue(Memory) ? 0 : 10_000));

    private static void Refuse(System.CommandLine.Parsing.SymbolResult result, string? sentence)
    {
        if (sentence is not null)
            result.AddError(sentence);
    }

    // Whoever reaches this host can sign in as anyone.
    private static string? Loopback(string? urls)
    {
        foreach (var text in (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttp)
                return $"--urls: '{text}' is not an http address such as http://localhost:7071.";
            if (!url.IsLoopback)
                return $"--urls: '{text}' is open to other machines, which this host must not be: use localhost.";
        }

        return string.IsNullOrWhiteSpace(urls) ? "--urls needs an address such as http://localhost:7071." : null;
    }
}

/// <summary>What the command line said.</summary>
/// <param name="Urls">Where to listen.</param>
/// <param name="Storage">Connection string, or null for an Azurite of our own.</param>
/// <param name="Memory">Whether nothing is kept.</param>
/// <param name="DataFolder">Where our own Azurite keeps its data.</param>
/// <param name="StoragePort">First of its three ports, or 0.</param>
internal sealed record RunOptions(IReadOnlyList<Uri> Urls, string? Storage, bool Memory, string DataFolder, int StoragePort);
