using System.Globalization;
using Kota.Kernel.Outcomes;

namespace Kota.Functions.Submissions.Intake;

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
                errors.Add(new FieldError(Pointer(name), "field-type-boolean"));
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
        errors.Add(new FieldError(Pointer(name), "field-type-number"));
        return null;
    }

    private delegate bool TryParse<T>(string text, NumberStyles style, IFormatProvider format, out T value);
}
