using System.Text.Json;
using Kota.Kernel.Outcomes;

namespace Kota.Functions.Submissions.Catalogue;

/// <summary>What the rules of a form need to know beside the values.</summary>
/// <param name="Today">Today in Malang.</param>
/// <param name="Agencies">Codes of the agencies.</param>
/// <param name="Kind">Kind of the submission's category; null when it has none.</param>
/// <param name="Photos">Number of photos in the request.</param>
/// <param name="Placeless">Whether it comes from where no place can be asked for: whoever reads it asks the reporter.</param>
public sealed record FormContext(DateOnly Today, IReadOnlySet<string> Agencies, string? Kind = null, int Photos = 0, bool Placeless = false);

/// <summary>Normalised values of the fields that were given, or the rules that they break.</summary>
public sealed record FormResult(IReadOnlyDictionary<string, JsonElement> Values, IReadOnlyList<FieldError> Errors)
{
    public bool IsValid => Errors.Count == 0;

    public Outcome<IReadOnlyDictionary<string, JsonElement>> ToOutcome() =>
        IsValid ? new Dictionary<string, JsonElement>(Values) : Failure.Invalid(Errors);
}
