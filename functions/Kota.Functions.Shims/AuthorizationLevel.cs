namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which key a caller needs at the host. Kota uses <see cref="Anonymous"/> everywhere and decides in its own code.</summary>
public enum AuthorizationLevel
{
    /// <summary>No key.</summary>
    Anonymous = 0,

    /// <summary>A signed-in user.</summary>
    User = 1,

    /// <summary>A key of the function.</summary>
    Function = 2,

    /// <summary>A key of an extension.</summary>
    System = 3,

    /// <summary>The master key.</summary>
    Admin = 4,
}
