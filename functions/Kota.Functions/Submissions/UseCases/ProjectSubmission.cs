using Azure;
using Azure.Data.Tables;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Storage;
using Kota.Kernel.Tables;
using Kota.Kernel.Time;

namespace Kota.Functions.Submissions.UseCases;

/// <summary>
/// Brings the index to a submission's present state. Order and repetition of messages do not matter: it reads the head, writes
/// what the head asks for, and is done only when the head has not moved meanwhile.
/// </summary>
public sealed class ProjectSubmission(ServiceCatalogue catalogue, SubmissionStore store, FirstPages firstPages, KotaStorage storage, CityClock clock)
{
    // Each round one of those who project the same submission at once gets through.
    private const int Tries = 32;

    private readonly TableClient index = storage.Table(IndexRow.Table);
    private readonly TableClient heads = storage.Table(SubmissionRow.Table);

    /// <param name="id">Tracking id.</param>
    /// <param name="known">The head, when it was just read or written.</param>
    /// <param name="ct">Stops between writes.</param>
    public async Task RunAsync(string id, Stored? known, CancellationToken ct)
    {
        var strays = new List<WrittenKey>();
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var stored = known ?? await store.FindAsync(id, ct);
            known = null;
            if (stored is null)
                return;
            if (stored.Row.ProjectedVersion != stored.Row.Version)
            {
                if (await TryAsync(stored, strays, ct))
                    return;
                continue;
            }

            // Another projection was done meanwhile: what this one wrote for an older state goes.
            var kept = stored.Row.ProjectedKeys().Select(k => (k.Partition, k.Row)).ToHashSet();
            await DeleteAsync(strays.Where(s => !kept.Contains((s.Partition, s.Row))), ct);
            return;
        }

        throw new InvalidOperationException($"{id} changes faster than it can be projected.");
    }

    // True when the head took the mark. Otherwise the keys that were written are added to the strays.
    private async Task<bool> TryAsync(Stored stored, List<WrittenKey> strays, CancellationToken ct)
    {
        var definition = catalogue.Get(stored.Submission.Service);
        var had = stored.Row.ProjectedKeys().Concat(strays).GroupBy(k => (k.Partition, k.Row)).ToDictionary(g => g.Key, g => g.Last());
        var wanted = IndexRow.Of(definition, stored, clock.Now);
        var written = await Task.WhenAll(wanted.Select(row => WriteAsync(row, had.GetValueOrDefault((row.PartitionKey, row.RowKey))?.Tag, ct)));
        var keys = wanted.Select(w => (w.PartitionKey, w.RowKey)).ToHashSet();
        await DeleteAsync(had.Values.Where(k => !keys.Contains((k.Partition, k.Row))), ct);
        var mark = new TableEntity(stored.Row.PartitionKey, stored.Row.RowKey)
        {
            [nameof(SubmissionRow.ProjectedVersion)] = stored.Row.Version,
            [nameof(SubmissionRow.Projected)] = StoredJson.Write(written),
        };
        try
        {
            await heads.UpdateEntityAsync(mark, stored.Row.ETag, TableUpdateMode.Merge, ct);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            strays.AddRange(written);
            return false;
        }
    }

    // Only as it was last seen: a newer projection may have written a row of the same key, which must stay.
    private Task DeleteAsync(IEnumerable<WrittenKey> keys, CancellationToken ct) => Task.WhenAll(keys.Select(async key =>
    {
        try
        {
            await index.DeleteEntityAsync(key.Partition, key.Row, new ETag(key.Tag), ct);
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            // Written anew by another projection.
        }
        finally
        {
            firstPages.Forget(key.Partition);
        }
    }));

    // Insert what is new, replace what we wrote; in either case a row of the same or a newer version is left alone.
    private async Task<WrittenKey> WriteAsync(IndexRow row, string? tag, CancellationToken ct)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            try
            {
                var response = tag is null ? await index.AddEntityAsync(row, ct) : await index.UpdateEntityAsync(row, new ETag(tag), TableUpdateMode.Replace, ct);
                return new WrittenKey(row.PartitionKey, row.RowKey, response.Headers.ETag!.Value.ToString());
            }
            catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
            {
                var there = await index.FindAsync<IndexRow>(row.PartitionKey, row.RowKey, ct);
                if (there is not null && (there.Version, there.FollowersVersion).CompareTo((row.Version, row.FollowersVersion)) >= 0)
                    return new WrittenKey(row.PartitionKey, row.RowKey, there.ETag.ToString());
                tag = there?.ETag.ToString();
            }
            finally
            {
                // After a failure too: the write may have taken effect.
                firstPages.Forget(row.PartitionKey);
            }
        }

        throw new InvalidOperationException("An index row changes faster than it can be written.");
    }
}
