using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Kota.Functions.Submissions.Views;
using Kota.Kernel.Http;
using Kota.Kernel.Time;
using Microsoft.AspNetCore.Http;

namespace Kota.Functions.Submissions.Open311;

/// <summary>A list of things, or one thing, as the specification names them; written as JSON or as XML.</summary>
/// <param name="Root">Name of the root element; JSON has none.</param>
/// <param name="Items">The things.</param>
/// <param name="IsSingle">Whether it is one object and not a list.</param>
internal sealed record Open311Document(string Root, IReadOnlyList<Open311Item> Items, bool IsSingle = false)
{
    public string ToJson() =>
        (IsSingle ? (JsonNode)Items[0].ToJson() : new JsonArray([.. Items.Select(i => (JsonNode)i.ToJson())])).ToJsonString(JsonBody.Options);

    public string ToXml() =>
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + (IsSingle ? Items[0].ToXml() : new XElement(Root, Items.Select(i => i.ToXml())));
}

/// <summary>One thing: its fields in order. A value is a text, a number, a truth value, a time, a list of things, or null.</summary>
internal sealed record Open311Item(string Name, params (string Name, object? Value)[] Fields)
{
    public JsonObject ToJson() => new(Fields.Select(f => KeyValuePair.Create(f.Name, f.Value switch
    {
        Open311List list => new JsonArray([.. list.Items.Select(i => i is Open311Item item ? (JsonNode)item.ToJson() : JsonValue.Create((string)i))]),
        null => null,
        double or int or bool => JsonSerializer.SerializeToNode(f.Value),
        _ => JsonValue.Create(Text(f.Value)),
    })));

    public XElement ToXml() => new(Name, Fields.Select(f => f.Value is Open311List list
        ? new XElement(f.Name, list.Items.Select(i => i is Open311Item item ? item.ToXml() : new XElement(list.Element, XmlText.Clean((string)i))))
        : new XElement(f.Name, f.Value is null ? null : XmlText.Clean(Text(f.Value)))));

    private static string Text(object value) => value switch
    {
        string s => s,
        bool b => b ? "true" : "false",
        DateTimeOffset at => CityClock.Local(at).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
        IFormattable n => n.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"No form for {value.GetType().Name}."),
    };
}

/// <summary>A list inside a thing.</summary>
/// <param name="Element">Name of an element that is a mere text.</param>
/// <param name="Items">Things or texts.</param>
internal sealed record Open311List(string Element, IReadOnlyList<object> Items);

/// <summary>The two formats, by the ending of the path.</summary>
internal static class Open311Formats
{
    public static bool Knows(string format) => format is "json" or "xml";

    public static IResult ToResult(this Open311Document document, string format, int status = StatusCodes.Status200OK) => format == "xml"
        ? TypedResults.Text(document.ToXml(), "text/xml; charset=utf-8", System.Text.Encoding.UTF8, status)
        : TypedResults.Text(document.ToJson(), "application/json; charset=utf-8", System.Text.Encoding.UTF8, status);
}
