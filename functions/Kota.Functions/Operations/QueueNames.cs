using System.Diagnostics.CodeAnalysis;
using Kota.Kernel.DeadLetters;
using Kota.Kernel.Tables;

namespace Kota.Functions.Operations;

/// <summary>The queues that slices have registered and the subscriptions: the only names that a request may put into a key.</summary>
public sealed class QueueNames(IEnumerable<StorageLayout> layouts)
{
    /// <summary>Storage queues, each with a poison queue beside it.</summary>
    public IReadOnlySet<string> Queues { get; } = layouts.SelectMany(l => l.Queues).ToHashSet();

    /// <summary>All whose dead letters are kept.</summary>
    public IReadOnlySet<string> All => all ??= [.. Queues, .. TopicLetters.All];

    public bool Knows([NotNullWhen(true)] string? queue) => queue is not null && All.Contains(queue);

    private HashSet<string>? all;
}
