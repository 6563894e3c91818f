using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Microsoft.AspNetCore.Http;

namespace Kota.Functions.Submissions.Intake;

/// <summary>
/// A request as it came, JSON or form: JSON text, or strings by dotted name (<c>fields.title</c>, <c>place.rw</c>) and photos.
/// Pages and API clients thus go through the same use cases and the same validators.
/// </summary>
/// <param name="Json">The body when it was JSON.</param>
/// <param name="Form">The fields when it was a form; a name that stands twice keeps its last value (a checkbox with a hidden twin).</param>
/// <param name="Photos">Files of the part <c>photos</c>.</param>
public sealed record Incoming(ReadOnlyMemory<byte>? Json, IReadOnlyDictionary<string, string>? Form, IReadOnlyList<IFormFile> Photos)
{
    private const string PhotosPart = "photos";

    /// <summary>Reads the body: JSON up to 64 KiB, or a form (multipart or URL-encoded) up to 55 MB.</summary>
    public static async Task<Outcome<Incoming>> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (!request.HasFormContentType)
        {
            return (await JsonBody.ReadBytesAsync(request, ct)).Succeeded(out var json, out var refusal) ? new Incoming(json, null, [])
                : refusal.Kind == FailureKind.UnsupportedMedia ? refusal with { Args = ["application/json, multipart/form-data"] }
                : refusal;
        }

        if (!(await FormBody.ReadAsync(request, ct)).Succeeded(out var form, out var failure))
            return failure;
        var files = form.Files.Where(f => f.Length > 0 || f.FileName.Length > 0).ToList();
        if (files.Find(f => f.Name != PhotosPart) is { } other)
            return Failure.Invalid("/" + other.Name, "unknown-field");

        // A browser sends a file input in which nothing is chosen as an empty part without a file name: a field, by the framework's reading.
        var fields = form.Where(f => f.Key != PhotosPart || f.Value[^1] is { Length: > 0 });
        return new Incoming(null, fields.ToDictionary(f => f.Key, f => f.Value[^1] ?? "", StringComparer.Ordinal), files);
    }

    /// <summary>The JSON body as a record; call only when there is one.</summary>
    public Outcome<T> FromJson<T>()
        where T : class => JsonBody.Parse<T>(Json!.Value.Span);
}
