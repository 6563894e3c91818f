using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kota.Kernel.Privacy;

/// <summary>A personal value that cannot be logged or serialised by accident: it prints <c>***</c> and JSON gets the same.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
/// <param name="value">The personal value.</param>
[JsonConverter(typeof(SensitiveJson))]
public readonly struct Sensitive<T>(T value) : IEquatable<Sensitive<T>>
{
    /// <summary>The value in the clear. Each use is a place to check in a review.</summary>
    public T Reveal() => value;

    /// <inheritdoc/>
    public override string ToString() => "***";

    /// <inheritdoc/>
    public bool Equals(Sensitive<T> other) => EqualityComparer<T>.Default.Equals(value, other.Reveal());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Sensitive<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => value is null ? 0 : EqualityComparer<T>.Default.GetHashCode(value);

    /// <summary>Whether the values are equal.</summary>
    public static bool operator ==(Sensitive<T> left, Sensitive<T> right) => left.Equals(right);

    /// <summary>Whether the values differ.</summary>
    public static bool operator !=(Sensitive<T> left, Sensitive<T> right) => !left.Equals(right);
}

/// <summary>Writes every <see cref="Sensitive{T}"/> as <c>"***"</c> and reads none.</summary>
public sealed class SensitiveJson : JsonConverterFactory
{
    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Sensitive<>);

    /// <inheritdoc/>
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Masked<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Masked<T> : JsonConverter<Sensitive<T>>
    {
        public override Sensitive<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new JsonException("A sensitive value is not read from JSON.");

        public override void Write(Utf8JsonWriter writer, Sensitive<T> value, JsonSerializerOptions options) => writer.WriteStringValue("***");
    }
}
