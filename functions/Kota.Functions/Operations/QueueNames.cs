using System.Diagnostics.CodeAnalysis;
using Kota.Kernel.Tables;

namespace Kota.Functions.Operations;

/// <summary>The queues that slices have registered: the only names that a request may put into a key.</summary>
public sealed class QueueNames(IEnumerable<StorageLayout> layouts)
{
    public IReadOnlySet<string> All { get; } = layouts.SelectMany(l => l.Queues).ToHashSet();

    public bool Knows([NotNullWhen(true)] string? queue) => queue is not null && All.Contains(queue);
}
