using System.Globalization;
using System.Text.Json;
using Kota.Functions.Submissions.Catalogue;
using Kota.Kernel.Outcomes;

namespace Kota.Functions.Submissions.Intake;

/// <summary>Body of a new submission.</summary>
/// <param name="Category">Code of a category of the service, where it has categories.</param>
/// <param name="Fields">Values of the form's fields, by name.</param>
/// <param name="Place">Where it is.</param>
/// <param name="Anonymous">Hide the name from the public and the agency.</param>
/// <param name="Secret">Hide the report from the public.</param>
public sealed record SubmissionInput(
    string? Category = null,
    IReadOnlyDictionary<string, JsonElement>? Fields = null,
    PlaceInput? Place = null,
    bool Anonymous = false,
    bool Secret = false)
{
    /// <summary>The input of a request, with form strings turned into the types that the definition asks for.</summary>
    public static Outcome<SubmissionInput> From(Incoming incoming, ServiceDefinition definition) =>
        incoming.Form is null ? incoming.FromJson<SubmissionInput>() : FromForm(incoming.Form, definition);

    private static Outcome<SubmissionInput> FromForm(IReadOnlyDictionary<string, string> form, ServiceDefinition definition)
    {
        var reader = new FormReader(form);
        var fields = reader.Group("fields.");
        var place = new PlaceInput(reader.Text("place.kelurahan"), reader.Integer("place.rw"), reader.Number("place.lat"), reader.Number("place.lon"));
        var input = new SubmissionInput(
            reader.Text("category"), FormValidator.FromForm(fields, definition.Fields), place == new PlaceInput() ? null : place, reader.Flag("anonymous"), reader.Flag("secret"));
        return reader.Finish() is { } failure ? failure : input;
    }
}

/// <summary>A place: a kelurahan, or a position from which the nearest kelurahan follows, or both.</summary>
/// <param name="Kelurahan">Kemendagri code, <c>35.73.KK.NNNN</c>.</param>
/// <param name="Rw">Number of the RW within the kelurahan.</param>
/// <param name="Lat">Degrees north, WGS 84.</param>
/// <param name="Lon">Degrees east, WGS 84.</param>
public sealed record PlaceInput(string? Kelurahan = null, int? Rw = null, double? Lat = null, double? Lon = null);

/// <summary>Takes values out of a form and remembers what was wrong and what nobody took.</summary>
internal sealed class FormReader(IReadOnlyDictionary<string, string> form)
{
    private readonly HashSet<string> taken = [];
    private readonly List<FieldError> errors = [];

    public string? Text(string name)
    {
        taken.Add(name);
        return form.TryGetValue(name, out var value) && value.Trim() is { Length: > 0 } text ? text : null;
    }

    public int? Integer(string name) => Parse<int>(name, int.TryParse);

    public double? Number(string name) => Parse<double>(name, double.TryParse);

    public bool Flag(string name)
    {
        switch (Text(name))
        {
            case null or "false" or "off":
                return false;
            case "true" or "on" or "1":
                return true;
            default:
                errors.Add(new FieldError(Pointer(name), "wrong-type"));
                return false;
        }
    }

    public Dictionary<string, string> Group(string prefix)
    {
        var group = form.Where(f => f.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(f => f.Key[prefix.Length..], f => f.Value);
        taken.UnionWith(group.Keys.Select(k => prefix + k));
        return group;
    }

    public Failure? Finish()
    {
        errors.AddRange(form.Keys.Where(k => !taken.Contains(k)).Select(k => new FieldError(Pointer(k), "unknown-field")));
        return errors.Count == 0 ? null : Failure.Invalid(errors);
    }

    private static string Pointer(string name) => "/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal).Replace('.', '/');

    private T? Parse<T>(string name, TryParse<T> parse)
        where T : struct
    {
        if (Text(name) is not { } text)
            return null;
        if (parse(text, NumberStyles.Float & ~NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value))
            return value;
        errors.Add(new FieldError(Pointer(name), "wrong-type"));
        return null;
    }

    private delegate bool TryParse<T>(string text, NumberStyles style, IFormatProvider format, out T value);
}
