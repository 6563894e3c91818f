using System.Globalization;
using Kota.Functions.Submissions.Catalogue;
using Kota.Kernel.Outcomes;

namespace Kota.Functions.Submissions.Open311;

/// <summary>The categories of SAMBAT as Open311's services: what GeoReport calls a service, a city calls a kind of complaint.</summary>
public sealed class Open311Services(ServiceCatalogue catalogue)
{
    public const string Service = "sambat";

    /// <summary>Fields of the form that requests have parameters of their own for.</summary>
    private static readonly HashSet<string> Own = ["title", "description", "address", "name", "phone", "email"];

    internal ServiceDefinition Definition => catalogue.Get(Service);

    internal Open311Document List(CultureInfo language) => new("services", [.. Definition.Categories.Select(c => new Open311Item(
        "service",
        ("service_code", c.Code),
        ("service_name", c.Name.In(language)),
        ("description", $"{c.Name.In(language)} ({KindOf(c, language)})"),
        ("metadata", true),
        ("type", "realtime"),
        ("keywords", c.Kind),
        ("group", KindOf(c, language))))]);

    internal Outcome<Open311Document> Describe(string code, CultureInfo language)
    {
        if (Definition.Category(code) is not { } category)
            return Failure.NotFound("category-unknown");
        var attributes = Attributes().Select((f, i) => Attribute(f.Name, DatatypeOf(f), f.IsRequired(category.Kind), i + 1, f.Label.In(language), f.Help?.In(language),
                [.. f.Options.Select(o => (o.Code, o.Name.In(language)))]))
            .Append(Attribute("anonymous", "singlevaluelist", false, 90, language.TwoLetterISOLanguageName == "en" ? "Hide my name from the agency" : "Sembunyikan nama saya dari dinas", null, [("false", "-"), ("true", "+")]));
        return new Open311Document("service_definition", [new Open311Item("service_definition", ("service_code", code), ("attributes", new Open311List("attribute", [.. attributes])))], IsSingle: true);
    }

    /// <summary>The form's fields that are asked as attributes.</summary>
    internal IEnumerable<FieldDefinition> Attributes() => Definition.Fields.Where(f => !Own.Contains(f.Name));

    private string KindOf(CategoryDefinition category, CultureInfo language) =>
        Definition.Kinds.FirstOrDefault(k => k.Code == category.Kind)?.Name.In(language) ?? category.Kind;

    private static Open311Item Attribute(string code, string datatype, bool required, int order, string label, string? help, IReadOnlyList<(string Key, string Name)> values) => new(
        "attribute",
        ("variable", true),
        ("code", code),
        ("datatype", datatype),
        ("required", required),
        ("datatype_description", help),
        ("order", order),
        ("description", label),
        ("values", new Open311List("value", [.. values.Select(v => new Open311Item("value", ("key", v.Key), ("name", v.Name)))])));

    private static string DatatypeOf(FieldDefinition field) => field.Type switch
    {
        FieldType.Integer or FieldType.Decimal => "number",
        FieldType.Date => "datetime",
        FieldType.LongText => "text",
        FieldType.Choice or FieldType.Boolean => "singlevaluelist",
        _ => "string",
    };
}
