using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Kota.Kernel.Outcomes;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Kota.Kernel.Http;

/// <summary>Reads a JSON body of at most 64 KiB strictly: media type, unknown members, duplicate members and types are checked.</summary>
public static partial class JsonBody
{
    /// <summary>Largest JSON body, in bytes.</summary>
    public const int MaxBytes = 65_536;

    /// <summary>How Kota reads and writes JSON: camel case, enums as camel-case names, unknown and duplicate members refused.</summary>
    public static JsonSerializerOptions Options { get; } = Apply(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>Makes other options, such as those of the framework's results, alike to <see cref="Options"/>.</summary>
    public static JsonSerializerOptions Apply(JsonSerializerOptions options)
    {
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Encoder = JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All);
        options.MaxDepth = 16;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        return options;
    }

    /// <summary>The body as a record, or the failure that says where it breaks.</summary>
    public static async Task<Outcome<T>> ReadAsync<T>(HttpRequest request, CancellationToken ct)
        where T : class
    {
        return (await ReadBytesAsync(request, ct).ConfigureAwait(false)).Succeeded(out var bytes, out var failure) ? Parse<T>(bytes.Span) : failure;
    }

    /// <summary>The bytes of a body as a record, or the failure that says where they break.</summary>
    public static Outcome<T> Parse<T>(ReadOnlySpan<byte> json)
        where T : class
    {
        try
        {
            var value = JsonSerializer.Deserialize<T>(json, Options);
            return value is null ? Failure.Invalid("", "json-null") : value;
        }
        catch (JsonException e)
        {
            return Refusal(e);
        }
    }

    /// <summary>The body's bytes, when its media type is JSON and its size is within the limit.</summary>
    public static async Task<Outcome<ReadOnlyMemory<byte>>> ReadBytesAsync(HttpRequest request, CancellationToken ct)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !(type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
            || !(type.Charset.Length == 0 || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase)))
        {
            return new Failure(FailureKind.UnsupportedMedia, "media-type") { Args = ["application/json"] };
        }

        var buffer = new byte[request.ContentLength is { } length and <= MaxBytes ? (int)length + 1 : MaxBytes + 1];
        var read = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct).ConfigureAwait(false);
        return read > MaxBytes
            ? new Failure(FailureKind.TooLarge, "json-too-large") { Args = [MaxBytes / 1024] }
            : new ReadOnlyMemory<byte>(buffer, 0, read);
    }

    /// <summary>The failure of a body that does not parse: a pointer to the member where the parser stopped.</summary>
    public static Failure Refusal(JsonException e)
    {
        var code = e.Message.Contains("could not be mapped", StringComparison.Ordinal) ? "json-unknown-member"
            : e.Message.Contains("uplicate", StringComparison.Ordinal) ? "json-duplicate-member"
            : e.Message.Contains("missing required", StringComparison.Ordinal) ? "json-missing-member"
            : e.Message.Contains("could not be converted", StringComparison.Ordinal) || e.Message.Contains("null value", StringComparison.Ordinal) ? "json-wrong-type"
            : "json-malformed";
        return Failure.Invalid(Pointer(e.Path), code, e.LineNumber is { } line ? line + 1 : 1);
    }

    // System.Text.Json gives "$.place.lat" or "$['odd name'][2]"; RFC 6901 wants "/place/lat".
    private static string Pointer(string? path)
    {
        if (path is null or "$")
            return "";
        var parts = PathPart().Matches(path, 1).Select(m => m.Groups.Values.Skip(1).First(g => g.Success).Value);
        return string.Concat(parts.Select(p => "/" + p.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"\['(.*?)'\](?=[.\[]|$)|\[([0-9]+)\]|\.([^.\[]+)", RegexOptions.Singleline)]
    private static partial Regex PathPart();
}
