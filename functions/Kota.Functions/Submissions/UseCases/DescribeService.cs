using System.Globalization;
using Kota.Functions.Submissions.Catalogue;
using Kota.Kernel.Outcomes;

namespace Kota.Functions.Submissions.UseCases;

/// <summary>A service with all that a client needs to offer it.</summary>
public sealed class DescribeService(ServiceCatalogue catalogue)
{
    public Outcome<ServiceDetail> Run(string code, CultureInfo language) => catalogue.Find(code) is { } service
        ? ServiceDetail.Of(service, language)
        : Failure.NotFound("unknown-service");
}
