using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Azure.Messaging;
using Kota.Kernel.Tables;

namespace Kota.Kernel.Messaging;

/// <summary>
/// Makes and reads the one envelope: CloudEvents 1.0 in JSON, on queues and on the topic. The type carries the version
/// (<c>submission.changed.v1</c>); the extension <c>traceparent</c> carries the W3C trace context of the change.
/// </summary>
public static class Message
{
    /// <summary>Largest text that goes into a queue message, in bytes of UTF-8 (64 KiB as Base64); longer ones go by claim check.</summary>
    public const int MaxInlineBytes = 48 * 1024;

    /// <summary>Longest text that goes into an outbox row, in UTF-16 units (64 KiB for a string property).</summary>
    public const int MaxInlineUnits = 32_768;

    private const string TraceParent = "traceparent";

    /// <summary>An envelope around a payload.</summary>
    /// <param name="id">Unique and stable for the fact: the inbox and Service Bus drop a second message of the same id.</param>
    /// <param name="type">Type with version.</param>
    /// <param name="data">The payload, a record of Contracts or of the slice.</param>
    /// <param name="at">When the fact happened.</param>
    public static CloudEvent Create<T>(string id, string type, T data, DateTimeOffset at)
    {
        // The format must be named: the default writes data_base64, which other systems of the city would have to decode.
        var json = BinaryData.FromBytes(StoredJson.WriteBytes(data));
        var message = new CloudEvent("kota", type, json, "application/json", CloudEventDataFormat.Json) { Id = id, Time = at };
        if (Activity.Current?.Id is { } trace)
            message.ExtensionAttributes[TraceParent] = trace;
        return message;
    }

    /// <summary>The JSON text of an envelope.</summary>
    public static string Write(CloudEvent message) => JsonSerializer.Serialize(message);

    /// <summary>The envelope of a JSON text.</summary>
    /// <exception cref="ArgumentException">Not a CloudEvent: the message goes to the poison queue.</exception>
    public static CloudEvent Read(string text) => CloudEvent.Parse(BinaryData.FromString(text)) ?? throw new ArgumentException("The message is empty.", nameof(text));

    /// <summary>The type of an envelope, without reading the rest of it.</summary>
    /// <exception cref="JsonException">Not JSON.</exception>
    public static string? TypeOf(string text)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
                continue;
            var isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            if (isType)
                return reader.GetString();
            reader.Skip();
        }

        return null;
    }

    /// <summary>Whether the text of an envelope goes into an outbox row and a queue message as it is.</summary>
    public static bool Fits(string text) => text.Length <= MaxInlineUnits && Encoding.UTF8.GetByteCount(text) <= MaxInlineBytes;

    /// <summary>The payload.</summary>
    /// <exception cref="JsonException">None, or not of this type: the message goes to the poison queue.</exception>
    public static T Payload<T>(CloudEvent message) =>
        message.Data is { } data ? StoredJson.Read<T>(data.ToMemory().Span) : throw new JsonException("The message has no payload.");

    /// <summary>Continues the trace of the change that sent the message.</summary>
    public static Activity? Continue(CloudEvent message, string name)
    {
        var parent = message.ExtensionAttributes.TryGetValue(TraceParent, out var value) ? value as string : null;
        return Telemetry.KotaTelemetry.Source.StartActivity(name, ActivityKind.Consumer, parent);
    }
}
