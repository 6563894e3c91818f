using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kota.Functions.Submissions.Catalogue;
using Kota.Functions.Submissions.Intake;
using Kota.Functions.Submissions.UseCases;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Kota.Kernel.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Kota.Functions.Submissions.Open311;

/// <summary>Files a service request: turns the parameters of GeoReport v2 into a submission to SAMBAT.</summary>
public sealed class CreateRequest(Open311Services services, Submit submit, IOptions<Open311Options> options)
{
    private const int TitleLength = 80, ShortestTitle = 8;

    // Where an error of the submission stands among the parameters.
    private static readonly (string Pointer, string Parameter)[] Parameters =
    [
        ("/category", "/service_code"), ("/fields/title", "/description"), ("/fields/description", "/description"), ("/fields/address", "/address_string"),
        ("/fields/name", "/first_name"), ("/fields/phone", "/phone"), ("/fields/email", "/email"), ("/place/lat", "/lat"), ("/place/lon", "/long"), ("/place/kelurahan", "/address_id"), ("/place/rw", "/address_id"), ("/place", "/lat"),
    ];

    internal async Task<Outcome<Open311Document>> RunAsync(HttpRequest request, CancellationToken ct)
    {
        if (!IdempotencyKey.Read(request).Succeeded(out var key, out var failure))
            return failure;

        // Requests are a guest's whoever is signed in here, and a guest's key makes id and PIN.
        if (key is not null && IdempotencyKey.Check(key, Caller.Guest).Failure is { } weak)
            return weak;
        if (!(await FormBody.ReadAsync(request, ct)).Succeeded(out var form, out failure))
            return failure;
        if (options.Value.ClientOf(Text(form, "api_key")) is not { } client)
            return Failure.Forbidden("api-key");
        if (Text(form, "service_code") is not { } code)
            return Failure.Invalid("/service_code", "required");
        if (services.Definition.Category(code) is null)
            return Failure.NotFound("category-unknown");
        if (!Body(form, code).Succeeded(out var body, out failure))
            return failure;

        // The client is trusted with a limit of its own, whatever address it calls from.
        var caller = Caller.Guest with { Network = "open311 " + client };
        var incoming = new Incoming(JsonSerializer.SerializeToUtf8Bytes(body, JsonBody.Options), null, []);
        var sent = await submit.RunAsync(new SubmitRequest(Open311Services.Service, incoming, key, Channel: Channels.Open311), caller, ct);
        return sent.Succeeded(out var submitted, out failure) ? Receipt(submitted.Receipt, request) : Named(failure);
    }

    private Outcome<JsonObject> Body(IFormCollection form, string code)
    {
        var errors = new List<FieldError>();
        var place = new JsonObject();
        if (Number("lat") is { } lat)
            place["lat"] = lat;
        if (Number("long") is { } lon)
            place["lon"] = lon;
        if (Text(form, "address_id") is { } address)
        {
            var parts = address.Split("-RW");
            place["kelurahan"] = parts[0];
            if (parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var rw))
                place["rw"] = rw;
            else if (parts.Length > 1)
                errors.Add(new FieldError("/address_id", "rw-unknown", 99));
        }

        var description = Text(form, "description");
        if (description is null)
            errors.Add(new FieldError("/description", "required"));
        if (Text(form, "media_url") is { } media)
        {
            if (Uri.TryCreate(media, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps)
                description += "\n" + url;
            else
                errors.Add(new FieldError("/media_url", "https-address"));
        }

        var fields = new JsonObject { ["title"] = TitleOf(description ?? "", services.Definition.Category(code)!), ["description"] = description };
        Copy("address_string", "address");
        Copy("phone", "phone");
        Copy("email", "email");
        if (string.Join(' ', new[] { Text(form, "first_name"), Text(form, "last_name") }.OfType<string>()) is { Length: > 0 } name)
            fields["name"] = name;
        var anonymous = false;
        foreach (var parameter in form.Keys.Where(k => k.StartsWith("attribute[", StringComparison.Ordinal) && k.EndsWith(']')))
        {
            var attribute = parameter["attribute[".Length..^1];
            if (attribute == "anonymous" && Text(form, parameter) is null or "true" or "false")
                anonymous = Text(form, parameter) == "true";
            else if (services.Attributes().FirstOrDefault(f => f.Name == attribute) is { } field && Text(form, parameter) is { } value)
                fields[attribute] = JsonSerializer.SerializeToNode(FormValidator.FromForm(new Dictionary<string, string> { [attribute] = value }, [field])[attribute]);
            else
                errors.Add(new FieldError("/" + parameter, "unknown-field"));
        }

        return errors.Count > 0 ? Failure.Invalid(errors)
            : new JsonObject { ["category"] = code, ["fields"] = fields, ["place"] = place.Count == 0 ? null : place, ["anonymous"] = anonymous };

        void Copy(string parameter, string field)
        {
            if (Text(form, parameter) is { } value)
                fields[field] = value;
        }

        double? Number(string parameter)
        {
            if (Text(form, parameter) is not { } text)
                return null;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
                return number;
            errors.Add(new FieldError("/" + parameter, "field-type-number"));
            return null;
        }
    }

    // GeoReport has no title: the first words of the description, or the category where those are too few.
    private static string TitleOf(string description, CategoryDefinition category)
    {
        var line = description.Split('\n')[0].Trim();
        if (line.Length > TitleLength)
            line = line[..(line.LastIndexOf(' ', TitleLength) is var space and > ShortestTitle ? space : TitleLength)] + "…";
        return line.Length >= ShortestTitle ? line : $"{category.Name.Id}: {line}".PadRight(ShortestTitle, '.');
    }

    private static Open311Document Receipt(Receipt receipt, HttpRequest request)
    {
        var page = $"{request.Scheme}://{request.Host}{receipt.Links["page"]}";
        var notice = request.Language().TwoLetterISOLanguageName == "en" ? $"Follow it at {page} with PIN {receipt.Pin}." : $"Pantau di {page} dengan PIN {receipt.Pin}.";
        return new Open311Document("service_requests", [new Open311Item("request", ("service_request_id", receipt.Id), ("service_notice", notice), ("account_id", null))]);
    }

    private static Failure Named(Failure failure) => failure with
    {
        Errors = [.. failure.Errors.Select(e => e with { Pointer = NameOf(e.Pointer) })],
    };

    private static string NameOf(string pointer) =>
        Array.Find(Parameters, p => pointer.StartsWith(p.Pointer, StringComparison.Ordinal)) is { Parameter: { } named } ? named
        : pointer.StartsWith("/fields/", StringComparison.Ordinal) ? $"/attribute[{pointer["/fields/".Length..]}]"
        : pointer;

    private static string? Text(IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> values, string name) =>
        values.FirstOrDefault(v => v.Key == name).Value.ToString().Trim() is { Length: > 0 } text ? text : null;
}
