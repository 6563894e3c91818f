using System.Globalization;
using Kota.Functions.Submissions.Intake;
using Kota.Kernel.Http;
using Kota.Kernel.Outcomes;
using Microsoft.AspNetCore.Http;

namespace Kota.Portal.Forms;

/// <summary>A form of a page: what the use case reads, and the two hidden inputs that are headers in the API.</summary>
/// <param name="Incoming">The form without them.</param>
/// <param name="Key">Idempotency key that was drawn with the form: a double click or a reload takes effect once.</param>
/// <param name="Version">Version that the reader saw.</param>
/// <param name="Template">Code of the template whose text is wanted before anything is sent; null for none.</param>
public sealed record PageForm(Incoming Incoming, string? Key, int? Version, string? Template = null)
{
    public const string KeyInput = "key", VersionInput = "version";

    /// <summary>The template that is chosen, and the button that asks for its text.</summary>
    public const string TemplateInput = "contoh", FillInput = "isi";

    /// <summary>Says a phone that keeps the report to send it later that it is a guest's.</summary>
    public const string GuestInput = "guest";

    /// <summary>What was typed, by name of the input.</summary>
    public IReadOnlyDictionary<string, string> Values => Incoming.Form!;

    /// <summary>The form without a hidden input that only the page needs, and whether it was set.</summary>
    public (PageForm Form, bool Set) Without(string name)
    {
        var values = Values.Where(v => v.Key != name).ToDictionary(StringComparer.Ordinal);
        return (this with { Incoming = Incoming with { Form = values } }, Values.ContainsKey(name));
    }

    public static string NewKey() => Guid.NewGuid().ToString();

    public static async Task<Outcome<PageForm>> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (!request.HasFormContentType)
            return new Failure(FailureKind.UnsupportedMedia, "media-type") { Args = ["multipart/form-data"] };
        if (!(await Incoming.ReadAsync(request, ct)).Succeeded(out var incoming, out var failure))
            return failure;
        var values = incoming.Form!.Where(f => f.Key is not (KeyInput or VersionInput or GuestInput or TemplateInput or FillInput)).ToDictionary(StringComparer.Ordinal);
        if (!KeyOf(incoming, request).Succeeded(out var key, out failure))
            return failure;
        var text = incoming.Form!.GetValueOrDefault(VersionInput);
        int? version = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : null;
        var template = incoming.Form!.ContainsKey(FillInput) ? incoming.Form!.GetValueOrDefault(TemplateInput, "") : null;
        return new PageForm(incoming with { Form = values }, key, version, template);
    }

    private static Outcome<string?> KeyOf(Incoming incoming, HttpRequest request) =>
        incoming.Form!.GetValueOrDefault(KeyInput) is { Length: > 0 } key ? IdempotencyKey.Check(key, request.Caller()) : default;
}
