namespace Kota.Kernel.Outcomes;

/// <summary>Why an expected failure happened. Http/Problems.cs alone knows which status each becomes.</summary>
public enum FailureKind
{
    /// <summary>The input breaks a rule; errors name the fields.</summary>
    Invalid,

    /// <summary>Nobody is signed in, or the PIN is missing or wrong.</summary>
    Unauthenticated,

    /// <summary>The caller is known and may not do this.</summary>
    Forbidden,

    /// <summary>No such thing, or none that this caller may know of.</summary>
    NotFound,

    /// <summary>The action does not fit the present state.</summary>
    Conflict,

    /// <summary>The caller saw an older version.</summary>
    Stale,

    /// <summary>The caller must say which version it saw.</summary>
    PreconditionRequired,

    /// <summary>The body is larger than the limit.</summary>
    TooLarge,

    /// <summary>The media type is not one that this endpoint reads.</summary>
    UnsupportedMedia,

    /// <summary>The same idempotency key came with another body.</summary>
    KeyReused,

    /// <summary>Too many requests; try later.</summary>
    TooMany,

    /// <summary>Storage cannot be reached or is too busy; try later.</summary>
    Unavailable,
}

/// <summary>An expected failure as a value. Texts are looked up by <see cref="Code"/> when it is shown, in the reader's language.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Code">Stable code in kebab-case, also the key of its text in Text/Messages.resx.</param>
public sealed record Failure(FailureKind Kind, string Code)
{
    /// <summary>Values for the placeholders of the text.</summary>
    public IReadOnlyList<object> Args { get; init; } = [];

    /// <summary>One entry for each field that breaks a rule.</summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>When it is worth trying again, where that is known.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The input breaks rules.</summary>
    public static Failure Invalid(params IReadOnlyList<FieldError> errors) => new(FailureKind.Invalid, "invalid-input") { Errors = errors };

    /// <summary>One field breaks one rule.</summary>
    public static Failure Invalid(string pointer, string code, params object[] args) => Invalid([new FieldError(pointer, code, args)]);

    /// <summary>No such thing for this caller.</summary>
    public static Failure NotFound(string code = "not-found", params object[] args) => new(FailureKind.NotFound, code) { Args = args };

    /// <summary>The caller may not.</summary>
    public static Failure Forbidden(string code = "forbidden") => new(FailureKind.Forbidden, code);

    /// <summary>Nobody is signed in.</summary>
    public static Failure Unauthenticated(string code = "sign-in-needed") => new(FailureKind.Unauthenticated, code);

    /// <summary>The action does not fit the present state.</summary>
    public static Failure Conflict(string code, params object[] args) => new(FailureKind.Conflict, code) { Args = args };
}

/// <summary>A rule that a field breaks.</summary>
/// <param name="Pointer">JSON pointer (RFC 6901) into the request, such as <c>/place/lat</c>; form pages map it to their inputs.</param>
/// <param name="Code">Stable code, also the key of its text.</param>
/// <param name="Args">Values for the placeholders of the text.</param>
public sealed record FieldError(string Pointer, string Code, params IReadOnlyList<object> Args);
