using System.Globalization;
using Kota.Functions.Submissions.Catalogue;

namespace Kota.Functions.Submissions.UseCases;

/// <summary>The services that the city offers.</summary>
public sealed class ListServices(ServiceCatalogue catalogue)
{
    public IReadOnlyList<ServiceSummary> Run(CultureInfo language) => [.. catalogue.All.Select(s => ServiceSummary.Of(s, language))];
}
