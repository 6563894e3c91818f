using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kota.Kernel.Ids;
using Kota.Kernel.Validation;

namespace Kota.Functions.Submissions.Catalogue;

/// <summary>
/// JSON Schema 2020-12 of what the API takes. Members that begin with <c>x-</c> say what the vocabulary cannot: personal data, names of
/// options, limits of dates.
/// </summary>
public static class FormSchema
{
    public const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    // No kelurahan has more; the number of RW of each is reference data.
    private const int MaxRw = 99;

    /// <summary>The body of a submission to a service, with titles in a language.</summary>
    public static JsonObject ForSubmission(ServiceDefinition service, CultureInfo language)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        if (service.Categories.Count > 0)
        {
            properties["category"] = new JsonObject
            {
                ["type"] = "string",
                ["enum"] = Strings(service.Categories.Select(c => c.Code)),
                ["x-titles"] = Titles(service.Categories.Select(c => (c.Code, c.Name)), language),
            };
            required.Add("category");
        }

        properties["fields"] = ForFields(service.Fields, language);
        if (service.Fields.Any(f => f.Required))
            required.Add("fields");
        if (service.Place is { } place)
        {
            properties["place"] = Place();
            if (place.Required)
                required.Add("place");
        }

        if (service.AllowAnonymous)
            properties["anonymous"] = Flag("Sembunyikan nama dari umum dan dinas.", "Hide the name from the public and the agency.", language);
        if (service.AllowSecret)
            properties["secret"] = Flag("Sembunyikan kiriman dari umum.", "Hide the submission from the public.", language);
        properties["channel"] = new JsonObject
        {
            ["type"] = "string",
            ["enum"] = Strings(Channels.Named),
            ["default"] = Channels.Web,
            ["description"] = new LocalText("Cara kiriman masuk. Loket, telepon, media sosial, dan surat hanya untuk petugas kota.", "How it came. Counter, phone, social media and letter are for people who work for the city.").In(language),
        };

        var schema = Object(properties, required);
        schema.Insert(0, "$schema", Dialect);
        schema.Insert(1, "title", service.Name.In(language));
        schema.Insert(2, "description", service.Help.In(language));
        var conditions = Conditions(service);
        if (conditions.Count > 0)
            schema["allOf"] = conditions;
        return schema;
    }

    /// <summary>The inputs of an action or the fields of a form: one object. Photos come as parts of the request and are left out.</summary>
    public static JsonObject ForFields(IReadOnlyList<FieldDefinition> fields, CultureInfo language)
    {
        var values = fields.Where(f => f.Type != FieldType.Photos).ToList();
        var properties = new JsonObject();
        foreach (var field in values)
            properties[field.Name] = Field(field, language);
        return Object(properties, Strings(values.Where(f => f.Required).Select(f => f.Name)));
    }

    private static JsonObject Field(FieldDefinition field, CultureInfo language)
    {
        var schema = new JsonObject { ["title"] = field.Label.In(language) };
        if (field.Help is { } help)
            schema["description"] = help.In(language);
        schema["type"] = field.Type switch
        {
            FieldType.Integer => "integer",
            FieldType.Decimal => "number",
            FieldType.Boolean => "boolean",
            _ => "string",
        };
        switch (field.Type)
        {
            case FieldType.Text or FieldType.LongText:
                schema["minLength"] = Math.Max(1, field.MinLength ?? 1);
                schema["maxLength"] = field.MaxLength;
                if (field.Pattern is { } pattern)
                    schema["pattern"] = $"^(?:{pattern})$";
                if (field.Type == FieldType.LongText)
                    schema["x-multiline"] = true;
                break;
            case FieldType.Integer or FieldType.Decimal:
                if (field.Minimum is { } minimum)
                    schema["minimum"] = minimum;
                if (field.Maximum is { } maximum)
                    schema["maximum"] = maximum;
                break;
            case FieldType.Date:
                schema["format"] = "date";
                if (field.Dates is { } dates)
                    schema["x-dates"] = Camel(dates);
                break;
            case FieldType.Choice:
                schema["enum"] = Strings(field.Options.Select(o => o.Code));
                schema["x-titles"] = Titles(field.Options.Select(o => (o.Code, o.Name)), language);
                break;
            case FieldType.Phone:
                schema["pattern"] = Phone.Pattern;
                break;
            case FieldType.Email:
                schema["format"] = "email";
                schema["maxLength"] = EmailAddress.MaxLength;
                break;
            case FieldType.Nik:
                schema["pattern"] = Nik.Pattern;
                break;
            case FieldType.Submission:
                schema["maxLength"] = TrackingId.MaxLength;
                schema["x-submission"] = true;
                break;
            case FieldType.Agency:
                schema["pattern"] = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$";
                schema["x-agency"] = true;
                break;
        }

        if (field.Personal != PersonalData.None)
            schema["x-personal"] = Camel(field.Personal);
        return schema;
    }

    private static JsonObject Place() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["kelurahan"] = new JsonObject { ["type"] = "string" },
            ["rw"] = new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = MaxRw },
            ["lat"] = new JsonObject { ["type"] = "number", ["minimum"] = -90, ["maximum"] = 90 },
            ["lon"] = new JsonObject { ["type"] = "number", ["minimum"] = -180, ["maximum"] = 180 },
        },
        ["additionalProperties"] = false,
        ["anyOf"] = new JsonArray(Requires("kelurahan"), Requires("lat", "lon")),
        ["dependentRequired"] = new JsonObject { ["lat"] = Strings(["lon"]), ["lon"] = Strings(["lat"]) },
    };

    // "Required for a kind" as a choice: either a category of another kind, or the member is there. Older validators read it too.
    private static JsonArray Conditions(ServiceDefinition service)
    {
        var conditions = new JsonArray();
        foreach (var field in service.Fields.Where(f => f.RequiredForKinds.Count > 0))
        {
            var inFields = Requires("fields");
            inFields["properties"] = new JsonObject { ["fields"] = Requires(field.Name) };
            conditions.Add(new JsonObject { ["anyOf"] = new JsonArray(OtherKinds(service, field.RequiredForKinds), inFields) });
        }

        if (service.Place is { Required: false, RequiredForKinds.Count: > 0 } place)
            conditions.Add(new JsonObject { ["anyOf"] = new JsonArray(OtherKinds(service, place.RequiredForKinds), Requires("place")) });
        return conditions;
    }

    private static JsonObject OtherKinds(ServiceDefinition service, IReadOnlyList<string> kinds)
    {
        var others = service.Categories.Where(c => !kinds.Contains(c.Kind)).Select(c => c.Code);
        return new JsonObject { ["properties"] = new JsonObject { ["category"] = new JsonObject { ["enum"] = Strings(others) } } };
    }

    private static JsonObject Object(JsonObject properties, JsonArray required)
    {
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (required.Count > 0)
            schema["required"] = required;
        return schema;
    }

    private static JsonObject Requires(params string[] names) => new() { ["required"] = Strings(names) };

    private static JsonObject Flag(string id, string en, CultureInfo language) =>
        new() { ["type"] = "boolean", ["default"] = false, ["description"] = new LocalText(id, en).In(language) };

    private static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(v => JsonValue.Create(v))]);

    private static JsonObject Titles(IEnumerable<(string Code, LocalText Name)> options, CultureInfo language) =>
        new(options.Select(o => KeyValuePair.Create(o.Code, (JsonNode?)o.Name.In(language))));

    private static string Camel<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
