using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Kota.Functions.Submissions.Catalogue;

namespace Kota.UnitTests.Catalogue;

/// <summary>Service files for tests: a good one, and the same with one thing changed.</summary>
internal static class ServiceJson
{
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Services");

    public static ServiceFile Sambat => ServiceFile.Embedded().Single(f => f.Name == "sambat.json");

    /// <summary>The file with the member at a JSON pointer set (<c>-</c> appends), or removed when there is no value.</summary>
    public static ServiceFile With(this ServiceFile file, string pointer, string? json)
    {
        var root = JsonNode.Parse(file.Json.Span)!;
        var parts = pointer.Split('/')[1..];
        var parent = parts[..^1].Aggregate(root, (node, part) => node is JsonArray array ? array[Index(part)]! : node[part]!);
        var value = json is null ? null : JsonNode.Parse(json);
        switch (parent)
        {
            case JsonArray array when parts[^1] == "-":
                array.Add(value);
                break;
            case JsonArray array when json is null:
                array.RemoveAt(Index(parts[^1]));
                break;
            case JsonArray array:
                array[Index(parts[^1])] = value;
                break;
            case JsonObject members when json is null:
                Assert.True(members.Remove(parts[^1]), $"nothing at {pointer}");
                break;
            default:
                parent[parts[^1]] = value;
                break;
        }

        return file with { Json = Encoding.UTF8.GetBytes(root.ToJsonString()) };
    }

    public static IReadOnlyList<string> Findings(params IEnumerable<ServiceFile> files)
    {
        try
        {
            ServiceCatalogue.Load(files, Known.Agencies);
            return [];
        }
        catch (CatalogueException e)
        {
            return e.Findings;
        }
    }

    private static int Index(string part) => int.Parse(part, CultureInfo.InvariantCulture);
}
