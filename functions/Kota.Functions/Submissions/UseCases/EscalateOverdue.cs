using Azure;
using Azure.Data.Tables;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Storage;
using Kota.Kernel.Tables;
using Kota.Kernel.Time;
using Microsoft.Extensions.Logging;

namespace Kota.Functions.Submissions.UseCases;

/// <summary>
/// Acts on every submission whose deadline has passed. Reads the deadline partitions from the oldest that may hold rows up to
/// the present hour, so that a sweep costs what is due. A row stays until its submission has moved: the projection removes it.
/// </summary>
public sealed partial class EscalateOverdue(
    ServiceCatalogue catalogue, Workflow workflow, SubmissionStore store, ProjectSubmission project, KotaStorage storage, CityClock clock, ILogger<EscalateOverdue> logger)
{
    private const int AtOnce = 8;

    private readonly TableClient index = storage.Table(IndexRow.Table);
    private readonly TableClient cursors = storage.Table(CursorRow.Table);

    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.Now;
        var thisHour = HourOf(now);
        var cursor = await CursorAsync(thisHour, ct);
        DateTimeOffset? firstLeft = null;
        var moved = 0;
        for (var hour = cursor.Hour; hour <= thisHour; hour = hour.AddHours(1))
        {
            var (seen, acted) = await SweepAsync(hour, now, ct);
            moved += acted;
            if (seen > 0)
                firstLeft ??= hour;
        }

        if (moved > 0)
            Log.Moved(logger, moved);

        // The hour before this one is always read again: a projection that ran across the full hour may still file a row there.
        var lastHour = thisHour.AddHours(-1);
        await AdvanceAsync(cursor, firstLeft < lastHour ? firstLeft.Value : lastHour, ct);
    }

    private async Task<(int Seen, int Acted)> SweepAsync(DateTimeOffset hour, DateTimeOffset now, CancellationToken ct)
    {
        var (seen, acted) = (0, 0);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {IndexRow.DeadlinePartition(hour)}");
        await Parallel.ForEachAsync(index.QueryAsync<IndexRow>(filter, cancellationToken: ct), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (row, token) =>
        {
            Interlocked.Increment(ref seen);
            try
            {
                if (row.Deadline <= now && await ActAsync(row, now, token))
                    Interlocked.Increment(ref acted);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One submission that cannot be moved must not keep all others waiting: it is tried again each minute.
                Log.Failed(logger, row.Id, e);
            }
        });
        return (seen, acted);
    }

    private async Task<bool> ActAsync(IndexRow row, DateTimeOffset now, CancellationToken ct)
    {
        if (await store.FindAsync(row.Id, ct) is not { } stored)
        {
            // Its submission is gone: left in place, the row would keep the sweep's cursor back for ever.
            await index.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, ct);
            return false;
        }

        if (workflow.Elapse(catalogue.Get(stored.Submission.Service), stored.Submission, now) is { } change)
            return (await store.CommitAsync(stored, new Write(change, []), ct)).Result == CommitResult.Done;

        // Nothing is due any more. Where the projection is up to date and does not know this row, a crash left it behind.
        await project.RunAsync(row.Id, stored, ct);
        if (await store.FindAsync(row.Id, ct) is { } head && !head.Row.ProjectedKeys().Any(k => k.Partition == row.PartitionKey))
            await index.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, ct);
        return false;
    }

    private async Task<CursorRow> CursorAsync(DateTimeOffset thisHour, CancellationToken ct)
    {
        if (await cursors.FindAsync<CursorRow>(CursorRow.Partition, CursorRow.Key, ct) is { } cursor)
            return cursor;
        var first = CursorRow.At(await ScanForOldestHourAsync(ct) ?? thisHour);
        first.ETag = (await cursors.AddEntityAsync(first, ct)).Headers.ETag!.Value;
        return first;
    }

    // Once in the life of a table: before the first sweep, or after the cursor was lost.
    private async Task<DateTimeOffset?> ScanForOldestHourAsync(CancellationToken ct)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {IndexRow.DeadlinePartition(DateTimeOffset.MinValue)} and PartitionKey lt {"due|~"}");
        await foreach (var row in index.QueryAsync<IndexRow>(filter, maxPerPage: 1, cancellationToken: ct))
            return row.Deadline is { } at ? HourOf(at) : null;
        return null;
    }

    private static DateTimeOffset HourOf(DateTimeOffset at) => new(at.Year, at.Month, at.Day, at.Hour, 0, 0, TimeSpan.Zero);

    private async Task AdvanceAsync(CursorRow cursor, DateTimeOffset to, CancellationToken ct)
    {
        if (to <= cursor.Hour)
            return;
        try
        {
            cursor.Hour = to;
            await cursors.UpdateEntityAsync(cursor, cursor.ETag, TableUpdateMode.Replace, ct);
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            // Another sweep moved it; the timer's lease makes that rare, and the next sweep starts where that one left it.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2001, LogLevel.Information, "{Count} submissions moved by passing time")]
        public static partial void Moved(ILogger logger, int count);

        [LoggerMessage(2002, LogLevel.Error, "Submission {Id} could not be moved by passing time")]
        public static partial void Failed(ILogger logger, string id, Exception e);
    }
}
