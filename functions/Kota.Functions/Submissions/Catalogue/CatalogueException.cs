namespace Kota.Functions.Submissions.Catalogue;

/// <summary>Service files that break rules; the host does not start. Each line is <c>file#/pointer: what is wrong</c>.</summary>
public sealed class CatalogueException(IReadOnlyList<string> findings)
    : Exception($"The catalogue of services has {findings.Count} error(s):\n  {string.Join("\n  ", findings)}")
{
    public IReadOnlyList<string> Findings { get; } = findings;
}
