using System.Security.Cryptography;

namespace Kota.EmbeddedHost.Azurite;

/// <summary>
/// Azurite's three services as three child processes: one process for all three freezes for seconds to minutes once
/// thousands of queue messages have passed, and whenever a large table is saved. They end with this process, however it ends.
/// </summary>
public sealed class LocalAzurite : IAsyncDisposable
{
    private readonly IReadOnlyList<AzuriteProcess> services;
    private readonly IReadOnlyList<AzuriteAccount> accounts;
    private readonly Dictionary<string, int> ports;

    private LocalAzurite(IReadOnlyList<AzuriteProcess> services, Dictionary<string, int> ports, AzuriteOptions options, string folder)
    {
        this.services = services;
        this.ports = ports;
        accounts = options.Accounts;
        Folder = folder;
        Died = FirstDeathAsync();
    }

    /// <summary>Where the data is.</summary>
    public string Folder { get; }

    /// <summary>Ends, with one sentence, when a service ends that nobody asked to.</summary>
    public Task<string> Died { get; }

    /// <summary>Process ids of the three services.</summary>
    public IReadOnlyList<int> ProcessIds => [.. services.Select(s => s.Id)];

    /// <summary>Port of the <c>blob</c>, <c>queue</c> or <c>table</c> service.</summary>
    public int Port(string service) => ports[service];

    /// <summary>Starts the services and returns when all three listen.</summary>
    /// <exception cref="AzuriteException">Node or Azurite is missing, a port is taken, or a service ended.</exception>
    public static async Task<LocalAzurite> StartAsync(AzuriteOptions options, CancellationToken ct = default)
    {
        var node = await NodeInstallation.FindAsync(ct);
        var wanted = new Dictionary<string, int> { ["blob"] = options.BlobPort, ["queue"] = options.QueuePort, ["table"] = options.TablePort };
        foreach (var (service, port) in wanted)
            await PortProbe.WaitUntilFreeAsync(port, service, ct);
        var folder = options.Memory
            ? Path.Combine(Path.GetTempPath(), "kota-azurite-" + RandomNumberGenerator.GetHexString(12, lowercase: true))
            : Path.GetFullPath(options.DataFolder);
        var started = new List<AzuriteProcess>();
        try
        {
            foreach (var (service, port) in wanted)
                started.Add(AzuriteProcess.Start(node, service, port, Path.Combine(folder, service), options));
            var chosen = await Task.WhenAll(started.Select(s => s.PortAsync(ct)));
            return new LocalAzurite(started, started.Zip(chosen).ToDictionary(p => p.First.Service, p => p.Second), options, folder);
        }
        catch
        {
            await EndAsync(started);
            throw;
        }
    }

    /// <summary>Connection string of an account.</summary>
    /// <param name="account">Its name; the first one when null.</param>
    public string ConnectionString(string? account = null)
    {
        var (name, key) = account is null ? accounts[0] : accounts.Single(a => a.Name == account);
        string Endpoint(string kind, string service) => $"{kind}Endpoint=http://127.0.0.1:{ports[service]}/{name};";
        return $"DefaultEndpointsProtocol=http;AccountName={name};AccountKey={key};"
            + Endpoint("Blob", "blob") + Endpoint("Queue", "queue") + Endpoint("Table", "table");
    }

    /// <summary>Ends the services; those that keep data save it first.</summary>
    public async ValueTask DisposeAsync() => await EndAsync(services);

    private static Task EndAsync(IEnumerable<AzuriteProcess> services) => Task.WhenAll(services.Select(s => s.DisposeAsync().AsTask()));

    private async Task<string> FirstDeathAsync() => await await Task.WhenAny(services.Select(s => s.Died));
}
