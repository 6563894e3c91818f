using Kota.Functions.Submissions.Catalogue;

namespace Kota.UnitTests.Catalogue;

internal static class Known
{
    /// <summary>Agencies that SAMBAT routes to, and one that it does not.</summary>
    public static readonly IReadOnlySet<string> Agencies = new HashSet<string>
    {
        "dpuprpkp", "dishub", "dlh", "satpol-pp", "dispendukcapil", "disnaker-pmptsp", "diskopindag", "diskominfo",
        "dinsos-p3ap2kb", "dinkes", "disdikbud", "inspektorat", "bkad",
    };

    public static readonly ServiceCatalogue City = ServiceCatalogue.Load(ServiceFile.Embedded(), Agencies);

    public static ServiceDefinition Sambat => City.Find("sambat")!;
}
