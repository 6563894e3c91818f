using Azure;
using Azure.Data.Tables;
using Kota.Kernel.Security;
using Kota.Kernel.Tables;

namespace Kota.Functions.Identity;

/// <summary>What a person is to the city. Table Subjects, partition = bucket of the subject, row = subject. No name, no address.</summary>
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

    /// <summary>Whether the person is made up for development.</summary>
    public bool Demo { get; set; }

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

    public IReadOnlySet<Role> RoleSet() =>
        Roles.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Role>).ToHashSet();
}
