using System.Globalization;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;

namespace Kota.Portal.Forms;

/// <summary>An error beside the input that it belongs to; an empty name stands for the form as a whole.</summary>
public sealed record FormError(string Name, string Message);

/// <summary>A form that came back: what was typed, and what is wrong with it.</summary>
public sealed record Draft(string Form, IReadOnlyDictionary<string, string> Values, IReadOnlyList<FormError> Errors, string Key)
{
    /// <summary>A form that nobody has filled in yet.</summary>
    public static Draft Blank(string form) => new(form, new Dictionary<string, string>(), [], PageForm.NewKey());

    /// <summary>The form as it was sent, with nothing wrong.</summary>
    public static Draft Again(string form, PageForm sent) => new(form, sent.Values, [], sent.Key ?? PageForm.NewKey());

    /// <summary>The form with the failure's errors. A key that was used for something else is replaced, so that sending again works.</summary>
    public static Draft Refused(string form, PageForm sent, Failure failure, CultureInfo language)
    {
        var key = sent.Key is null || failure.Kind == FailureKind.KeyReused ? PageForm.NewKey() : sent.Key;
        return new Draft(form, sent.Values, ErrorsOf(failure, language), key);
    }

    public IEnumerable<string> ErrorsFor(string name) => Errors.Where(e => e.Name == name).Select(e => e.Message);

    /// <summary>What a failure says of inputs; of the form as a whole where it names none.</summary>
    public static IReadOnlyList<FormError> ErrorsOf(Failure failure, CultureInfo language)
    {
        var problem = Problems.Describe(failure, language);
        return problem.Errors is null
            ? [new FormError("", problem.Title)]
            : [.. problem.Errors.Select(e => new FormError(NameOf(e.Pointer), e.Message))];
    }

    // "/fields/title" is the input fields.title; photos have one input, whichever of them is meant.
    private static string NameOf(string pointer) => pointer.TrimStart('/').Split('/') switch
    {
        ["photos", ..] or ["inputs", "photos"] => "photos",
        var parts => string.Join('.', parts),
    };
}
