using Azure;
using Kota.Kernel.Tables;

namespace Kota.Functions.Submissions.Webhooks;

/// <summary>
/// Somebody wants to be told of public cases. Table Webhooks, one partition, row = id: they are read all at once and are few. The
/// secret is in no row: it is an HMAC of the id.
/// </summary>
public sealed class HookRow : IStampedRow
{
    public const string Table = "Webhooks";

    public const string Partition = "webhooks";

    public string PartitionKey { get; set; } = Partition;

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    /// <summary>Subject of whoever asked for it.</summary>
    public string Owner { get; set; } = "";

    public string Url { get; set; } = "";

    /// <summary>Only this service; null for all.</summary>
    public string? Service { get; set; }

    public string? Category { get; set; }

    public string? Kelurahan { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public string? WriteId { get; set; }

    /// <summary>When it was ended because its receiver was away for too long; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    public static string Key(string id) => KeyPart.Checked(id);

    public static HookRow For(string id, string owner, HookBody body, DateTimeOffset now) => new()
    {
        RowKey = Key(id),
        Owner = owner,
        Url = body.Url,
        Service = body.Service,
        Category = body.Category,
        Kelurahan = body.Kelurahan,
        CreatedAt = now,
    };

    /// <summary>Whether another wish is for the same.</summary>
    public bool Says(HookBody body) => (Url, Service, Category, Kelurahan) == (body.Url, body.Service, body.Category, body.Kelurahan);
}
