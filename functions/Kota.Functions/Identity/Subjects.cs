using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using Kota.Kernel.Security;
using Kota.Kernel.Tables;

namespace Kota.Functions.Identity;

/// <summary>Reads what a signed-in person is to the city. Kept for 30 seconds in each instance: so long a revoked role may still act.</summary>
public sealed class Subjects(KotaStorage storage, TimeProvider time)
{
    private const int MaxKept = 10_000;
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(30);

    private readonly TableClient table = storage.Table(SubjectRow.Table);
    private readonly ConcurrentDictionary<string, (Caller Caller, DateTimeOffset Until)> kept = new();

    /// <summary>The opaque id of a person whom a provider knows by this id.</summary>
    public static string SubjectOf(string provider, string id) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{provider}|{id}")))[..26];

    /// <summary>The caller with this subject; somebody whom the table does not know is a citizen.</summary>
    public async ValueTask<Caller> FindAsync(string subject, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (kept.TryGetValue(subject, out var entry) && entry.Until > now)
            return entry.Caller;
        var row = await table.FindAsync<SubjectRow>(SubjectRow.Partition(subject), SubjectRow.Key(subject), ct);
        var caller = row is not null
            ? new Caller(subject, row.RoleSet(), row.Agency, row.Kelurahan)
            : new Caller(subject, new HashSet<Role> { Role.Citizen }, null, null);
        if (kept.Count >= MaxKept)
            kept.Clear();
        kept[subject] = (caller, now + Life);
        return caller;
    }

    /// <summary>Enters a person unless the table knows them already.</summary>
    public async Task EnterAsync(SubjectRow row, CancellationToken ct)
    {
        try
        {
            await table.AddEntityAsync(row, ct);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            // Entered before, perhaps with roles that were changed since: left as they are.
        }
    }
}
