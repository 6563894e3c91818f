using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Kota.Functions.Reports.Output;
using Kota.Kernel.Blobs;
using Kota.Kernel.Contracts;
using Kota.Kernel.Messaging;
using Kota.Kernel.Outbox;
using Kota.Kernel.Tables;

namespace Kota.Functions.Reports.Storage;

/// <summary>Keeps reports: their blobs first, then the row that says they stand, with the message in the same batch.</summary>
public sealed class ReportShelf(KotaStorage storage, OutboxRelay relay, TimeProvider time)
{
    private readonly TableClient table = storage.Table(ReportRow.Table);
    private readonly BlobContainerClient blobs = storage.Container(ReportRow.Container);

    public Task<ReportRow?> FindAsync(string kind, DateOnly day, CancellationToken ct) =>
        table.FindAsync<ReportRow>(ReportRow.Partition(kind), ReportRow.Key(ReportKinds.CutOff(day)), ct);

    /// <summary>Reports of a kind before a day, newest first; the newest of all for null.</summary>
    public ValueTask<List<ReportRow>> OlderAsync(string kind, DateOnly? before, int take, CancellationToken ct)
    {
        var after = before is { } day ? ReportRow.Key(ReportKinds.CutOff(day)) : "";
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {ReportRow.Partition(kind)} and RowKey gt {after} and RowKey lt {"~"}");
        return table.QueryAsync<ReportRow>(filter, take, cancellationToken: ct).Take(take).ToListAsync(ct);
    }

    /// <summary>Puts a report there. One that stands is never changed: people may have acted on it.</summary>
    public async Task<ReportRow> PutAsync(string kind, DateOnly day, IReadOnlyList<ReportFile> files, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        foreach (var file in files)
            await BlobWriter.WriteOnceAsync(blobs.GetBlobClient(ReportKinds.Blob(kind, day, file.Name)), file.Content, file.ContentType, ct);
        var row = ReportRow.For(kind, ReportKinds.CutOff(day), [.. files.Select(f => f.Name)], now);
        var made = new ReportMade(kind, day, [.. files.Select(f => ReportKinds.Blob(kind, day, f.Name))]);
        var outbox = OutboxRow.For(row.PartitionKey, Destination.CityEvents, Message.Create($"report.{kind}.{row.RowKey}", ReportMade.Type, made, now), now);
        try
        {
            await new TableBatch().Insert(row).Insert(outbox).SubmitAsync(table, ct);
        }
        catch (TableTransactionFailedException e) when (e.Status == 409)
        {
            return await FindAsync(kind, day, ct) ?? row;
        }

        await relay.RelayAsync(table, [outbox]);
        return row;
    }

    /// <summary>The content of a file; null when it does not stand.</summary>
    public async Task<(byte[] Content, string ContentType)?> ReadAsync(string kind, DateOnly day, string file, CancellationToken ct)
    {
        try
        {
            var blob = await blobs.GetBlobClient(ReportKinds.Blob(kind, day, file)).DownloadContentAsync(ct);
            return (blob.Value.Content.ToArray(), blob.Value.Details.ContentType);
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return null;
        }
    }
}
