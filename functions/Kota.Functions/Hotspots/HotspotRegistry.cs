using Kota.Functions.Hotspots.Storage;
using Kota.Kernel.Tables;
using Microsoft.Extensions.Logging;

namespace Kota.Functions.Hotspots;

/// <summary>The registry as each instance keeps it: looked at anew when it is 30 seconds old.</summary>
public sealed partial class HotspotRegistry
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(30);

    private readonly Refreshed<Registered> kept;

    public HotspotRegistry(HotspotStore store, TimeProvider time, ILogger<HotspotRegistry> logger) =>
        kept = new Refreshed<Registered>(async ct => new Registered(await store.RegistryAsync(ct)), Life, time, e => Log.Unread(logger, e.GetType().Name));

    /// <summary>The point, or null.</summary>
    public async ValueTask<Hotspot?> FindAsync(string id, CancellationToken ct) => (await kept.GetAsync(ct)).ById.GetValueOrDefault(id);

    /// <summary>Every point, in the order of ids.</summary>
    public async ValueTask<IReadOnlyList<Hotspot>> AllAsync(CancellationToken ct) => (await kept.GetAsync(ct)).All;

    /// <summary>Lets this instance see a change that was just made.</summary>
    public void Forget() => kept.Forget();

    private sealed class Registered(IReadOnlyList<Hotspot> all)
    {
        public IReadOnlyList<Hotspot> All => all;

        public IReadOnlyDictionary<string, Hotspot> ById { get; } = all.ToDictionary(h => h.Id, StringComparer.Ordinal);
    }

    private static partial class Log
    {
        [LoggerMessage(2201, LogLevel.Warning, "The registry of hotspots cannot be read now: {Reason}")]
        public static partial void Unread(ILogger logger, string reason);
    }
}
