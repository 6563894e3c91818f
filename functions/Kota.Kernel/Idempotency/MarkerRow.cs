using Azure;
using Azure.Data.Tables;
using Kota.Kernel.Tables;

namespace Kota.Kernel.Idempotency;

/// <summary>
/// That a change with this idempotency key was made. Inserted as the first action of the change's own batch, so that it stands
/// exactly when the change does: a retry meets 409 here, and reads what the first attempt led to.
/// </summary>
public sealed class MarkerRow : ITableEntity
{
    /// <inheritdoc/>
    public string PartitionKey { get; set; } = "";

    /// <inheritdoc/>
    public string RowKey { get; set; } = "";

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp { get; set; }

    /// <inheritdoc/>
    public ETag ETag { get; set; }

    /// <summary>Hash of the canonical body: another body under the same key is a mistake of the caller.</summary>
    public string BodyHash { get; set; } = "";

    /// <summary>Version that the change led to.</summary>
    public int Version { get; set; }

    /// <summary>Id of the attempt: equal to the caller's own when its first response was lost and the client tried again.</summary>
    public string WriteId { get; set; } = "";

    /// <summary>A marker for one change.</summary>
    /// <param name="partition">Partition of the changed thing.</param>
    /// <param name="id">Its id.</param>
    /// <param name="keyHash">Hash of caller and idempotency key, in characters that keys may have.</param>
    /// <param name="bodyHash">Hash of the canonical body.</param>
    /// <param name="version">Version that the change leads to.</param>
    /// <param name="writeId">Random id of this attempt.</param>
    public static MarkerRow For(string partition, string id, string keyHash, string bodyHash, int version, string writeId) => new()
    {
        PartitionKey = partition,
        RowKey = Key(id, keyHash),
        BodyHash = bodyHash,
        Version = version,
        WriteId = writeId,
    };

    /// <summary><c>{id}|i|{keyHash}</c>: beside the head, so that one range read of the id finds it.</summary>
    public static string Key(string id, string keyHash) => $"{KeyPart.Checked(id)}|i|{KeyPart.Checked(keyHash)}";
}
