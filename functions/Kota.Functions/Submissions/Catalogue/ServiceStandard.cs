namespace Kota.Functions.Submissions.Catalogue;

/// <summary>UU 25/2009 article 21.</summary>
public sealed record ServiceStandard
{
    public required LocalText LegalBasis { get; init; }

    public required LocalText Requirements { get; init; }

    public required LocalText Procedure { get; init; }

    public required LocalText CompletionTime { get; init; }

    public required LocalText Fee { get; init; }

    public required LocalText Product { get; init; }

    public required LocalText Facilities { get; init; }

    public required LocalText Competence { get; init; }

    public required LocalText InternalSupervision { get; init; }

    public required LocalText ComplaintHandling { get; init; }

    public required LocalText StaffNumber { get; init; }

    public required LocalText ServiceGuarantee { get; init; }

    public required LocalText SafetyGuarantee { get; init; }

    public required LocalText PerformanceEvaluation { get; init; }
}
