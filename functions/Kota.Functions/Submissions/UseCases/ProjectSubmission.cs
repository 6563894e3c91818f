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
public sealed class ProjectSubmission(ServiceCatalogue catalogue, SubmissionStore store, KotaStorage storage, CityClock clock)
{
    private const int Tries = 8;

    private readonly TableClient index = storage.Table(IndexRow.Table);
    private readonly TableClient heads = storage.Table(SubmissionRow.Table);

    /// <param name="id">Tracking id.</param>
    /// <param name="known">The head, when it was just read or written.</param>
    /// <param name="ct">Stops between writes.</param>
    public async Task RunAsync(string id, Stored? known, CancellationToken ct)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var stored = known ?? await store.FindAsync(id, ct);
            known = null;
            if (stored is null || stored.Row.ProjectedVersion == stored.Row.Version)
                return;
            if (await TryAsync(stored, ct))
                return;
        }

        throw new InvalidOperationException($"{id} changes faster than it can be projected.");
    }

    private async Task<bool> TryAsync(Stored stored, CancellationToken ct)
    {
        var definition = catalogue.Get(stored.Submission.Service);
        var had = stored.Row.ProjectedKeys().ToDictionary(k => (k.Partition, k.Row));
        var wanted = IndexRow.Of(definition, stored.Submission, clock.Now);
        var written = await Task.WhenAll(wanted.Select(row => WriteAsync(row, had.GetValueOrDefault((row.PartitionKey, row.RowKey))?.Tag, ct)));
        var left = had.Keys.Except(wanted.Select(w => (Partition: w.PartitionKey, Row: w.RowKey)));
        await Task.WhenAll(left.Select(key => index.DeleteEntityAsync(key.Partition, key.Row, ETag.All, ct)));
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
            return false;
        }
    }

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
                var there = await index.GetEntityIfExistsAsync<IndexRow>(row.PartitionKey, row.RowKey, cancellationToken: ct);
                if (there.HasValue && there.Value!.Version >= row.Version)
                    return new WrittenKey(row.PartitionKey, row.RowKey, there.Value.ETag.ToString());
                tag = there.HasValue ? there.Value!.ETag.ToString() : null;
            }
        }

        throw new InvalidOperationException("An index row changes faster than it can be written.");
    }
}
