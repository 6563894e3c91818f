using System.Collections.Frozen;
using System.Globalization;
using Kota.Kernel.Text;

namespace Kota.Kernel.Reference;

/// <summary>What sort of body an agency is.</summary>
public enum AgencyKind
{
    /// <summary>An agency of the whole city (OPD).</summary>
    City,

    /// <summary>A kecamatan's office, led by a camat.</summary>
    Kecamatan,

    /// <summary>A kelurahan's office, led by a lurah.</summary>
    Kelurahan,
}

/// <summary>A body of the city that can have the turn in a submission.</summary>
/// <param name="Code">Stable code in kebab-case, part of table keys: <c>dpuprpkp</c>, <c>kec-klojen</c>, <c>kel-oro-oro-dowo</c>.</param>
/// <param name="Kind">Sort of body.</param>
/// <param name="ShortName">The name that people use; the same in both languages.</param>
/// <param name="Name">Full name in Indonesian.</param>
/// <param name="NameEn">Full name in English.</param>
/// <param name="Region">Kemendagri code of the kecamatan or kelurahan that it serves; null for an agency of the whole city.</param>
public sealed record Agency(string Code, AgencyKind Kind, string ShortName, string Name, string NameEn, string? Region = null)
{
    /// <summary>Full name in the reader's language.</summary>
    public string NameIn(CultureInfo language) => Languages.Code(language) == "en" ? NameEn : Name;
}

/// <summary>The city's agencies: those of agencies.json, and one for each kecamatan and kelurahan.</summary>
public sealed class Agencies
{
    private readonly Dictionary<string, Agency> byCode;

    /// <summary>Reads the built-in file and adds the regions' offices.</summary>
    public Agencies(Regions regions)
    {
        All =
        [
            .. ReferenceFiles.ReadJson<CityAgency>("agencies.json").Select(a => new Agency(a.Code, AgencyKind.City, a.Short, a.Id, a.En)),
            .. regions.Kecamatan.Select(k => Office("kec", AgencyKind.Kecamatan, "Kecamatan", k.Name, k.Code)),
            .. regions.All.Select(k => Office("kel", AgencyKind.Kelurahan, "Kelurahan", k.Name, k.Code)),
        ];
        byCode = All.ToDictionary(a => a.Code);
        Codes = byCode.Keys.ToFrozenSet();
    }

    /// <summary>City agencies first, then kecamatan, then kelurahan.</summary>
    public IReadOnlyList<Agency> All { get; }

    /// <summary>All codes.</summary>
    public IReadOnlySet<string> Codes { get; }

    /// <summary>The agency with this code; null when there is none.</summary>
    public Agency? Find(string? code) => code is null ? null : byCode.GetValueOrDefault(code);

    private static Agency Office(string prefix, AgencyKind kind, string word, string name, string region) =>
        new($"{prefix}-{Slug(name)}", kind, $"{word} {name}", $"Kantor {word} {name}", $"Office of {word} {name}", region);

    private static string Slug(string name) => name.Replace(' ', '-').ToLower(CultureInfo.InvariantCulture);

    private sealed record CityAgency(string Code, string Short, string Id, string En);
}
