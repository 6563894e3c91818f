namespace Kota.Kernel.Tables;

/// <summary>The tables, queues and containers that a slice names. Each slice registers one; what creates storage reads them all.</summary>
/// <param name="Tables">Table names.</param>
/// <param name="Queues">Queue names; each also gets <c>-poison</c>.</param>
/// <param name="Containers">Blob container names.</param>
public sealed record StorageLayout(IReadOnlyList<string> Tables, IReadOnlyList<string> Queues, IReadOnlyList<string> Containers);

/// <summary>Creates what is missing. Local hosts run it at start; in Azure Bicep has made all of it.</summary>
public sealed class StorageProvisioner(KotaStorage storage, IEnumerable<StorageLayout> layouts)
{
    /// <summary>Creates every table, queue and container that is missing.</summary>
    public async Task CreateAsync(CancellationToken ct)
    {
        var all = layouts.ToList();
        await Task.WhenAll(
        [
            .. all.SelectMany(l => l.Tables).Distinct().Select(t => (Task)storage.Table(t).CreateIfNotExistsAsync(ct)),
            .. all.SelectMany(l => l.Queues).Distinct().SelectMany(q => new[] { q, q + "-poison" }).Select(q => (Task)storage.Queue(q).CreateIfNotExistsAsync(cancellationToken: ct)),
            .. all.SelectMany(l => l.Containers).Distinct().Select(c => (Task)storage.Container(c).CreateIfNotExistsAsync(cancellationToken: ct)),
        ]).ConfigureAwait(false);
    }
}
