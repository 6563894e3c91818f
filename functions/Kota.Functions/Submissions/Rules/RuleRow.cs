using Azure;
using Azure.Data.Tables;
using Kota.Kernel.Tables;

namespace Kota.Functions.Submissions.Rules;

/// <summary>
/// One version of a set of rules. Table Rules. Inserted, never changed: the newest version is the first row of its range, and two
/// people who change the same version at once meet at the same key.
/// </summary>
public sealed class RuleRow : ITableEntity
{
    public const string Table = "Rules";

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    /// <summary>1 for the first.</summary>
    public int Version { get; set; }

    /// <summary>JSON of the <see cref="RuleSet"/>.</summary>
    public string Document { get; set; } = "";

    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Subject of the city admin.</summary>
    public string ChangedBy { get; set; } = "";

    public static string Partition(string service) => KeyPart.Checked(service);

    public static string Prefix(string kind) => KeyPart.Checked(kind) + "|";

    public static string Key(string kind, int version) => Prefix(kind) + KeyPart.InverseVersion(version);

    public static RuleRow For(string service, string kind, int version, RuleSet rules, DateTimeOffset at, string by) => new()
    {
        PartitionKey = Partition(service),
        RowKey = Key(kind, version),
        Version = version,
        Document = StoredJson.Write<object>(rules),
        ChangedAt = at,
        ChangedBy = by,
    };

    public RuleSet Rules(string kind) => kind switch
    {
        RuleKinds.Routing => StoredJson.Read<RoutingRules>(Document),
        RuleKinds.Templates => StoredJson.Read<AnswerTemplates>(Document),
        RuleKinds.Reasons => StoredJson.Read<ReasonLists>(Document),
        RuleKinds.Banned => StoredJson.Read<BannedWords>(Document),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
