using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Serialization;
using Azure.Data.Tables;

namespace Kota.Kernel.Tables;

/// <summary>
/// How large a row is, from above. Stored: at most 1 MiB, strings at two bytes a UTF-16 unit
/// (https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model). Sent: JSON, in which the
/// client escapes a quote or a non-ASCII unit to six bytes, so that a text can be larger on its way than in its row.
/// </summary>
/// <param name="Stored">Bytes in the table.</param>
/// <param name="Sent">Bytes in a batch request.</param>
internal readonly record struct RowSize(int Stored, int Sent)
{
    private const int MaxPropertyBytes = 65_536;

    // Multipart boundary, request line with the address of the row, headers and the framing of the JSON.
    private const int ActionBytes = 1024;

    // Attributes are slow to read, and every batch asks for them.
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> StoredProperties = new();

    /// <summary>Size of a delete, which carries keys only.</summary>
    public static RowSize OfDelete(string partitionKey, string rowKey) => new(0, ActionBytes + (6 * (partitionKey.Length + rowKey.Length)));

    /// <summary>Size of an insert or replace.</summary>
    /// <exception cref="InvalidOperationException">A property is longer than the service takes.</exception>
    public static RowSize Of(ITableEntity entity)
    {
        var keys = entity.PartitionKey.Length + entity.RowKey.Length;
        var stored = 4 + (2 * keys);
        var sent = ActionBytes + (12 * keys);
        foreach (var (name, value) in Properties(entity))
        {
            if (value is null || name is nameof(ITableEntity.PartitionKey) or nameof(ITableEntity.RowKey) or nameof(ITableEntity.ETag))
                continue;
            var (inRow, inJson) = Measure(name, value);
            stored += 8 + (2 * name.Length) + inRow;
            // Twice the name: a typed value has an annotation of its own.
            sent += (2 * name.Length) + 40 + inJson;
        }

        return new RowSize(stored, sent);
    }

    private static (int InRow, int InJson) Measure(string name, object value) => value switch
    {
        string s when 2 * s.Length > MaxPropertyBytes => throw new InvalidOperationException($"{name} is longer than a string property may be."),
        string s => (4 + (2 * s.Length), 2 + s.Sum(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '.' or ':' or ',' or '|' or '_' ? 1 : 6)),
        byte[] b when b.Length > MaxPropertyBytes => throw new InvalidOperationException($"{name} is longer than a binary property may be."),
        byte[] b => (4 + b.Length, 4 + (b.Length * 4 / 3)),
        _ => (16, 40),
    };

    private static IEnumerable<(string Name, object? Value)> Properties(ITableEntity entity) => entity is TableEntity bag
        ? bag.Select(p => (p.Key, (object?)p.Value))
        : StoredProperties.GetOrAdd(entity.GetType(), PropertiesOf).Select(p => (p.Name, p.GetValue(entity)));

    private static PropertyInfo[] PropertiesOf(Type type) =>
        [.. type.GetProperties().Where(p => p.GetIndexParameters().Length == 0 && p.GetCustomAttribute<IgnoreDataMemberAttribute>() is null)];
}
