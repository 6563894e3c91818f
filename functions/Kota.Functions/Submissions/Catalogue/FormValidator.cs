using System.Globalization;
using System.Text;
using System.Text.Json;
using Kota.Kernel.Ids;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Validation;

namespace Kota.Functions.Submissions.Catalogue;

/// <summary>Holds values against the definitions of a form's fields or an action's inputs. JSON and HTML forms share it.</summary>
public static class FormValidator
{
    /// <summary>Form of a date, for JSON and for a date input.</summary>
    public const string DateFormat = "yyyy-MM-dd";

    // As number inputs send them: a thousands separator would make 1,5 fifteen.
    private const NumberStyles Decimals = NumberStyles.Number & ~NumberStyles.AllowThousands;

    /// <summary>Checks and normalises: texts trimmed and in NFC, phones in E.164.</summary>
    /// <param name="fields">What is asked.</param>
    /// <param name="values">What was given. A value that is not given is left out: null is an error.</param>
    /// <param name="context">Facts that rules depend on.</param>
    /// <param name="pointer">JSON pointer to the object that holds the values, such as <c>/fields</c>.</param>
    public static FormResult Validate(
        IReadOnlyList<FieldDefinition> fields, IReadOnlyDictionary<string, JsonElement> values, FormContext context, string pointer)
    {
        var normalised = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var errors = new List<FieldError>();
        foreach (var field in fields)
        {
            var at = $"{pointer}/{field.Name}";
            if (field.Type == FieldType.Photos)
            {
                if (context.Photos == 0 && field.IsRequired(context.Kind))
                    errors.Add(new FieldError(at, "photo-required"));
            }
            else if (!values.TryGetValue(field.Name, out var value))
            {
                if (field.IsRequired(context.Kind))
                    errors.Add(new FieldError(at, "required"));
            }
            else if (Read(field, value, context).Succeeded(out var read, out var failure))
            {
                normalised[field.Name] = read;
            }
            else
            {
                errors.Add(new FieldError(at, failure.Code, failure.Args));
            }
        }

        // Photos come as parts of the request, never as a value.
        var known = fields.Where(f => f.Type != FieldType.Photos).Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        var unknown = values.Keys.Where(name => !known.Contains(name));
        errors.AddRange(unknown.Select(name => new FieldError($"{pointer}/{Escape(name)}", "unknown-field")));
        return new FormResult(normalised, errors);
    }

    /// <summary>
    /// The strings of an HTML form as the JSON that the same form sends to the API. An empty string is a field left out, as browsers send
    /// every text input; what is no number or boolean stays a string and is refused for its type.
    /// </summary>
    public static IReadOnlyDictionary<string, JsonElement> FromForm(
        IReadOnlyDictionary<string, string> strings, IReadOnlyList<FieldDefinition> fields)
    {
        var types = fields.ToDictionary(f => f.Name, f => f.Type, StringComparer.Ordinal);
        return strings.Where(s => !string.IsNullOrWhiteSpace(s.Value))
            .ToDictionary(s => s.Key, s => Typed(s.Value, types.GetValueOrDefault(s.Key, FieldType.Text)), StringComparer.Ordinal);
    }

    private static JsonElement Typed(string text, FieldType type) => type switch
    {
        FieldType.Boolean when text is "on" or "true" => Json(true),
        FieldType.Boolean when text is "off" or "false" => Json(false),
        FieldType.Integer when long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => Json(number),
        FieldType.Decimal when decimal.TryParse(text, Decimals, CultureInfo.InvariantCulture, out var number) => Json(number),
        _ => Json(text),
    };

    private static Outcome<JsonElement> Read(FieldDefinition field, JsonElement value, FormContext context) => field.Type switch
    {
        FieldType.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.Clone() : Bad("field-type-boolean"),
        FieldType.Integer or FieldType.Decimal => Number(field, value),
        _ => Text(value, field.Type).Succeeded(out var text, out var failure) ? Text(field, text, context) : failure,
    };

    private static Outcome<JsonElement> Number(FieldDefinition field, JsonElement value)
    {
        var whole = field.Type == FieldType.Integer;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDecimal(out var number)
            || (whole && (decimal.Truncate(number) != number || number is < long.MinValue or > long.MaxValue)))
        {
            return Bad(whole ? "field-type-integer" : "field-type-number");
        }

        return number < field.Minimum ? Bad("field-minimum", field.Minimum.Value)
            : number > field.Maximum ? Bad("field-maximum", field.Maximum.Value)
            : whole ? Json((long)number) : Json(number);
    }

    private static Outcome<JsonElement> Text(FieldDefinition field, string text, FormContext context) => field.Type switch
    {
        FieldType.Text or FieldType.LongText => Free(field, text, context.Kind),
        FieldType.Date => Date(field, text, context.Today),
        FieldType.Choice => field.Options.Any(o => o.Code == text) ? Json(text) : Bad("field-option"),
        FieldType.Agency => context.Agencies.Contains(text) ? Json(text) : Bad("unknown-agency"),
        FieldType.Submission => TrackingId.TryParse(text, out var id) ? Json(id) : Bad("tracking-id"),
        FieldType.Phone => Phone.TryNormalise(text, out var number) ? Json(number) : Bad("phone-form"),
        FieldType.Email => EmailAddress.TryNormalise(text, out var address) ? Json(address) : Bad("email-form"),
        FieldType.Nik => Nik.Check(text) is { } broken ? Bad(broken) : Json(text),
        _ => throw new InvalidOperationException($"No text rule for {field.Type}."),
    };

    private static Outcome<JsonElement> Free(FieldDefinition field, string text, string? kind)
    {
        // People count letters, not UTF-16 units: an emoji is one.
        var length = text.EnumerateRunes().Count();
        var least = Math.Max(1, field.MinLength ?? 1);
        return length == 0 && field.IsRequired(kind) ? Bad("required")
            : length < least ? Bad("too-short", least)
            : length > field.MaxLength ? Bad("too-long", field.MaxLength.Value)
            : field.Pattern is { } pattern && !FieldPatterns.Matches(pattern, text) ? Bad("field-pattern")
            : Json(text);
    }

    private static Outcome<JsonElement> Date(FieldDefinition field, string text, DateOnly today)
    {
        if (!DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return Bad("field-date");
        return field.Dates switch
        {
            DateLimit.NotFuture when date > today => Bad("field-date-future"),
            DateLimit.NotPast when date < today => Bad("field-date-past"),
            _ => Json(text),
        };
    }

    private static Outcome<string> Text(JsonElement value, FieldType type)
    {
        if (value.ValueKind != JsonValueKind.String)
            return Bad("field-type-text");
        string text;
        try
        {
            text = value.GetString()!.Normalize(NormalizationForm.FormC);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // JSON may escape half of a surrogate pair; no text can hold it.
            return Bad("field-characters");
        }

        var lines = type == FieldType.LongText;
        if (lines)
            text = text.ReplaceLineEndings("\n");
        text = text.Trim();
        return text.Any(c => char.IsControl(c) && !(lines && c is '\n' or '\t')) ? Bad("field-characters") : text;
    }

    private static Failure Bad(string code, params object[] args) => new(FailureKind.Invalid, code) { Args = args };

    private static JsonElement Json<T>(T value) => JsonSerializer.SerializeToElement(value);

    private static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
