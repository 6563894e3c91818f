using System.Reflection;
using Kota.Functions;

namespace Kota.EmbeddedHost;

/// <summary>How one embedded host runs.</summary>
public sealed class EmbeddedHostOptions
{
    /// <summary>Addresses to listen on, separated by semicolons; port 0 lets the system choose.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:7071";

    /// <summary>Connection string of the storage account; becomes the settings KotaStorage and AzureWebJobsStorage.</summary>
    public required string StorageConnection { get; init; }

    /// <summary>Assemblies whose functions run.</summary>
    public IReadOnlyList<Assembly> FunctionAssemblies { get; init; } = [typeof(KotaServices).Assembly, Assembly.Load("Kota.Portal")];

    /// <summary>App settings that override every other source, as <c>A:B</c> or <c>A__B</c>.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>The host.json to read; the one beside the assembly when null.</summary>
    public string? HostJsonPath { get; init; }

    /// <summary>
    /// The local.settings.json to read. When null, the values of the sample stand in its place, so that a test does not depend on
    /// what a developer changed in their own file.
    /// </summary>
    public string? LocalSettingsPath { get; init; }

    /// <summary>The last word on services: tests put a fake clock or faulty storage here.</summary>
    public Action<IServiceCollection>? ConfigureServices { get; init; }

    /// <summary>Whether queues, topics and timers run by themselves; when false only HTTP does, and tests drain by hand.</summary>
    public bool RunTriggers { get; init; } = true;
}
