using System.Diagnostics.CodeAnalysis;

namespace Kota.Kernel.Outcomes;

/// <summary>A value, or the expected failure that stands in its place. Bugs are exceptions instead.</summary>
/// <typeparam name="T">The value of success.</typeparam>
public readonly struct Outcome<T>
{
    private readonly T? value;

    private Outcome(T? value, Failure? failure)
    {
        this.value = value;
        Failure = failure;
    }

    /// <summary>The failure; null on success.</summary>
    public Failure? Failure { get; }

    /// <summary>The value; throws on failure.</summary>
    public T Value => Failure is null ? value! : throw new InvalidOperationException($"No value: {Failure.Code}");

    /// <summary>True with the value, or false with the failure.</summary>
    public bool Succeeded([MaybeNullWhen(false)] out T result, [NotNullWhen(false)] out Failure? failure)
    {
        result = value;
        failure = Failure;
        return Failure is null;
    }

    /// <summary>The same failure, or the mapped value.</summary>
    public Outcome<TOut> Map<TOut>(Func<T, TOut> map) => Failure is null ? map(value!) : Failure;

    /// <summary>Success with a value of an interface type, which no conversion takes.</summary>
    internal static Outcome<T> Of(T value) => new(value, null);

    /// <summary>Success.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "Construction is by conversion; Outcome.From would say nothing more.")]
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>Failure.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "Construction is by conversion; Outcome.From would say nothing more.")]
    public static implicit operator Outcome<T>(Failure failure) => new(default, failure);
}
