using System.Text.Json;
using System.Text.Json.Nodes;
using Kota.Kernel.Http;

namespace Kota.Functions.Submissions.Catalogue;

/// <summary>The services that the city offers, read and checked once at start.</summary>
public sealed class ServiceCatalogue
{
    private readonly Dictionary<string, ServiceDefinition> byCode;
    private readonly Dictionary<string, ServiceDefinition> byPrefix;

    private ServiceCatalogue(IReadOnlyList<ServiceDefinition> all)
    {
        All = all;
        byCode = all.ToDictionary(s => s.Code, StringComparer.Ordinal);
        byPrefix = all.ToDictionary(s => s.Prefix, StringComparer.Ordinal);
    }

    /// <summary>By name in Indonesian, as lists show them.</summary>
    public IReadOnlyList<ServiceDefinition> All { get; }

    public ServiceDefinition? Find(string code) => byCode.GetValueOrDefault(code);

    /// <summary>The service of a stored submission: a service file that has submissions must not be taken away.</summary>
    public ServiceDefinition Get(string code) => Find(code) ?? throw new InvalidOperationException($"Submissions of the service {code} exist, but no file describes it.");

    /// <summary>The service whose tracking ids begin so.</summary>
    public ServiceDefinition? FindByPrefix(string prefix) => byPrefix.GetValueOrDefault(prefix);

    /// <summary>Reads and checks all files; throws one exception with every error of every file.</summary>
    public static ServiceCatalogue Load(IEnumerable<ServiceFile> files, IReadOnlySet<string> agencies)
    {
        var checker = new DefinitionChecker(agencies);
        var services = new List<ServiceDefinition>();
        foreach (var file in files)
        {
            var findings = new Findings(file.Name);
            if (Read(file, findings) is { } definition)
            {
                checker.Check(definition, JsonNode.Parse(file.Json.Span), findings);
                services.Add(definition);
            }

            checker.Report(findings);
        }

        if (checker.All.Count > 0)
            throw new CatalogueException(checker.All);
        return new ServiceCatalogue([.. services.OrderBy(s => s.Name.Id, StringComparer.Ordinal)]);
    }

    private static ServiceDefinition? Read(ServiceFile file, Findings findings)
    {
        try
        {
            var definition = JsonSerializer.Deserialize<ServiceDefinition>(file.Json.Span, JsonBody.Options);
            if (definition is null)
                findings.Add("", "the file holds null");
            return definition;
        }
        catch (JsonException e)
        {
            var at = JsonBody.Refusal(e).Errors[0];
            findings.Add(at.Pointer, $"{e.Message.Split(" Path:")[0]} (line {at.Args[0]})");
            return null;
        }
    }
}
