using Azure;
using Azure.Data.Tables;
using Kota.Kernel.Tables;

namespace Kota.Functions.Submissions.Stickers;

/// <summary>
/// A sticker as it stands, and each version that it had. Table Stickers. One partition: a city has some thousands, each is read by
/// its key, and only the city admin writes.
/// </summary>
public sealed class StickerRow : ITableEntity
{
    public const string Table = "Stickers";

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string Code { get; set; } = "";

    /// <summary>1 for the first.</summary>
    public int Version { get; set; }

    /// <summary>JSON of the <see cref="Stickers.Sticker"/>.</summary>
    public string Document { get; set; } = "";

    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Subject of the city admin.</summary>
    public string ChangedBy { get; set; } = "";

    public static string Partition => "all";

    /// <summary>Before the codes of all stickers.</summary>
    public static string First => "s|";

    public static string Key(string code) => First + KeyPart.Checked(code);

    /// <summary>Before the versions of a sticker.</summary>
    public static string Prefix(string code) => $"v|{KeyPart.Checked(code)}|";

    public static string VersionKey(string code, int version) => Prefix(code) + KeyPart.InverseVersion(version);

    /// <summary>The sticker as it will stand.</summary>
    public static StickerRow For(string code, int version, Sticker sticker, DateTimeOffset at, string by) => new()
    {
        PartitionKey = Partition,
        RowKey = Key(code),
        Code = code,
        Version = version,
        Document = StoredJson.Write(sticker),
        ChangedAt = at,
        ChangedBy = by,
    };

    /// <summary>The same as the version that stays.</summary>
    public StickerRow AsVersion() => new()
    {
        PartitionKey = Partition,
        RowKey = VersionKey(Code, Version),
        Code = Code,
        Version = Version,
        Document = Document,
        ChangedAt = ChangedAt,
        ChangedBy = ChangedBy,
    };

    public Sticker Sticker() => StoredJson.Read<Sticker>(Document);
}
