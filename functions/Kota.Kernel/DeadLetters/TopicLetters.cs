using Kota.Kernel.Messaging;

namespace Kota.Kernel.DeadLetters;

/// <summary>
/// Names of the dead letters of a topic's subscriptions, <c>topic~subscription</c>, beside the names of queues. One that is sent back goes
/// to the topic: the other subscriptions get it again too, which is harmless, since every consumer takes a message any number of times.
/// </summary>
public static class TopicLetters
{
    private const char Separator = '~';

    /// <summary>Those of the city's facts to reports.</summary>
    public const string Reports = "city-events~reports";

    /// <summary>Those of the city's facts to notices.</summary>
    public const string Notices = "city-events~notices";

    /// <summary>All that are kept.</summary>
    public static IReadOnlyList<string> All { get; } = [Reports, Notices];

    /// <summary>Where a letter of this name is sent back to.</summary>
    public static Destination OriginOf(string name) =>
        name.IndexOf(Separator, StringComparison.Ordinal) is > 0 and var end ? new Destination(DestinationKind.Topic, name[..end]) : Destination.Queue(name);
}
