namespace Kota.Kernel.Messaging;

/// <summary>Where a message goes: a storage queue inside a slice, or a topic between slices.</summary>
/// <param name="Kind">Queue or topic.</param>
/// <param name="Name">Its name.</param>
public readonly record struct Destination(DestinationKind Kind, string Name)
{
    /// <summary>The topic that all facts between slices go to.</summary>
    public static readonly Destination CityEvents = new(DestinationKind.Topic, "city-events");

    /// <summary>A storage queue.</summary>
    public static Destination Queue(string name) => new(DestinationKind.Queue, name);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static Destination Parse(string text) => text.Split(':') switch
    {
        ["queue", var name] => Queue(name),
        ["topic", var name] => new Destination(DestinationKind.Topic, name),
        _ => throw new FormatException($"Not a destination: {text}"),
    };

    /// <summary><c>queue:name</c> or <c>topic:name</c>, as the outbox stores it.</summary>
    public override string ToString() => $"{(Kind == DestinationKind.Queue ? "queue" : "topic")}:{Name}";
}

/// <summary>Kinds of destination.</summary>
public enum DestinationKind
{
    /// <summary>A storage queue.</summary>
    Queue,

    /// <summary>A Service Bus topic, or its stand-in.</summary>
    Topic,
}
