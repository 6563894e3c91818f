using System.Text.Json;
using System.Text.Json.Nodes;
using Kota.Kernel.Security;

namespace Kota.Functions.Submissions.Catalogue;

/// <summary>
/// Holds service files against every rule that the engine relies on, so that nothing fails later for want of a state or an input.
/// </summary>
public sealed class DefinitionChecker(IReadOnlySet<string> agencies)
{
    private const int MaxPhotos = 5;
    private const int MaxPhotoBytes = 10_000_000;
    private static readonly HashSet<string> Audiences =
        [.. Enum.GetNames<Role>().Select(JsonNamingPolicy.CamelCase.ConvertName), "guest"];

    private readonly List<string> all = [];
    private readonly Dictionary<string, string> codes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> prefixes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Errors of all files so far.</summary>
    public IReadOnlyList<string> All => all;

    public void Report(Findings findings) => all.AddRange(findings.Lines);

    public void Check(ServiceDefinition service, JsonNode? json, Findings findings)
    {
        Texts(json, "", findings);
        Identity(service, findings);
        Rules(service, findings);
        Categories(service, findings);
        FieldChecks.Form(service, findings);
        StateChecks.Check(service, findings);
        ActionChecks.Check(service, findings);
        ClockChecks.Check(service, findings);
    }

    private void Identity(ServiceDefinition service, Findings findings)
    {
        findings.Require(Codes.IsKebab(service.Code), "/code", $"'{service.Code}' is not in kebab-case");
        findings.Require(Codes.IsPrefix(service.Prefix), "/prefix", $"'{service.Prefix}' is not three upper-case letters");
        findings.Require(service.Version >= 1, "/version", "must be at least 1");
        findings.Require(agencies.Contains(service.Agency), "/agency", $"no agency '{service.Agency}'");
        findings.Require(service.Audience.Count > 0, "/audience", "nobody may submit");
        findings.Known(service.Audience, Audiences, "/audience", "audience");
        Unique(codes, service.Code, "/code", findings);
        Unique(prefixes, service.Prefix, "/prefix", findings);
        Unique(names, service.Name.Id, "/name/id", findings);
        if (service.Name.En != service.Name.Id)
            Unique(names, service.Name.En, "/name/en", findings);
    }

    private static void Unique(Dictionary<string, string> seen, string value, string pointer, Findings findings)
    {
        if (!seen.TryAdd(value, findings.File))
            findings.Add(pointer, $"'{value}' is already in {seen[value]}");
    }

    private static void Rules(ServiceDefinition service, Findings findings)
    {
        var photos = service.Attachments;
        findings.Require(photos.Max is >= 0 and <= MaxPhotos, "/attachments/max", $"must be 0 to {MaxPhotos}");
        findings.Require(photos.MaxBytes is > 0 and <= MaxPhotoBytes, "/attachments/maxBytes", $"must be 1 to {MaxPhotoBytes}");
        findings.Require(service.Retention.Years > 0, "/retention/years", "must be at least 1");
        if (service.Place is { } place)
            findings.Known(place.RequiredForKinds, service.Kinds.Select(k => k.Code).ToHashSet(), "/place/requiredForKinds", "kind");
    }

    private void Categories(ServiceDefinition service, Findings findings)
    {
        var kinds = service.Kinds.Select(k => k.Code).ToHashSet();
        findings.Codes(service.Kinds.Select(k => k.Code), i => $"/kinds/{i}/code", Codes.IsKebab, "kebab-case");
        findings.Codes(service.Categories.Select(c => c.Code), i => $"/categories/{i}/code", Codes.IsKebab, "kebab-case");
        foreach (var (i, category) in service.Categories.Index())
        {
            findings.Require(kinds.Contains(category.Kind), $"/categories/{i}/kind", $"no kind '{category.Kind}'");
            if (category.Agency is { } agency)
                findings.Require(agencies.Contains(agency), $"/categories/{i}/agency", $"no agency '{agency}'");
        }
    }

    // A text is the one kind of object with both members; required members already stand for one language missing.
    private static void Texts(JsonNode? node, string pointer, Findings findings)
    {
        if (node is JsonArray array)
        {
            foreach (var (i, item) in array.Index())
                Texts(item, $"{pointer}/{i}", findings);
        }
        else if (node is JsonObject members)
        {
            var isText = members.ContainsKey("id") && members.ContainsKey("en");
            foreach (var (name, member) in members)
            {
                var at = $"{pointer}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
                if (isText && member?.GetValueKind() == JsonValueKind.String)
                    findings.Require(!string.IsNullOrWhiteSpace(member.GetValue<string>()), at, "the text is empty");
                Texts(member, at, findings);
            }
        }
    }
}
