using System.Text.Json;
using System.Text.Json.Serialization;
using Kota.Kernel.Http;

namespace Kota.Kernel.Tables;

/// <summary>
/// JSON in rows and messages, written by us and read by any version of us: members that are missing take their defaults and
/// members of a newer version are passed over. Requests are read strictly instead, see <see cref="JsonBody"/>.
/// </summary>
public static class StoredJson
{
    private static readonly JsonSerializerOptions Options = Lenient();

    /// <summary>The JSON text of a value.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>The JSON of a value as UTF-8.</summary>
    public static byte[] WriteBytes<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    /// <summary>The value of a JSON text.</summary>
    /// <exception cref="JsonException">Not JSON of this type: a damaged row or a message that is not for us.</exception>
    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("The stored value is null.");

    /// <summary>The value of JSON in UTF-8.</summary>
    /// <exception cref="JsonException">Not JSON of this type.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("The stored value is null.");

    private static JsonSerializerOptions Lenient()
    {
        var options = new JsonSerializerOptions(JsonBody.Options)
        {
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
            RespectRequiredConstructorParameters = false,
            RespectNullableAnnotations = false,
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
