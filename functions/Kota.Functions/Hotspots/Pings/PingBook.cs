using Kota.Functions.Hotspots.Storage;
using Kota.Kernel.Outbox;

namespace Kota.Functions.Hotspots.Pings;

/// <summary>Makes pings durable, those that come together in one transaction.</summary>
public sealed class PingBook(HotspotStore store, OutboxRelay relay, TimeProvider time)
{
    // Instances write rows of their own in the index of deadlines.
    private readonly string writer = Ulid.NewUlid().ToString();
    private readonly Dictionary<string, PingLane> lanes = [];
    private readonly Lock gate = new();

    /// <summary>Completes once the ping is durable, or cannot be now.</summary>
    public Task<PingResult> AddAsync(Hotspot hotspot, Ping ping) => Lane(HotspotPartition.Of(hotspot.Id)).AddAsync(hotspot, ping);

    private PingLane Lane(string partition)
    {
        lock (gate)
        {
            if (!lanes.TryGetValue(partition, out var lane))
                lanes[partition] = lane = new PingLane(partition, writer, store, relay, time);
            return lane;
        }
    }
}
