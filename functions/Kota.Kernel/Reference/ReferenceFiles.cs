using System.Text.Json;
using System.Text.Json.Serialization;
using CsvHelper;

namespace Kota.Kernel.Reference;

/// <summary>Reads the reference files that are built into this assembly.</summary>
internal static class ReferenceFiles
{
    /// <summary>Unknown members are refused: in a file that people edit, they are misspelt ones.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private static readonly CsvReaderOptions Csv = new()
    {
        Separator = ',',
        CommentPrefix = '#',
        NormalizeHeaderName = name => name.Replace("_", "", StringComparison.Ordinal),
        FieldCountMismatch = CsvFieldCountHandling.Throw,
    };

    /// <summary>One record for each line; <c>snake_case</c> columns are matched to the members of a record type by name.</summary>
    public static IReadOnlyList<T> ReadCsv<T>(string name)
    {
        using var csv = CsvReader.Create(Open(name), Csv);
        return [.. csv.GetRecords<T>()];
    }

    public static IReadOnlyList<T> ReadJson<T>(string name)
    {
        using var stream = Open(name);
        return JsonSerializer.Deserialize<IReadOnlyList<T>>(stream, Json)!;
    }

    public static Stream Open(string name) =>
        typeof(ReferenceFiles).Assembly.GetManifestResourceStream($"reference/{name}")
        ?? throw new InvalidOperationException($"No reference file {name} in this assembly.");
}
