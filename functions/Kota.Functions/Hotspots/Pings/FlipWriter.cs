using Kota.Functions.Hotspots.Storage;
using Kota.Kernel.Contracts;
using Kota.Kernel.Messaging;
using Kota.Kernel.Outbox;

namespace Kota.Functions.Hotspots.Pings;

/// <summary>The rows that go with a change of status: the history, and the message that tells the city.</summary>
public static class FlipWriter
{
    public static OutboxRow Tell(Hotspot hotspot, Flip flip, DateTimeOffset now)
    {
        var fact = new HotspotFlipped(hotspot.Id, hotspot.Kelurahan, hotspot.Rw, hotspot.Provider, Word(flip.From), Word(flip.To), flip.At);
        var message = Message.Create($"{hotspot.Id}.{flip.At.UtcTicks}.{fact.To}", HotspotFlipped.Type, fact, flip.At);
        return OutboxRow.For(HotspotPartition.Of(hotspot.Id), Destination.CityEvents, message, now);
    }

    private static string Word(PointStatus status) => status switch
    {
        PointStatus.New => "new",
        PointStatus.Up => "up",
        _ => "down",
    };
}
