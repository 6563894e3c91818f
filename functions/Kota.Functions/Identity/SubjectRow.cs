using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Kota.Kernel.Security;
using Kota.Kernel.Tables;

namespace Kota.Functions.Identity;

/// <summary>
/// What a person is to the city, and what they were at each change. Table Subjects, partition = bucket of the subject. No name, no address.
/// </summary>
public sealed class SubjectRow : ITableEntity
{
    public const string Table = "Subjects";

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    /// <summary>Names of <see cref="Role"/>, separated by commas.</summary>
    public string Roles { get; set; } = "";

    public string? Agency { get; set; }

    public string? Kelurahan { get; set; }

    /// <summary>Last day (yyyy-MM-dd) on which the roles hold, as of a deputy; null for no end.</summary>
    public string? Until { get; set; }

    /// <summary>Whether the person is made up for development.</summary>
    public bool Demo { get; set; }

    /// <summary>Count of changes by city admins; 0 for a row that was entered when a host started.</summary>
    public int Version { get; set; }

    /// <summary>When the last of them was.</summary>
    public DateTimeOffset? ChangedAt { get; set; }

    /// <summary>Subject of whoever made it.</summary>
    public string? ChangedBy { get; set; }

    public static string Partition(string subject) => Bucket.Of(subject);

    public static string Key(string subject) => KeyPart.Checked(subject);

    public static SubjectRow For(string subject, IEnumerable<Role> roles, string? agency, string? kelurahan, bool demo) => new()
    {
        PartitionKey = Partition(subject),
        RowKey = Key(subject),
        Roles = string.Join(',', roles),
        Agency = agency,
        Kelurahan = kelurahan,
        Demo = demo,
    };

    /// <summary>What the row was at a version: <c>{subject}|{999999 - version}</c>, so that the newest comes first.</summary>
    public static string VersionKey(string subject, int version) => VersionPrefix(subject) + KeyPart.InverseVersion(version);

    /// <summary>What the keys of all versions of a person begin with.</summary>
    public static string VersionPrefix(string subject) => Key(subject) + "|";

    /// <summary>The same row, to be kept as a version.</summary>
    public SubjectRow AsVersion() => new()
    {
        PartitionKey = PartitionKey,
        RowKey = VersionKey(RowKey, Version),
        Roles = Roles,
        Agency = Agency,
        Kelurahan = Kelurahan,
        Until = Until,
        Version = Version,
        ChangedAt = ChangedAt,
        ChangedBy = ChangedBy,
    };

    /// <summary>Whether the roles hold on a day.</summary>
    public bool HoldsOn(DateOnly day) => LastDay() is not { } last || day <= last;

    /// <summary>Last day on which the roles hold; null for no end.</summary>
    public DateOnly? LastDay() => Until is null ? null : DateOnly.ParseExact(Until, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public IReadOnlySet<Role> RoleSet() =>
        Roles.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Role>).ToHashSet();
}
