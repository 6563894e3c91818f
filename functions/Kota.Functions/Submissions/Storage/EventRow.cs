using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Kota.Kernel.Tables;

namespace Kota.Functions.Submissions.Storage;

/// <summary>One step of a submission's history. Table Submissions, row = <c>{id}|e|{seq:D6}</c>. Inserted, never changed.</summary>
public sealed class EventRow : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    /// <summary>JSON of the <see cref="SubmissionEvent"/>.</summary>
    public string Document { get; set; } = "";

    /// <summary>The attempt that wrote it.</summary>
    public string WriteId { get; set; } = "";

    public static string Prefix(string id) => SubmissionRow.Key(id) + "|e|";

    public static string Key(string id, int seq) => Prefix(id) + seq.ToString("D6", CultureInfo.InvariantCulture);

    public static EventRow For(string id, SubmissionEvent step, string writeId) => new()
    {
        PartitionKey = SubmissionRow.Partition(id),
        RowKey = Key(id, step.Seq),
        Document = StoredJson.Write(step),
        WriteId = writeId,
    };

    public SubmissionEvent Event() => StoredJson.Read<SubmissionEvent>(Document);
}
