using Azure;
using Kota.Kernel.Tables;

namespace Kota.Functions.Submissions.Saved;

/// <summary>
/// The filters that an officer keeps under names. Table SavedFilters, partition = bucket of the subject, one row a person: they are read
/// at once, and their number and names are held by one If-Match.
/// </summary>
public sealed class SavedFilterRow : IStampedRow
{
    public const string Table = "SavedFilters";

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    /// <summary>JSON of the list of <see cref="SavedFilter"/>.</summary>
    public string Document { get; set; } = "[]";

    public string? WriteId { get; set; }

    public static string Partition(string subject) => Bucket.Of(subject);

    public static string Key(string subject) => KeyPart.Checked(subject);

    public static SavedFilterRow For(string subject) => new() { PartitionKey = Partition(subject), RowKey = Key(subject) };

    public IReadOnlyList<SavedFilter> Filters() => StoredJson.Read<List<SavedFilter>>(Document);

    public SavedFilterRow With(IEnumerable<SavedFilter> filters)
    {
        Document = StoredJson.Write<IReadOnlyList<SavedFilter>>([.. filters]);
        return this;
    }
}
